"""From what a Cairo engine is about to paint to plain geometry: shared by community and period.

Both paint a vectorised mobject as background stroke, fill, stroke on one path, in that order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.core.paint import Contour, Fill, LineCap, LineJoin, Paint, Squares, Stroke
from synthgen.core.snapshot import PixelArray


def to_pixels(points: FloatArray, matrix: Sequence[float]) -> FloatArray:
    """Apply a Cairo matrix (xx, yx, xy, yy, x0, y0) to the first two columns of points; returns (n, 2)."""
    xx, yx, xy, yy, x0, y0 = matrix
    x, y = points[:, 0], points[:, 1]
    pixels = np.empty((len(points), 2))
    pixels[:, 0] = xx * x + xy * y + x0
    pixels[:, 1] = yx * x + yy * y + y0
    return pixels


def contours_in_pixels(
    points: FloatArray, spans: Iterable[tuple[int, int]], closed: Iterable[bool], matrix: Sequence[float]
) -> tuple[Contour, ...]:
    """Subpaths of a cubic path as contours.

    `points` (n, 3) holds curves as the engines do, four rows a curve (anchor, two handles, anchor), so the anchor
    between two curves stands twice; `spans` are the row ranges of the subpaths.
    """
    pixels = to_pixels(points, matrix)
    contours = []
    for (start, stop), is_closed in zip(spans, closed, strict=True):
        curves = (stop - start) // 4
        if curves == 0:
            continue
        rows = pixels[start : start + 4 * curves].reshape(curves, 4, 2)
        chain = np.concatenate([rows[0, :1], rows[:, 1:].reshape(-1, 2)])
        contours.append(Contour(chain, is_closed))
    return tuple(contours)


def stroke_scale(matrix: Sequence[float]) -> float:
    """Pixels per unit of line width under a matrix that scales both axes alike."""
    xx, yx, xy, yy, _, _ = matrix
    return float(np.sqrt(abs(xx * yy - xy * yx)))


def passes(
    contours: tuple[Contour, ...],
    background_width_px: float,
    background_alpha: float,
    fill_alpha: float,
    width_px: float,
    stroke_alpha: float,
    join: LineJoin,
    cap: LineCap,
) -> tuple[Paint, ...]:
    """The passes that leave a mark, in the order they are painted."""
    found: list[Paint] = []
    if background_width_px > 0 and background_alpha > 0:
        found.append(Stroke(contours, background_width_px, background_alpha, join, cap))
    if fill_alpha > 0:
        found.append(Fill(contours, fill_alpha))
    if width_px > 0 and stroke_alpha > 0:
        found.append(Stroke(contours, width_px, stroke_alpha, join, cap))
    return tuple(found)


def cloud_paints(
    camera: Any, pmobject: Any, points: FloatArray, rgbas: FloatArray, thickness: float
) -> tuple[Paint, ...]:
    """A point cloud: one square of whole pixels a point, as wide as the camera's nudges make it."""
    if len(points) == 0:
        return ()
    nudges = camera.get_thickening_nudges(thickness)
    if len(nudges) == 0:
        return ()
    low = camera.points_to_pixel_coords(pmobject, points) + nudges.min(axis=0)
    side = float(nudges[:, 0].max() - nudges[:, 0].min() + 1)
    return (Squares(low.astype(float), side, max_alpha(rgbas)),)


def rgb_of(pixels: PixelArray) -> PixelArray:
    """The first three channels of a picture (height, width, 4), copied plane by plane: 4 times as fast as at once."""
    copied = np.empty((*pixels.shape[:2], 3), dtype=np.uint8)
    for channel in range(3):
        copied[:, :, channel] = pixels[:, :, channel]
    return copied


def max_alpha(rgbas: FloatArray) -> float:
    """The opacity of the most opaque of colours, shape (n, 4); 0 without colours."""
    return float(rgbas[:, 3].max()) if len(rgbas) else 0.0
