"""The oracle measures what is drawn, wherever the arithmetic says it is, and its verdicts follow the bounds."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction

import cairo
import numpy as np
import pytest
from drawn_dataset import Picture

from synthgen.annotate.coverage import Region
from synthgen.annotate.masks import encode
from synthgen.core.edits import Edit
from synthgen.core.geometry import Box
from synthgen.core.paint import Mesh
from synthgen.core.snapshot import CameraView, Leaf, Node, PixelArray, Snapshot
from synthgen.engines.clock import FrameClock
from synthgen.engines.sampling import FrameSampler
from synthgen.quality.oracle import is_sampled
from synthgen.quality.oracle_bounds import Bounds
from synthgen.quality.oracle_gauge import SIDES, Coverage, LeafGauge, Patch, group_coverage, outermost
from synthgen.quality.oracle_objects import mask_iou, taken_pixels
from synthgen.quality.oracle_picture import find_pieces, lone_root, match_clusters, unexplained
from synthgen.quality.oracle_report import make_report, to_fields
from synthgen.quality.oracle_types import FrameCheck, ObjectCheck

SIZE = (200, 120)

Disc = tuple[float, float, float]
"""Centre and radius in px."""


class DiscMoment:
    """A drawing with one disc per leaf, drawn with Cairo; `hints` is what the snapshot claims about their place."""

    def __init__(
        self, discs: dict[int, tuple[float, float, float]], hints: dict[int, Box], best_scale: int = 8
    ) -> None:
        self._discs, self._best_scale = discs, best_scale
        self.snapshot = Snapshot(
            frame_index=0,
            fps=Fraction(30),
            camera=CameraView(*SIZE, 14.0, 8.4, (0.0, 0.0, 0.0)),
            nodes={key: node(key) for key in discs},
            leaves=tuple(Leaf(key, (_mesh(box),)) for key, box in hints.items()),
        )
        self.pixels = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)

    def coverage(self, instance_ids: Collection[int], region: Box, scale: int = 1) -> Coverage:
        if scale > self._best_scale:
            raise ValueError("no finer")
        surface = cairo.ImageSurface(cairo.FORMAT_A8, round(region.width) * scale, round(region.height) * scale)
        context = cairo.Context(surface)
        context.scale(scale, scale)
        context.translate(-region.x_min, -region.y_min)
        for key in instance_ids:
            x, y, radius = self._discs[key]
            context.arc(x, y, radius, 0, 2 * math.pi)
            context.fill()
        surface.flush()
        rows = np.ndarray((surface.get_height(), surface.get_stride()), np.uint8, surface.get_data())
        return rows[:, : surface.get_width()].astype(np.float32) / np.float32(255)

    def draw(self, edits: Sequence[Edit]) -> tuple[PixelArray, Snapshot]:
        return self.pixels, self.snapshot

    def seen(self, instance_ids: Collection[int]) -> Coverage | None:
        return None

    def position(self, instance_id: int) -> tuple[float, float, float] | None:
        return None

    def pixel_position(self, instance_id: int) -> tuple[float, float] | None:
        return None


def node(key: int) -> Node:
    return Node(
        instance_id=key,
        parent_id=None,
        track_id=key,
        bases=("Disc", "Mobject"),
        content={},
        engine_z_index=0.0,
        anchor_bounds=None,
    )


def _mesh(box: Box) -> Mesh:
    x0, y0, x1, y1 = box.as_list()
    return Mesh(np.array([[[x0, y0], [x1, y0], [x1, y1]], [[x0, y0], [x1, y1], [x0, y1]]]), 1.0)


def edges(gauge: LeafGauge, leaf_ids: Sequence[int]) -> list[float | None]:
    return [outermost(gauge, leaf_ids, side) for side in SIDES]


@pytest.mark.parametrize(
    "hint",
    [Box(40.3, 40.3, 79.7, 79.7), Box(58.0, 50.0, 62.0, 55.0), Box(20.0, 10.0, 150.0, 100.0)],
    ids=["right", "too small", "too large"],
)
def test_edges_are_those_of_the_drawing_whatever_the_arithmetic_says(hint: Box) -> None:
    gauge = LeafGauge(DiscMoment({1: (60.0, 60.0, 19.7)}, {1: hint}), scale=8)
    assert edges(gauge, [1]) == pytest.approx([40.3, 40.3, 79.7, 79.7], abs=0.13)


def test_edges_without_finer_drawing_are_interpolated() -> None:
    moment = DiscMoment({1: (60.0, 60.0, 19.7)}, {1: Box(40.3, 40.3, 79.7, 79.7)}, best_scale=1)
    assert edges(LeafGauge(moment, scale=8), [1]) == pytest.approx([40.3, 40.3, 79.7, 79.7], abs=0.5)


def test_a_group_ends_where_its_outermost_leaves_end() -> None:
    discs = {1: (60.0, 60.0, 10.2), 2: (100.4, 50.0, 20.0)}
    hints = {key: Box(x - r, y - r, x + r, y + r) for key, (x, y, r) in discs.items()}
    gauge = LeafGauge(DiscMoment(discs, hints), scale=8)
    assert edges(gauge, [1, 2]) == pytest.approx([49.8, 30.0, 120.4, 70.2], abs=0.13)


def test_edges_far_outside_the_picture_are_looked_for_where_they_should_be() -> None:
    """Only the disc's right edge is in the picture; the others lie further out than its neighbourhood reaches."""
    true = Box(-1900.5, -940.5, 100.5, 1060.5)
    disc = {1: (-900.0, 60.0, 1000.5)}
    gauge = LeafGauge(DiscMoment(disc, {1: true}), scale=8)
    assert edges(gauge, [1]) == pytest.approx(true.as_list(), abs=0.13) and not gauge.is_whole(1)
    left, _, right, _ = edges(LeafGauge(DiscMoment(disc, {1: true._replace(x_min=-1700.5)}), scale=8), [1])
    assert left is None and right == pytest.approx(100.5, abs=0.13), "it goes on outside of where it should end"
    left, *_ = edges(LeafGauge(DiscMoment(disc, {1: true._replace(x_min=-2000.5)}), scale=8), [1])
    assert left is not None and left > -1993, "there is nothing near where it should end"


