"""Where strokes with corners end, as Cairo draws them.

A miter is cut off where it would be too long, and whether one is depends on the directions in which a curve ends. Where
those follow from handles shorter than rounding errors, or the corner turns back on itself, Skia and Cairo may decide
differently: one draws a spike of many pixels that the other leaves out. Now and then Skia cuts a right angle, too.
"""

from __future__ import annotations

import math
from typing import Any

import cairo
import numpy as np

from synthgen.core.geometry import Box, FloatArray

_CORNER_COSINE = 0.7
_SHORT_HANDLE_PX = 0.05
_AGREEMENT_PX = 0.25
_SCALE = 8
_MOST_SAMPLES = 1 << 25
"""A strip of more samples is looked at less finely; on a surface no side may be longer than 32767."""
_LONGEST = 32_000


def has_corner(points: FloatArray, closed: bool) -> bool:
    """Whether a contour (3n + 1, 2) turns by more than 45 degrees at an anchor, or a curve ends in no clear direction.

    The line that closes a contour counts as well when it is as short as that.
    """
    into, out = points[3::3] - points[2::3], points[1::3] - points[:-1:3]
    gap_px = float(np.abs(points[0] - points[-1]).max())
    if closed and 0 < gap_px < _SHORT_HANDLE_PX:
        return True
    if closed and gap_px == 0:
        out = np.concatenate([out, out[:1]])
    else:
        into = into[:-1]
    out = out[1:]
    if len(into) == 0:
        return False
    lengths = np.hypot(into[:, 0], into[:, 1]), np.hypot(out[:, 0], out[:, 1])
    along = into[:, 0] * out[:, 0] + into[:, 1] * out[:, 1]
    short = np.minimum(*lengths) < _SHORT_HANDLE_PX
    return bool((short | (along < _CORNER_COSINE * lengths[0] * lengths[1])).any())


def stroked_bounds(contours: list[tuple[FloatArray, bool]], width_px: float, miter_limit: float, outline: Box) -> Box:
    """`outline` (what Skia makes of it), each edge moved to where Cairo's mitered stroke covers half of a sample.

    Only edges are looked at where the two extents differ.
    """
    origin = np.array([outline.x_min, outline.y_min])
    surface = cairo.RecordingSurface(cairo.CONTENT_ALPHA, None)
    context = cairo.Context(surface)
    _trace(context, contours, origin, width_px, miter_limit)
    x0, y0, x1, y1 = context.stroke_extents()
    extents = Box(x0 + origin[0], y0 + origin[1], x1 + origin[0], y1 + origin[1])
    edges = [float(edge) for edge in outline.as_list()]
    for side, (inner, outer) in enumerate(zip(edges, extents.as_list(), strict=True)):
        if abs(inner - outer) > _AGREEMENT_PX:
            edges[side] = _edge(contours, width_px, miter_limit, side, (inner, outer), outline, extents)
    return Box(*edges)


def _edge(
    contours: list[tuple[FloatArray, bool]],
    width_px: float,
    miter_limit: float,
    side: int,
    between: tuple[float, float],
    outline: Box,
    extents: Box,
) -> float:
    """The outermost place on a side (0 left, 1 top, 2 right, 3 bottom) that is covered, between two places."""
    axis = side % 2
    low, high = min(between) - 1, max(between) + 1
    start = min(outline.as_list()[1 - axis], extents.as_list()[1 - axis]) - 1
    stop = max(outline.as_list()[3 - axis], extents.as_list()[3 - axis]) + 1
    scale = min(_SCALE, _LONGEST / (high - low), _LONGEST / (stop - start))
    scale = min(scale, math.sqrt(_MOST_SAMPLES / ((high - low) * (stop - start))))
    size = [1 + int((high - low) * scale), 1 + int((stop - start) * scale)]
    origin = np.array([low, start])
    if axis == 1:
        size, origin = size[::-1], origin[::-1]
    surface = cairo.ImageSurface(cairo.FORMAT_A8, *size)
    context = cairo.Context(surface)
    context.scale(scale, scale)
    _trace(context, contours, origin, width_px, miter_limit)
    context.stroke()
    surface.flush()
    levels = np.ndarray((size[1], surface.get_stride()), np.uint8, surface.get_data())[:, : size[0]]
    covered = np.flatnonzero((levels >= 128).any(axis=axis))
    if len(covered) == 0:
        return between[0]
    return float(low + (covered[0] if side < 2 else covered[-1] + 1) / scale)


def _trace(
    context: cairo.Context[Any],
    contours: list[tuple[FloatArray, bool]],
    origin: FloatArray,
    width_px: float,
    miter_limit: float,
) -> None:
    for points, closed in contours:
        placed = points - origin
        context.move_to(*placed[0].tolist())
        for curve in placed[1:].reshape(-1, 6).tolist():
            context.curve_to(*curve)
        if closed:
            context.close_path()
    context.set_line_width(width_px)
    context.set_line_join(cairo.LINE_JOIN_MITER)
    context.set_miter_limit(miter_limit)
