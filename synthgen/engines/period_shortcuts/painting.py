"""Paths handed to Cairo: their numbers as Python has them, not one by one out of arrays."""

from __future__ import annotations

from typing import Any

from synthgen.engines.period_shortcuts.replacing import library, replace

_CURVE = 4
_RELATIVE = 1.0e-5
"""How far apart points may be that the library takes for one, relative to where they are."""


def install() -> None:
    replace(library("camera.camera").Camera, set_cairo_context_path)


def set_cairo_context_path(camera: Any, ctx: Any, outline: Any) -> Any:
    """Make an outline the path of a Cairo context."""
    points = camera.transform_points_pre_display(outline, outline.points)
    if len(points) == 0:
        return None
    tolerance = outline.tolerance_for_point_equality
    rows = points[:, :2].tolist()
    breaks = [n for n in range(_CURVE, len(rows), _CURVE) if not _are_one(rows[n - 1], rows[n], tolerance)]
    ctx.new_path()
    for first, end in zip([0, *breaks], [*breaks, len(rows)], strict=True):
        if end - first < _CURVE:
            continue
        ctx.new_sub_path()
        ctx.move_to(*rows[first])
        for n in range(first, end - _CURVE + 1, _CURVE):
            ctx.curve_to(*rows[n + 1], *rows[n + 2], *rows[n + 3])
        if _are_one(rows[first], rows[end - 1], tolerance):
            ctx.close_path()
    return camera


def _are_one(one: list[float], other: list[float], tolerance: float) -> bool:
    return abs(one[0] - other[0]) <= tolerance + _RELATIVE * abs(other[0]) and abs(
        one[1] - other[1]
    ) <= tolerance + _RELATIVE * abs(other[1])