def test_an_edge_counts_also_where_it_lies_out_of_sight_of_the_rest() -> None:
    """A disc at the left edge of the place looked at: all that is in sight of it is lower than its top."""
    disc, true = {1: (-250.0, 60.0, 58.5)}, Box(-308.5, 1.5, -191.5, 118.5)
    gauge = LeafGauge(DiscMoment(disc, {1: true}), scale=8)
    assert gauge.patch(1) is not None and edges(gauge, [1]) == pytest.approx(true.as_list(), abs=0.13)


def test_a_leaf_beyond_its_neighbours_counts_for_the_group_also_where_no_picture_reaches() -> None:
    discs = {1: (60.0, 60.0, 10.2), 2: (-700.0, 50.0, 20.0)}
    hints = {key: Box(x - r, y - r, x + r, y + r) for key, (x, y, r) in discs.items()}
    gauge = LeafGauge(DiscMoment(discs, hints), scale=8)
    assert edges(gauge, [1, 2]) == pytest.approx([-720.0, 30.0, 70.2, 70.2], abs=0.13)


def test_overlapping_leaves_cover_once() -> None:
    half = Patch(2, 1, np.full((2, 2), 128, np.uint8), frozenset())
    coverage = group_coverage([half, replace(half, x=3)], Box(0.0, 0.0, 6.0, 4.0))
    assert coverage[1].tolist() == pytest.approx([0, 0, 0.502, 0.752, 0.502, 0], abs=1e-3) and coverage[0].sum() == 0


def test_masks_take_half_covered_pixels_and_of_thin_things_the_most_covered() -> None:
    thick = np.array([[0.0, 0.4, 0.5, 1.0]], np.float32)
    thin = np.array([[0.0, 0.1, 0.3, 0.2]], np.float32)
    assert taken_pixels(thick).tolist() == [[False, False, True, True]]
    assert taken_pixels(thin).tolist() == [[False, False, True, True]]
    assert not taken_pixels(np.zeros((1, 4), np.float32)).any()
    for coverage in (thick, thin):
        assert mask_iou(encode(coverage, Region(0, 0, 4, 1), 4, 1), taken_pixels(coverage)) == 1.0


def test_a_mask_counts_where_the_truth_is_decided() -> None:
    truth = np.array([[True, True, False, False]])
    noted = encode(np.array([[1, 1, 1, 0]], np.float32), Region(0, 0, 4, 1), 4, 1)
    assert mask_iou(noted, truth) == pytest.approx(2 / 3)
    assert mask_iou(noted, truth, np.array([[True, True, False, True]])) == 1.0
    assert mask_iou(None, truth) == 0.0 and mask_iou(None, truth & False) is None


def drawn() -> Picture:
    picture = Picture()
    picture.square(Box(30.0, 40.0, 90.0, 100.0))
    picture.square(Box(200.0, 60.0, 240.0, 110.0))
    return picture


def test_boxes_found_in_a_picture_agree_with_true_ones_and_not_with_moved_ones() -> None:
    picture = drawn()
    record, pieces = picture.record("a.B", 0, 0), find_pieces(picture.pixels)
    clusters, left_out = match_clusters(record, pieces)
    assert [cluster.iou for cluster in clusters] == [1.0, 1.0] and not left_out
    assert {lone_root(cluster, record) for cluster in clusters} == set(record.objects)
    moved = Box(55.0, 40.0, 115.0, 100.0)
    wrong = replace(record, objects=(replace(record.objects[0], bbox=moved, bbox_in_frame=moved), record.objects[1]))
    assert min(cluster.iou for cluster in match_clusters(wrong, pieces)[0]) < 0.7


