"""What a leaf puts on the picture, as plain geometry in pixels, and its exact bounds.

A leaf (a mobject with points of its own) is painted in passes: a background stroke, a fill, a stroke, or
something that is no path at all. All coordinates are float pixels, top-left origin, after the camera's projection.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pathops

from synthgen.core.geometry import Box, FloatArray, extent, union
from synthgen.core.miters import has_corner, stroked_bounds


class LineJoin(StrEnum):
    MITER = "miter"
    ROUND = "round"
    BEVEL = "bevel"


class LineCap(StrEnum):
    BUTT = "butt"
    ROUND = "round"
    SQUARE = "square"


@dataclass(frozen=True, slots=True)
class Contour:
    """One run of cubic Bezier curves: `points` of shape (3n + 1, 2), anchors at every third row."""

    points: FloatArray
    closed: bool


@dataclass(frozen=True, slots=True)
class Fill:
    """The inside of contours by the non-zero winding rule; open contours are closed for it."""

    contours: tuple[Contour, ...]
    alpha: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of constant width along contours."""

    contours: tuple[Contour, ...]
    width_px: float
    alpha: float
    join: LineJoin = LineJoin.MITER
    cap: LineCap = LineCap.BUTT
    miter_limit: float = 10.0


@dataclass(frozen=True, slots=True)
class Mesh:
    """Triangles, shape (n, 3, 2): what a GPU rasterises (strokes with varying width, surfaces, discs).

    `reach` is how far it can be seen where its soft edges add up and so reach beyond the triangles.
    """

    triangles: FloatArray
    alpha: float
    reach: Box | None = None


@dataclass(frozen=True, slots=True)
class Quad:
    """A picture stretched over four corners, shape (4, 2), in order around the outline."""

    corners: FloatArray
    alpha: float


@dataclass(frozen=True, slots=True)
class Squares:
    """A point cloud drawn as whole pixels: `low` (n, 2) integer top-left corners, each `side_px` wide."""

    low: FloatArray
    side_px: float
    alpha: float


Paint = Fill | Stroke | Mesh | Quad | Squares

_SKIA_JOIN = {
    LineJoin.MITER: pathops.LineJoin.MITER_JOIN,
    LineJoin.ROUND: pathops.LineJoin.ROUND_JOIN,
    LineJoin.BEVEL: pathops.LineJoin.BEVEL_JOIN,
}
_SKIA_CAP = {
    LineCap.BUTT: pathops.LineCap.BUTT_CAP,
    LineCap.ROUND: pathops.LineCap.ROUND_CAP,
    LineCap.SQUARE: pathops.LineCap.SQUARE_CAP,
}


_NO_EXTENT_PX = 1e-4
_NOTHING = (0.0, 0.0, 0.0, 0.0)
"""What Skia says are the bounds of an empty path: cheaper to ask for than its points."""


def skia_path(contours: tuple[Contour, ...], origin: FloatArray) -> pathops.Path:
    """The contours as a Skia path, moved by -origin (Skia computes in float32: keep numbers small)."""
    path = pathops.Path()
    move_to, curve_to = path.moveTo, path.cubicTo
    for contour in contours:
        points = contour.points - origin
        move_to(*points[0].tolist())
        for curve in points[1:].reshape(-1, 6).tolist():
            curve_to(*curve)
        if contour.closed:
            path.close()
    return path


def _box_of(path: pathops.Path, origin: FloatArray) -> Box:
    x_min, y_min, x_max, y_max = path.bounds
    x, y = origin.tolist()
    return Box(x_min + x, y_min + y, x_max + x, y_max + y)


def _contours_origin(contours: tuple[Contour, ...]) -> FloatArray:
    origin: FloatArray = np.floor(contours[0].points[0])
    return origin


def _with_length(stroke: Stroke) -> tuple[Contour, ...]:
    """The contours that leave a mark: one shrunk to a point (a glyph not yet begun) shows nothing without caps."""
    if stroke.cap is not LineCap.BUTT:
        return stroke.contours
    return tuple(item for item in stroke.contours if np.subtract(*extent(item.points)).min() < -_NO_EXTENT_PX)


def paint_bounds(paint: Paint) -> Box | None:
    """The exact extent of one pass (unclipped), or None when it covers nothing.

    Paths go through Skia: tight Bezier bounds for fills, the outline of the stroked path for strokes, so
    that joins, miters and caps count.
    """
    match paint:
        case Fill(contours=contours):
            if not contours:
                return None
            origin = _contours_origin(contours)
            box = _box_of(skia_path(contours, origin), origin)
            # A path that has shrunk to a point or a line (an animation's first frame) has no inside.
            return box if min(box.width, box.height) > _NO_EXTENT_PX else None
        case Stroke(width_px=width_px):
            contours = _with_length(paint)
            if not contours or width_px <= 0:
                return None
            origin = _contours_origin(contours)
            path = skia_path(contours, origin)
            center_line = _box_of(path, origin)
            path.stroke(width_px, _SKIA_CAP[paint.cap], _SKIA_JOIN[paint.join], paint.miter_limit)
            # Skia approximates offsets and may cut the corner of a cusp that the line itself goes through.
            outline = union([center_line, None if path.bounds == _NOTHING else _box_of(path, origin)])
            if outline is not None and _may_disagree(paint, contours):
                lines = [(item.points, item.closed) for item in contours]
                return stroked_bounds(lines, width_px, paint.miter_limit, outline)
            return outline
        case Mesh(triangles=triangles, reach=reach):
            return union([Box.around(triangles.reshape(-1, 2)), reach])
        case Quad(corners=corners):
            return Box.around(corners)
        case Squares(low=low, side_px=side_px):
            first = Box.around(low)
            return first and first._replace(x_max=first.x_max + side_px, y_max=first.y_max + side_px)


def _may_disagree(stroke: Stroke, contours: tuple[Contour, ...]) -> bool:
    """Whether Skia's outline of a stroke may not be what Cairo draws."""
    sharp = stroke.join is LineJoin.MITER and stroke.cap is LineCap.BUTT
    return sharp and any(has_corner(item.points, item.closed) for item in contours)


def painted_bounds(paints: tuple[Paint, ...]) -> Box | None:
    """The extent of all passes that leave a mark: a pass with zero alpha paints nothing."""
    return union(paint_bounds(paint) for paint in paints if paint.alpha > 0)
