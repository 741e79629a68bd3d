"""Imitated videos of known scenes: right classes, right times, no false matches; and the parts that make that so."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import cv2
import moving_pictures
import numpy as np
import pytest
from moving_pictures import DURATION_S, NAMES, SIZE_PX

from synthgen.core.geometry import Box
from synthgen.core.rng import derive_seed
from synthgen.matching.cuts import Shown, segments
from synthgen.matching.descriptors import Sequence, describe
from synthgen.matching.found_boxes import score_boxes
from synthgen.matching.grading import Grade, LikeTruth, grade
from synthgen.matching.imitation import Look, Piece, draw_look, draw_plan, write_video
from synthgen.matching.judging import Judged, judge
from synthgen.matching.pictures import Similarity, fitted, fitting
from synthgen.matching.registration import register
from synthgen.matching.scores import compare
from synthgen.matching.search import search
from synthgen.matching.video import samples

KNOWN, FOREIGN = NAMES[:5], NAMES[5:]
FPS = 4


@cache
def drawn(name: str, moment: int) -> np.ndarray:
    return moving_pictures.picture(name, moment / FPS)


@pytest.fixture(scope="module")
def candidates() -> list[Sequence]:
    count = int(DURATION_S * FPS)
    return [describe(name, ((moment / FPS, drawn(name, moment)) for moment in range(count))) for name in KNOWN]


def imitated(folder: Path, number: int) -> tuple[list[Piece], Sequence, list[np.ndarray]]:
    rng = np.random.default_rng(derive_seed(3, "imitated", number))
    pieces = draw_plan(dict.fromkeys(KNOWN, DURATION_S), dict.fromkeys(FOREIGN, DURATION_S), rng)
    path = folder / f"{number}.mp4"
    write_video(path, pieces, lambda name, time_s: held(name, round(time_s * 12)), draw_look(rng), rng)
    taken = list(samples(path, Fraction(2)))
    return pieces, describe("video", ((float(s.index / 2), s.pixels) for s in taken)), [s.pixels for s in taken]


@cache
def held(name: str, twelfth: int) -> np.ndarray:
    return moving_pictures.picture(name, twelfth / 12)


def judged(video: Sequence, pictures: list[np.ndarray], candidates: list[Sequence]) -> Iterator[Judged]:
    found = search(video, candidates)
    for stretch in found.stretches:
        name = candidates[stretch.candidate].name
        yield judge(stretch, lambda moment, name=name: drawn(name, moment), pictures.__getitem__, found.overlay)


def test_imitated_videos_are_matched_within_the_bounds(tmp_path: Path, candidates: list[Sequence]) -> None:
    total = Grade(0, 0, 0, 0, 0, 0, 0, ())
    for number in range(2):
        pieces, video, pictures = imitated(tmp_path, number)
        answers = list(judged(video, pictures, candidates))
        total += grade(pieces, video, answers, candidates, LikeTruth(candidates), threshold=0.8)
    assert total.pieces == 10 and total.unrelated > 10
    assert total.pieces_found / total.pieces >= 0.98
    assert total.accepted / total.shown >= 0.75
    assert total.right / total.accepted >= 0.99
    assert total.false / total.unrelated <= 0.01
    assert np.quantile(total.time_errors_s, 0.95) <= 0.2


def test_a_video_of_other_scenes_matches_nothing(candidates: list[Sequence]) -> None:
    pictures = [held(name, 6 * n) for name in FOREIGN for n in range(14)]
    video = describe("foreign", ((n / 2, pixels) for n, pixels in enumerate(pictures)))
    confident = [v for one in judged(video, pictures, candidates) for v in one.verdicts if v.confidence >= 0.8]
    assert confident == []


def test_a_black_video_matches_nothing(candidates: list[Sequence]) -> None:
    black = np.zeros((270, 480, 3), np.uint8)
    video = describe("black", ((float(n), black) for n in range(10)))
    assert search(video, candidates).stretches == ()


def test_the_registration_finds_scale_shift_and_colours() -> None:
    true = Similarity(1.03, -6.5, 2.25)
    pairs = []
    for second in range(1, 6):
        render = moving_pictures.picture("C", second)
        pairs.append((render, np.uint8(0.8 * true.warp(render, *SIZE_PX))))
    found = register(pairs)
    assert found.place.scale == pytest.approx(1.03, abs=0.002)
    assert (found.place.dx_px, found.place.dy_px) == pytest.approx((-6.5, 2.25), abs=0.4)
    assert found.colours.gain == pytest.approx((0.8, 0.8, 0.8), abs=0.05)


def test_the_registration_of_the_same_pictures_is_none() -> None:
    pairs = [(moving_pictures.picture("D", second),) * 2 for second in range(4)]
    assert register(pairs).place == Similarity()


def test_other_content_is_not_moved_until_it_fits() -> None:
    pairs = [(moving_pictures.picture("A", 2.0 + n), moving_pictures.picture("F", 5.0)) for n in range(3)]
    place = register(pairs).place
    assert abs(place.scale - 1) < 0.15 and max(abs(place.dx_px), abs(place.dy_px)) < 0.2 * SIZE_PX[0]


def test_maps_between_pictures_undo_and_follow_one_another() -> None:
    one, other = Similarity(1.5, 3, -4), Similarity(0.5, -2, 7)
    there_and_back = one.then(one.inverse())
    assert (there_and_back.scale, there_and_back.dx_px, there_and_back.dy_px) == pytest.approx((1, 0, 0))
    both = one.then(other)
    x = 10.0
    assert both.scale * x + both.dx_px == pytest.approx(0.5 * (1.5 * x + 3) - 2)


def test_a_picture_of_another_aspect_keeps_its_own() -> None:
    tall = np.full((300, 300, 3), 200, np.uint8)
    canvas = fitted(tall, (320, 180))
    columns = np.flatnonzero(canvas[90, :, 0] > 100)
    assert (columns[0], columns[-1]) == (70, 249)
    assert fitting((300, 300), (320, 180)).scale == pytest.approx(0.6)


def test_equal_pictures_score_full_and_a_missing_object_costs() -> None:
    render = moving_pictures.picture("B", 4.0)
    whole = compare(render, render)
    assert (whole.ssim, whole.edges, whole.foreground_iou, whole.tiles, whole.colour) == pytest.approx(
        (1,) * 5, abs=1e-4
    )
    bare = render.copy()
    bare[100:260, 260:420] = 0
    lacking = compare(render, bare)
    assert lacking.edges < 0.95 and lacking.tiles < 0.9 and lacking.worst < 0.3


def test_boxes_are_found_where_objects_are_and_missed_where_they_are_gone() -> None:
    render = np.zeros((270, 480, 3), np.uint8)
    cv2.rectangle(render, (100, 100), (139, 129), (255, 255, 255), -1)
    cv2.rectangle(render, (300, 60), (359, 109), (90, 90, 255), -1)
    real = np.zeros_like(render)
    cv2.rectangle(real, (102, 100), (141, 129), (255, 255, 255), -1)
    first, second = score_boxes([Box(100, 100, 140, 130), Box(300, 60, 360, 110)], render, real, px_per_unit=33.75)
    assert first.found == Box(102, 100, 142, 130)
    assert first.iou == pytest.approx(38 / 42)
    assert first.offset_units == pytest.approx(2 / 33.75)
    assert second.found is None and second.iou == 0 and second.offset_units is None


def test_what_touches_others_in_the_render_itself_is_not_scored() -> None:
    render = np.zeros((270, 480, 3), np.uint8)
    cv2.line(render, (0, 130), (479, 130), (255, 255, 255), 2)
    cv2.rectangle(render, (100, 100), (140, 130), (255, 255, 255), -1)
    assert score_boxes([Box(100, 100, 140, 130)], render, render, px_per_unit=33.75) == []


def test_boundaries_seen_and_matched_are_merged() -> None:
    shown = [Shown("x.A", "A", 0.0, 10.5, 0.9), Shown("x.B", "B", 20.0, 30.0, 0.8)]
    rows = segments(30.0, [(5.0, "cut"), (10.0, "cut"), (15.0, "fade")], shown)
    assert [(row.start_s, row.end_s, row.scene_class) for row in rows] == [
        (0.0, 10.0, "A"),
        (10.0, 15.0, ""),
        (15.0, 20.0, ""),
        (20.0, 30.0, "B"),
    ]
    assert [(row.evidence, row.signs) for row in rows[:3]] == [
        ("both", ("start", "match begins")),
        ("both", ("match ends", "cut")),
        ("visual", ("fade",)),
    ]
    assert (rows[3].evidence, rows[3].signs) == ("code", ("match begins",))
    assert rows[1].confidence > rows[2].confidence


def test_a_look_can_be_told_by_its_seed() -> None:
    assert draw_look(np.random.default_rng(5)) == draw_look(np.random.default_rng(5)) != Look()
