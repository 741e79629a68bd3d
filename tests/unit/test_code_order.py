"""Scenes of the code in a video, by their order and run times: where they lie, and how honestly that is said."""

from __future__ import annotations

import numpy as np

from synthgen.core.rng import derive_seed
from synthgen.matching.code_order import TimedScene, placed
from synthgen.matching.cuts import Shown, segments


def scenes(**durations_s: float) -> list[TimedScene]:
    return [TimedScene(f"file.{name}", name, duration_s) for name, duration_s in durations_s.items()]


def spans(shown: list[Shown]) -> list[tuple[str, float, float]]:
    return [(one.scene_class, round(one.start_s, 1), round(one.end_s, 1)) for one in shown]


def test_scenes_lie_between_the_cuts_that_their_run_times_fit() -> None:
    code = scenes(A=10, B=22, C=15)
    # B has a cut inside it.
    assert spans(placed(code, [10.5, 20.0, 32.0], 47.0)) == [("A", 0.0, 10.5), ("B", 10.5, 32.0), ("C", 32.0, 47.0)]


def test_a_scene_that_was_left_out_is_skipped_and_a_pause_stays_open() -> None:
    code = scenes(A=10, Dropped=40, B=6, C=20)
    shown = placed(code, [10.0, 25.0, 31.0], 51.0)
    assert spans(shown) == [("A", 0.0, 10.0), ("B", 25.0, 31.0), ("C", 31.0, 51.0)]
    rows = segments(51.0, [(10.0, "cut"), (25.0, "cut"), (31.0, "cut")], shown)
    assert [(row.scene_class, row.evidence) for row in rows] == [
        ("A", "both"),
        ("", "both"),
        ("B", "both"),
        ("C", "both"),
    ]


def test_a_boundary_that_nobody_sees_is_told_by_the_code_and_is_less_sure() -> None:
    cuts = [(10.0, "cut"), (42.0, "cut")]
    rows = segments(60.0, cuts, placed(scenes(A=10, B=20, C=12, D=18), [time_s for time_s, _ in cuts], 60.0))
    assert [row.scene_class for row in rows] == ["A", "B", "C", "D"]
    assert [row.evidence for row in rows] == ["both", "both", "code", "both"]
    assert abs(rows[2].start_s - 30) <= 1.5
    assert rows[2].confidence < min(rows[number].confidence for number in (0, 1, 3))


def test_what_fits_no_scene_shows_none() -> None:
    assert placed(scenes(A=100), [5.0, 9.0, 13.0], 20.0) == []
    assert placed([], [5.0], 20.0) == [] == placed(scenes(A=5), [], 0.0)


def test_a_match_holds_the_order_in_place() -> None:
    code = scenes(A=10, B=10, C=10)
    match = Shown("file.C", "C", 11.0, 19.0, 0.95)
    shown = placed(code, [10.0], 20.0, [match])
    assert spans(shown)[-1] == ("C", 10.0, 20.0)
    assert shown[-1].by == ("code", "match")


def test_a_match_against_the_order_stands_and_the_code_fills_the_rest() -> None:
    code = scenes(A=10, B=20)
    late = Shown("file.A", "A", 22.0, 26.0, 0.9)
    foreign = Shown("other.X", "X", 2.0, 4.0, 0.9)
    shown = placed(code, [10.0], 30.0, [late, foreign])
    assert late in shown and foreign in shown
    assert ("B", 10.0, 22.0) in spans(shown) and ("B", 26.0, 30.0) in spans(shown)


def test_confidence_is_no_higher_than_how_often_it_is_right() -> None:
    """Videos made by chance: scenes left out, other material put in, lengths changed, cuts unseen and cuts inside."""
    right, sure, lengths_s = [], [], []
    for number in range(8):
        rng = np.random.default_rng(derive_seed(1, "edited", number))
        code = [TimedScene(str(n), str(n), rng.uniform(8, 60)) for n in range(12)]
        time_s, cuts, truth = 0.0, [], []
        for scene in code:
            if rng.random() < 0.1:
                continue
            if rng.random() < 0.1:
                time_s += rng.exponential(15)
                cuts.append(time_s)
            length_s = scene.duration_s * np.exp(rng.laplace(0, 0.05))
            truth.append((scene.scene, time_s, time_s + length_s))
            cuts += [time_s + inside for inside in rng.uniform(0, length_s, rng.poisson(length_s / 60))]
            time_s += length_s
            cuts += [time_s] if rng.random() < 0.8 else []
        for one in placed(code, sorted(cuts), time_s):
            overlap = sum(max(0.0, min(one.end_s, e) - max(one.start_s, s)) for n, s, e in truth if n == one.scene)
            right.append(overlap / (one.end_s - one.start_s))
            sure.append(one.confidence)
            lengths_s.append(one.end_s - one.start_s)
    assert sum(lengths_s) > 1000
    assert np.average(right, weights=lengths_s) > max(0.85, np.average(sure, weights=lengths_s))
