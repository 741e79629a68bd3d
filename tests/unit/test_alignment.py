"""The best path through candidates: speeds, pauses, skips, cuts, and nothing at all, on hand-made agreements."""

from __future__ import annotations

import numpy as np
import pytest

from synthgen.matching.alignment import NONE, Costs, Path, best_path, own_paths
from synthgen.matching.descriptors import Matrix


def agreeing(video: list[tuple[int, int] | None], lengths: list[int]) -> list[Matrix]:
    """Agreements where picture t of the video shows (candidate, moment), or nothing."""
    matrices = [np.full((len(video), length), 0.5, np.float32) for length in lengths]
    for row, truth in enumerate(video):
        if truth is not None:
            candidate, moment = truth
            matrices[candidate][row, moment] = 0.97
    return matrices


def solved(video: list[tuple[int, int] | None], lengths: list[int]) -> Path:
    return best_path(agreeing(video, lengths), 1.0, [0.25] * len(lengths), Costs())


@pytest.mark.parametrize("speed", [2, 4, 6, 12])
def test_a_scene_is_followed_at_half_to_three_times_its_speed(speed: int) -> None:
    video = [(0, speed * t) for t in range(10)]
    path = solved(video, [130, 130])
    assert path.moment.tolist() == [speed * t for t in range(10)]
    assert path.begins.tolist() == [True] + [False] * 9


def test_a_pause_stands_still() -> None:
    video = [(0, 0), (0, 4), *[(0, 8)] * 6, (0, 12), (0, 16)]
    path = solved(video, [40])
    assert path.moment.tolist() == [moment for _, moment in video]
    assert path.begins.sum() == 1


def test_scenes_in_another_order_and_nothing_between_them() -> None:
    video = [(1, 4 * t) for t in range(6)] + [None] * 3 + [(0, 4 * t) for t in range(6)]
    path = solved(video, [40, 40])
    assert path.candidate.tolist() == [1] * 6 + [NONE] * 3 + [0] * 6
    assert np.flatnonzero(path.begins).tolist() == [0, 9]


def test_a_piece_left_out_begins_a_new_stretch_of_the_same_scene() -> None:
    video = [(0, 4 * t) for t in range(5)] + [(0, 100 + 4 * t) for t in range(5)]
    path = solved(video, [150])
    assert path.moment.tolist() == [moment for _, moment in video]
    assert np.flatnonzero(path.begins).tolist() == [0, 5]


def test_a_single_picture_that_agrees_by_chance_is_no_scene() -> None:
    path = solved([None, None, (0, 7), None, None], [40])
    assert path.candidate.tolist() == [NONE] * 5


def test_a_candidate_without_moments_is_never_found() -> None:
    matrices = agreeing([(1, 4 * t) for t in range(6)], [0, 40])
    path = best_path(matrices, 1.0, [1.0, 0.25], Costs())
    assert set(path.candidate.tolist()) == {1}


def test_the_ranking_puts_first_what_explains_most() -> None:
    matrices = agreeing([(1, 4 * t) for t in range(8)] + [(0, 4 * t) for t in range(3)], [40, 40, 40])
    scores = [path.score for path in own_paths(matrices, 1.0, [0.25] * 3, Costs())]
    assert sorted(range(3), key=lambda n: -scores[n]) == [1, 0, 2]
    assert scores[2] == 0
