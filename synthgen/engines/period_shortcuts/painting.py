"""Paths handed to Cairo: their numbers as Python has them, not one by one out of arrays."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from synthgen.engines.period_shortcuts.replacing import as_in_library, library, replace

_CURVE = 4
_RELATIVE = 1.0e-5
"""How far apart points may be that the library takes for one, relative to where they are."""


def install() -> None:
    replace(library("camera.camera").Camera, set_cairo_context_path, transform_points_pre_display)
    replace(library("mobject.types.vectorized_mobject").VMobject, get_gradient_start_and_end_points)
    replace(library("camera.camera"), list_difference_update)


def transform_points_pre_display(camera: Any, mobject: Any, points: Any) -> Any:
    """The points as they are; one at the origin where some are none."""
    return points if np.isfinite(points).all() else np.zeros((1, 3))


def get_gradient_start_and_end_points(outline: Any) -> Any:
    """Where the colours of an outline begin and end: both its fill and its stroke ask, and each for the box thrice."""
    if outline.shade_in_3d or not _has_plain_box(outline.__class__):
        return as_in_library(get_gradient_start_and_end_points, outline)
    points = outline.get_points_defining_boundary()
    if type(points) is not np.ndarray or points.ndim != 2 or points.shape[1] != 3 or len(points) == 0:
        return as_in_library(get_gradient_start_and_end_points, outline)
    low, high = np.minimum.reduce(points), np.maximum.reduce(points)
    center = (low + high) / 2
    offset = np.dot(np.diag(high - center), outline.get_sheen_direction())
    return center - offset, center + offset


@cache
def _has_plain_box(kind: Any) -> bool:
    usual = library("mobject.mobject").Mobject
    return all(
        getattr(kind, name) is getattr(usual, name) for name in ("get_center", "get_edge_center", "get_critical_point")
    )


def list_difference_update(listed: Any, left_out: Any) -> list[Any]:
    """A list without what is in another."""
    try:
        without = set(left_out)
    except TypeError:
        return list(as_in_library(list_difference_update, listed, left_out))
    return [one for one in listed if one not in without]


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
