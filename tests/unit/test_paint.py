"""What covers nothing has no box: labels must not be put around marks that are not there."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from synthgen.core.paint import Contour, Fill, LineCap, Stroke, paint_bounds, painted_bounds

POINT = Contour(np.full((4, 2), 10.0), closed=False)
LINE = Contour(np.array([(20.0, 30), (30, 30), (40, 30), (50, 30)]), closed=False)


def test_a_stroke_that_has_not_begun_has_no_box() -> None:
    """At the start of a Write every glyph is a point; a butt cap paints nothing there."""
    assert painted_bounds((Stroke((POINT,), 4.0, 1.0),)) is None


def test_a_round_cap_makes_a_dot_of_a_point() -> None:
    box = painted_bounds((Stroke((LINE,), 4.0, 1.0, cap=LineCap.ROUND),))
    assert box is not None and box.as_list() == pytest.approx([18, 28, 52, 32], abs=0.05)


def test_begun_contours_are_not_stretched_to_those_that_are_not() -> None:
    box = painted_bounds((Stroke((POINT, LINE), 4.0, 1.0),))
    assert box is not None and box.as_list() == pytest.approx([20, 28, 50, 32], abs=0.01)


def test_a_pass_without_opacity_paints_nothing() -> None:
    assert painted_bounds((Stroke((LINE,), 4.0, 0.0), Fill((LINE,), 0.0))) is None


def test_a_fill_of_a_line_has_no_inside() -> None:
    assert painted_bounds((Fill((LINE,), 1.0),)) is None


def test_a_square_standing_on_a_corner_reaches_as_far_as_cairo_draws_it() -> None:
    """Every corner of a mitered square lies half its width times the root of two outside the line; Skia cuts one."""
    corners = np.array([(1196.25, 472.5), (1162.8392045889357, 439.0892045889356), (1129.4284091778713, 472.5)])
    corners = np.concatenate([corners, [(1162.8392045889357, 505.9107954110644)], corners[:1]])
    sides = [a + np.linspace(0, 1, 4)[1:, None] * (b - a) for a, b in pairwise(corners)]
    points = np.concatenate([corners[:1], *sides])
    box = paint_bounds(Stroke((Contour(points, closed=True),), width_px=4.05, alpha=1.0))
    assert box is not None
    reach = 4.05 / 2 * 2**0.5
    expected = [1129.4284 - reach, 439.0892 - reach, 1196.25 + reach, 505.9108 + reach]
    assert np.abs(np.array(box.as_list()) - expected).max() < 0.2
