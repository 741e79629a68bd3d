"""What must hold of boxes and visibility for any geometry."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from synthgen.annotate.boxes import leaf_boxes
from synthgen.annotate.visibility import measure_visibility
from synthgen.core.geometry import FloatArray
from synthgen.core.paint import Contour, Fill, LineCap, LineJoin, Stroke, paint_bounds
from synthgen.core.snapshot import Leaf

coordinates = st.floats(-300, 600, allow_nan=False, width=32)


@st.composite
def contours(draw: st.DrawFn) -> tuple[Contour, ...]:
    curves = draw(st.integers(1, 4))
    points = draw(arrays(np.float64, (3 * curves + 1, 2), elements=coordinates))
    return (Contour(points, draw(st.booleans())),)


def sampled(contour: Contour) -> FloatArray:
    """Points on the curves, shape (n, 2)."""
    t = np.linspace(0, 1, 33)[:, None]
    pieces = []
    for i in range(0, len(contour.points) - 1, 3):
        a, b, c, d = contour.points[i : i + 4]
        pieces.append((1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d)
    return np.concatenate(pieces)


@given(contours())
def test_a_tight_box_holds_the_curve_and_lies_within_its_control_points(outline: tuple[Contour, ...]) -> None:
    box = paint_bounds(Fill(outline, 1.0))
    on_curve, control = sampled(outline[0]), outline[0].points
    if box is None:
        assert np.ptp(on_curve, axis=0).min() < 1e-3, "only a point or a level line has no inside"
        return
    assert np.all(on_curve >= (box.x_min - 0.01, box.y_min - 0.01))
    assert np.all(on_curve <= (box.x_max + 0.01, box.y_max + 0.01))
    assert box.x_min >= control[:, 0].min() - 0.01 and box.x_max <= control[:, 0].max() + 0.01


@given(contours(), st.floats(0.5, 40), st.sampled_from(LineJoin), st.sampled_from([LineCap.ROUND, LineCap.SQUARE]))
def test_a_stroked_box_reaches_half_a_width_around_the_curve(
    outline: tuple[Contour, ...], width_px: float, join: LineJoin, cap: LineCap
) -> None:
    stroke = paint_bounds(Stroke(outline, width_px, 1.0, join, cap))
    fill = paint_bounds(Fill(outline, 1.0))
    if stroke is not None and fill is not None and fill.area > 1:
        assert stroke.contains(fill, tolerance_px=0.1)


@st.composite
def leaf(draw: st.DrawFn) -> Leaf:
    x, y = draw(st.floats(-40, 100)), draw(st.floats(-40, 80))
    width, height = draw(st.floats(1, 60)), draw(st.floats(1, 60))
    corners = np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)])
    rows = [corners[0]]
    for start, end in itertools.pairwise(corners):
        rows += [start + (end - start) / 3, start + 2 * (end - start) / 3, end]
    return Leaf(0, (Fill((Contour(np.array(rows), True),), draw(st.floats(0.1, 1.0))),))


@settings(deadline=None, max_examples=40)
@given(st.lists(leaf(), min_size=1, max_size=6))
def test_visibility_is_what_is_neither_truncated_nor_occluded(leaves: list[Leaf]) -> None:
    members = [[i] for i in range(len(leaves))]
    for seen in measure_visibility(leaves, leaf_boxes(leaves), members, 80, 60):
        if seen.occlusion is not None and seen.truncation is not None and seen.visibility is not None:
            assert abs(seen.visibility - (1 - seen.truncation) * (1 - seen.occlusion)) < 1e-6
        assert seen.visible_px <= seen.in_frame_px + 1e-3 <= seen.amodal_px + 0.5


@settings(deadline=None, max_examples=30)
@given(st.lists(leaf(), min_size=2, max_size=5))
def test_the_last_painted_object_is_never_occluded(leaves: list[Leaf]) -> None:
    members = [[i] for i in range(len(leaves))]
    last = measure_visibility(leaves, leaf_boxes(leaves), members, 80, 60)[-1]
    assert last.occlusion is None or last.occlusion < 1e-6
