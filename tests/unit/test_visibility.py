"""Visibility, occlusion and truncation against areas worked out by hand."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection

import numpy as np
import pytest

from synthgen.annotate.boxes import leaf_boxes
from synthgen.annotate.visibility import Visibility, measure_visibility
from synthgen.core.paint import Contour, Fill, LineCap, Mesh, Paint, Stroke
from synthgen.core.snapshot import Drawing, Drawings, Leaf, Mix

WIDTH_PX, HEIGHT_PX = 100, 60


def rectangle(x: float, y: float, width: float, height: float, alpha: float = 1.0) -> Fill:
    corners = np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)], dtype=float)
    rows = [corners[0]]
    for start, end in itertools.pairwise(corners):
        rows += [start + (end - start) / 3, start + 2 * (end - start) / 3, end]
    return Fill((Contour(np.array(rows), closed=True),), alpha)


def measure(*paints: Paint | tuple[Paint, ...], members: list[list[int]] | None = None) -> list[Visibility]:
    leaves = [Leaf(i, paint if isinstance(paint, tuple) else (paint,)) for i, paint in enumerate(paints)]
    own = members or [[i] for i in range(len(leaves))]
    return measure_visibility(leaves, leaf_boxes(leaves), own, WIDTH_PX, HEIGHT_PX)


def test_an_object_alone_is_wholly_visible_to_a_fraction_of_a_pixel() -> None:
    (seen,) = measure(rectangle(10.25, 10, 20.5, 10))
    assert seen.amodal_px == pytest.approx(205, abs=0.5)
    assert (seen.visibility, seen.occlusion, seen.truncation) == (1.0, 0.0, 0.0)


def test_half_covered_half_off_the_frame_and_half_faded_come_out_together() -> None:
    """Half of a faded square is outside; half of what is inside is covered by something opaque."""
    seen, _ = measure(rectangle(-10, 10, 20, 20, alpha=0.5), rectangle(0, 10, 10, 10))
    assert seen.truncation == pytest.approx(0.5, abs=0.01)
    assert seen.occlusion == pytest.approx(0.5, abs=0.01)
    assert seen.visibility == pytest.approx(0.25, abs=0.01)


def test_something_translucent_hides_by_its_opacity() -> None:
    below, above = measure(rectangle(10, 10, 20, 20), rectangle(10, 10, 20, 20, alpha=0.3))
    assert below.occlusion == pytest.approx(0.3, abs=0.01)
    assert above.occlusion == 0.0


def test_parts_of_one_object_do_not_hide_each_other() -> None:
    group, front = measure(
        rectangle(10, 10, 20, 20), rectangle(20, 10, 20, 20), rectangle(10, 10, 5, 20), members=[[0, 1], [2]]
    )
    assert group.amodal_px == pytest.approx(600, abs=1)
    assert group.occlusion == pytest.approx(100 / 600, abs=0.01)
    assert front.occlusion == 0.0


def test_a_stranger_between_two_parts_hides_only_the_one_below_it() -> None:
    group, _ = measure(
        rectangle(10, 10, 10, 10), rectangle(5, 5, 40, 20), rectangle(30, 10, 10, 10), members=[[0, 2], [1]]
    )
    assert group.visibility == pytest.approx(0.5, abs=0.01)


def test_what_is_outside_the_frame_has_no_occlusion_and_no_modal_box() -> None:
    (seen,) = measure(rectangle(200, 10, 10, 10))
    assert (seen.visibility, seen.truncation, seen.occlusion) == (0.0, 1.0, None)
    assert seen.modal_box(None) is None


def test_the_modal_box_is_that_of_the_uncovered_part() -> None:
    leaves_box = leaf_boxes([Leaf(0, (rectangle(10.5, 10, 20, 20),))])[0]
    seen, _ = measure(rectangle(10.5, 10, 20, 20), rectangle(5, 5, 15, 40))
    box = seen.modal_box(leaves_box)
    assert box is not None and box.as_list() == pytest.approx([20, 10, 30.5, 30], abs=0.01)


def test_a_round_stroke_covers_its_area() -> None:
    line = Stroke((Contour(np.array([(20.0, 30), (40, 30), (60, 30), (80, 30)]), False),), 8, 1.0, cap=LineCap.ROUND)
    (seen,) = measure(line)
    assert seen.amodal_px == pytest.approx(60 * 8 + math.pi * 16, rel=0.01)


def test_triangles_that_share_edges_have_no_seams_whatever_way_they_turn() -> None:
    corners = np.array([[[10.3, 10], [40, 10], [40, 40]], [[10.3, 10], [10.3, 40], [40, 40]]], dtype=float)
    (seen,) = measure(Mesh(corners, 1.0))
    assert seen.amodal_px == pytest.approx(29.7 * 30, abs=1)


def test_an_object_far_larger_than_the_frame_is_measured_without_a_raster_of_its_size() -> None:
    (seen,) = measure(rectangle(-50_000, -50_000, 100_000, 100_000))
    assert seen.truncation == pytest.approx(1 - 6000 / 1e10, abs=1e-4)
    assert seen.occlusion == 0.0


def test_what_an_engine_mixes_is_seen_as_the_engine_says() -> None:
    """Of two squares mixed with one another each shows a half, whatever their order; what lies behind, a quarter."""

    def full(level: float) -> np.ndarray:  # type: ignore[type-arg]
        return np.full((20, 20), level, dtype=np.float32)

    def mixed(own: Collection[int], hides: bool) -> Drawing:
        assert hides or own
        return Drawing(10, 10, full(1.0), full(0.5), full(0.75 if not own else 0.5))

    leaves = [Leaf(i, (rectangle(10, 10, 20, 20),)) for i in range(3)]
    alone = Drawing(10, 10, full(1.0), full(1.0), full(1.0))
    drawings = Drawings([None, alone, alone], [Mix((1, 2), mixed)])
    members = [[0], [1], [2], [0, 1]]
    found = measure_visibility(leaves, leaf_boxes(leaves), members, WIDTH_PX, HEIGHT_PX, drawings)
    # The last has a part behind as well, which only the other square hides.
    assert [one.visibility for one in found] == [pytest.approx(share) for share in (0.25, 0.5, 0.5, 0.75)]
