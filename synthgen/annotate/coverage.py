"""Coverage: how much of each pixel a paint or a leaf covers, rasterised with Cairo's own anti-aliasing.

A raster is a float32 array over a region of whole pixels; 1 is a pixel wholly covered. Opacity is applied where a
function says so and nowhere else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import cairo
import numpy as np
import numpy.typing as npt

from synthgen.core.geometry import Box, FloatArray
from synthgen.core.paint import Contour, Fill, LineCap, LineJoin, Mesh, Paint, Quad, Squares, Stroke

Raster = npt.NDArray[np.float32]

_JOINS = {
    LineJoin.MITER: cairo.LINE_JOIN_MITER,
    LineJoin.ROUND: cairo.LINE_JOIN_ROUND,
    LineJoin.BEVEL: cairo.LINE_JOIN_BEVEL,
}
_CAPS = {LineCap.BUTT: cairo.LINE_CAP_BUTT, LineCap.ROUND: cairo.LINE_CAP_ROUND, LineCap.SQUARE: cairo.LINE_CAP_SQUARE}


class Region(NamedTuple):
    """Whole pixels: columns x .. x + width - 1, rows y .. y + height - 1 (may lie outside the frame)."""

    x: int
    y: int
    width: int
    height: int

    @classmethod
    def around(cls, box: Box) -> Region:
        x, y = math.floor(box.x_min), math.floor(box.y_min)
        return cls(x, y, max(math.ceil(box.x_max) - x, 1), max(math.ceil(box.y_max) - y, 1))

    def clipped(self, width_px: int, height_px: int) -> Region | None:
        """The part inside the frame, None when there is none."""
        x0, y0 = max(self.x, 0), max(self.y, 0)
        x1, y1 = min(self.x + self.width, width_px), min(self.y + self.height, height_px)
        return Region(x0, y0, x1 - x0, y1 - y0) if x1 > x0 and y1 > y0 else None

    def slices_in(self, outer: Region) -> tuple[slice, slice]:
        """Where this region's rows and columns stand in a raster of a region that holds it."""
        row, column = self.y - outer.y, self.x - outer.x
        return slice(row, row + self.height), slice(column, column + self.width)


def paint_coverage(paint: Paint, region: Region, scale: float = 1.0) -> Raster:
    """Coverage of one pass over a region, opacity left out; shape (region.height, region.width).

    With a `scale` other than 1 the region counts pixels of a picture that many times as large.
    """
    if isinstance(paint, Squares):
        if scale != 1.0:
            paint = Quad(_corners_around(paint), paint.alpha)
        else:
            return _squares_coverage(paint, region)
    surface = cairo.ImageSurface(cairo.FORMAT_A8, region.width, region.height)
    context = cairo.Context(surface)
    context.translate(-region.x, -region.y)
    context.scale(scale, scale)
    match paint:
        case Fill(contours=contours):
            _trace(context, contours)
            context.fill()
        case Stroke(contours=contours, width_px=width_px, join=join, cap=cap, miter_limit=limit):
            _trace(context, contours)
            context.set_line_width(width_px)
            context.set_line_join(_JOINS[join])
            context.set_line_cap(_CAPS[cap])
            context.set_miter_limit(limit)
            context.stroke()
        case Mesh(triangles=triangles):
            _trace_polygons(context, _turned_alike(triangles))
            context.fill()
        case Quad(corners=corners):
            _trace_polygons(context, corners[None])
            context.fill()
    surface.flush()
    rows = np.ndarray((region.height, surface.get_stride()), np.uint8, surface.get_data())
    return rows[:, : region.width].astype(np.float32) / np.float32(255)


def leaf_coverage(paints: Iterable[Paint], region: Region, real_opacity: bool) -> Raster:
    """What all passes of a leaf cover together: one minus the product of what each leaves uncovered.

    With `real_opacity` each pass counts with its alpha (what it hides); without, every pass that leaves a mark
    counts fully (where the object is).
    """
    uncovered = np.ones((region.height, region.width), dtype=np.float32)
    for paint in paints:
        if paint.alpha > 0:
            weight = np.float32(min(paint.alpha, 1.0) if real_opacity else 1.0)
            uncovered *= 1 - weight * paint_coverage(paint, region)
    return 1 - uncovered


def _trace(context: cairo.Context[cairo.ImageSurface], contours: tuple[Contour, ...]) -> None:
    for contour in contours:
        context.move_to(*contour.points[0].tolist())
        for curve in contour.points[1:].reshape(-1, 6).tolist():
            context.curve_to(*curve)
        if contour.closed:
            context.close_path()


def _trace_polygons(context: cairo.Context[cairo.ImageSurface], polygons: FloatArray) -> None:
    for polygon in polygons.tolist():
        context.move_to(*polygon[0])
        for corner in polygon[1:]:
            context.line_to(*corner)
        context.close_path()


def _turned_alike(triangles: FloatArray) -> FloatArray:
    """Triangles with the same sense of rotation, so that the non-zero rule makes their union of them."""
    first, second = triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
    turns_left = first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0] > 0
    return np.where(turns_left[:, None, None], triangles[:, ::-1], triangles)


def _corners_around(squares: Squares) -> FloatArray:
    low, high = squares.low.min(axis=0), squares.low.max(axis=0) + squares.side_px
    return np.array([low, (high[0], low[1]), high, (low[0], high[1])])


def _squares_coverage(squares: Squares, region: Region) -> Raster:
    """Whole pixels: a point's square covers its pixels wholly."""
    coverage = np.zeros((region.height, region.width), dtype=np.float32)
    side = round(squares.side_px)
    low = np.floor(squares.low).astype(np.int64) - (region.x, region.y)
    for dy in range(side):
        for dx in range(side):
            columns, rows = low[:, 0] + dx, low[:, 1] + dy
            inside = (columns >= 0) & (columns < region.width) & (rows >= 0) & (rows < region.height)
            coverage[rows[inside], columns[inside]] = 1.0
    return coverage
