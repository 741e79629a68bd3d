"""What sub-cameras see, as it appears in the picture: through displays (the window of a zoomed scene)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from synthgen.core.geometry import Box, FloatArray
from synthgen.core.paint import Contour, Fill, Paint, Quad, Squares, Stroke
from synthgen.engines.cairo_paint import stroke_scale, to_pixels

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Window:
    """A display in the picture: the mobject that shows it, the camera behind it, and how that camera's pixels lie in
    the picture (a Cairo matrix: xx, yx, xy, yy, x0, y0)."""

    display: Any
    camera: Any
    matrix: Matrix
    box: Box


def displays_of(camera: Any) -> Sequence[Any]:
    """The displays a camera shows what other cameras see in; each has a `camera`."""
    found: Sequence[Any] = camera.__dict__.get("image_mobjects_from_cameras", ())
    return found


def window_of(display: Any, paint: Quad) -> Window:
    """Where a painted display lies: its picture's corners run from the upper left one, clockwise."""
    corner, across, _, down = paint.corners
    width, height = display.camera.pixel_width, display.camera.pixel_height
    right, below = (across - corner) / max(width, 1), (down - corner) / max(height, 1)
    values = (right[0], right[1], below[0], below[1], corner[0], corner[1])
    xx, yx, xy, yy, x0, y0 = (float(value) for value in values)
    low, high = paint.corners.min(axis=0), paint.corners.max(axis=0)
    box = Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    return Window(display, display.camera, (xx, yx, xy, yy, x0, y0), box)


def seen_through(window: Window, paints: Sequence[Paint]) -> tuple[Paint, ...]:
    """Paints in the pixels of the camera behind the window, in those of the picture."""
    return tuple(_placed(paint, window.matrix) for paint in paints)


def _placed(paint: Paint, matrix: Matrix) -> Paint:
    match paint:
        case Fill(contours=contours):
            return replace(paint, contours=_all_placed(contours, matrix))
        case Stroke(contours=contours, width_px=width_px):
            return replace(paint, contours=_all_placed(contours, matrix), width_px=width_px * stroke_scale(matrix))
        case Squares(low=low, side_px=side_px):
            return replace(paint, low=to_pixels(low, matrix), side_px=side_px * stroke_scale(matrix))
        case Quad(corners=corners):
            return replace(paint, corners=to_pixels(corners, matrix))
        case _:
            return paint


def _all_placed(contours: tuple[Contour, ...], matrix: Matrix) -> tuple[Contour, ...]:
    return tuple(replace(contour, points=to_pixels(contour.points, matrix)) for contour in contours)


def chained(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does one and then the other."""
    moved: FloatArray = to_pixels(np.array([first[4:6]]), then)[0]
    xx, yx = then[0] * first[0] + then[2] * first[1], then[1] * first[0] + then[3] * first[1]
    xy, yy = then[0] * first[2] + then[2] * first[3], then[1] * first[2] + then[3] * first[3]
    return xx, yx, xy, yy, float(moved[0]), float(moved[1])
