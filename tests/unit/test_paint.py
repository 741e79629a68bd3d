"""What covers nothing has no box: labels must not be put around marks that are not there."""

from __future__ import annotations

import numpy as np
import pytest

from synthgen.core.paint import Contour, Fill, LineCap, Stroke, painted_bounds

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