def test_a_plate_of_the_backgrounds_colour_does_not_widen_what_is_in_front_of_it() -> None:
    picture = drawn()
    record, pieces = picture.record("a.B", 0, 0), find_pieces(picture.pixels)
    around = Box(10.0, 20.0, 110.0, 120.0)
    plate = replace(
        record.objects[0],
        instance_id=9,
        type="BackgroundRectangle",
        bbox=around,
        bbox_in_frame=around,
        bbox_modal=around,
    )
    clusters, left_out = match_clusters(replace(record, objects=(*record.objects, plate)), pieces)
    assert [cluster.iou for cluster in clusters] == [1.0, 1.0]
    assert left_out == {"of the background's colour": 1}


def test_what_lies_in_no_box_is_counted() -> None:
    picture = drawn()
    record, pieces = picture.record("a.B", 0, 0), find_pieces(picture.pixels)
    assert unexplained(record, pieces) == 0
    assert unexplained(replace(record, objects=record.objects[:1]), pieces) == 40 * 50 - 34 * 44


def test_pieces_need_a_background() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (40, 60, 3), dtype=np.uint8)
    assert find_pieces(noise).problem


def checked(error_px: float, **changes: object) -> ObjectCheck:
    item = ObjectCheck(
        frame_id="a.B_0000.000",
        scene_id="a.B",
        engine="community",
        instance_id=1,
        type="Circle",
        content="Circle",
        bbox=Box(0.0, 0.0, 50.0, 50.0),
        measured=Box(0.0, 0.0, 50.0, 50.0),
        sides_px=(50.0, 50.0),
        edge_errors_px=(error_px, 0.0, 0.0, 0.0),
        box_iou=1.0,
    )
    return replace(item, **changes)  # type: ignore[arg-type]


def broken(objects: list[ObjectCheck], bounds: Bounds) -> list[str]:
    frame = FrameCheck(
        frame_id="a.B_0000.000", scene_id="a.B", engine="community", image="", differing_px=0, shows_something=True
    )
    frame.objects = objects
    report = make_report([frame], bounds)
    found = [verdict.bound for verdict in report.verdicts if not verdict.holds]
    assert report.holds == (not found) == to_fields(report, {}, bounds)["holds"]
    return found


def test_one_edge_too_far_off_breaks_the_bound_and_one_just_within_does_not() -> None:
    good = [checked(0.0) for _ in range(200)]
    assert broken([*good, checked(1.9)], Bounds()) == []
    assert broken([*good, checked(2.1)], Bounds()) == ["box edges, px, max"]


def test_bounds_in_pixels_grow_with_pictures_beyond_full_hd() -> None:
    """4 px of 2160 lines are as much of the picture as 2 px of 1080; in smaller pictures a pixel is a pixel."""
    good = [checked(0.0) for _ in range(200)]
    assert broken([*good, checked(3.9, height_px=2160)], Bounds()) == []
    assert broken([*good, checked(2.1, height_px=480)], Bounds()) == ["box edges, px, max"]


def test_a_type_with_a_bound_of_its_own_is_held_to_that() -> None:
    objects = [checked(0.0), checked(2.6, type="Image")]
    assert "box edges, px, max" in broken(objects, Bounds())
    assert broken(objects, Bounds(own_edge_px={"Image": 3.0})) == []
    assert broken(objects, Bounds(own_edge_px={"Image": 2.5})) == ["box edges, px, max (own bound)"]


def test_only_the_asked_frames_are_drawn_again() -> None:
    """Rest moments are due after every play as soon as one is asked for; frames inside plays only where asked for."""
    clock = FrameClock(FrameSampler(frozenset({3, 25}), wants_rest=False))
    found = []
    for frame_count in (10, 10, 10):
        clock.begin(frame_count, still=False)
        for _ in range(frame_count):
            if clock.due:
                found.append(clock.frame_index)
            clock.tick()
        assert not clock.rest_due_before(still=False, look=bytes)
        clock.end(True, look=bytes)
    assert found == [3, 25]


def test_the_sample_is_a_share_of_the_frames_and_another_for_another_seed() -> None:
    names = [f"scene_{index}" for index in range(2000)]
    one = {name for name in names if is_sampled(name, 0.1, 0)}
    assert 150 < len(one) < 250 and one != {name for name in names if is_sampled(name, 0.1, 1)}
    assert one < {name for name in names if is_sampled(name, 0.3, 0)}
    assert all(is_sampled(name, 1.0, 0) for name in names)
