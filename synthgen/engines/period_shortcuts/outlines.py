"""Outlines of cubic curves: cut, joined and measured as whole arrays.

`points` are (4 n, 3): the anchors and handles of n curves. One more begins a new path.
"""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.engines.period_shortcuts.replacing import as_in_library, library, replace

_CURVE = 4
"""Points of a cubic curve."""
_AT_ONCE = 4096
"""Curves that are cut at the same time: more take more memory and no less time."""
_SHARES = np.linspace(0, 1, _CURVE)[:, None]
_THIRDS = _SHARES[1:]


def install() -> None:
    module = library("mobject.types.vectorized_mobject")
    shortcuts = (
        add_points_as_corners,
        get_anchors,
        get_cubic_bezier_tuples_from_points,
        get_points_defining_boundary,
        get_subpaths_from_points,
        insert_n_curves_to_point_list,
        pointwise_become_partial,
        set_points_as_corners,
    )
    replace(module.VMobject, *shortcuts)


def get_cubic_bezier_tuples_from_points(outline: Any, points: Any) -> FloatArray:
    """The curves one by one, (n, 4, 3)."""
    count = len(points) // _CURVE
    if count == 0:
        return np.array([])
    whole = np.array(points[: _CURVE * count])
    return whole.reshape(count, _CURVE, *whole.shape[1:])


def get_anchors(outline: Any) -> FloatArray:
    """Start and end of every curve, (2 n, 3)."""
    points = outline.points
    count = len(points) // _CURVE
    if len(points) == 1 or count == 0:
        anchors: FloatArray = as_in_library(get_anchors, outline)
        return anchors
    whole = points[: _CURVE * count].reshape(count, _CURVE, -1)
    ends: FloatArray = whole[:, :: _CURVE - 1].reshape(2 * count, -1)
    return ends


def get_points_defining_boundary(outline: Any) -> FloatArray:
    """The anchors of a whole family."""
    if not outline.submobjects and len(outline.points) >= _CURVE:
        own: FloatArray = outline.get_anchors()
        return own
    found = []
    for member in outline.get_family():
        points = member.points
        if member.__class__.get_anchors is not get_anchors or len(points) % _CURVE or type(points) is not np.ndarray:
            return _joined_anchors(outline)
        if len(points):
            found.append(points)
    if not found:
        return np.array([])
    joined = np.concatenate(found)
    ends: FloatArray = joined.reshape(len(joined) // _CURVE, _CURVE, -1)[:, :: _CURVE - 1]
    return ends.reshape(len(joined) // 2, -1)


def _joined_anchors(outline: Any) -> FloatArray:
    found = [anchors for member in outline.get_family() if len(anchors := member.get_anchors())]
    return np.concatenate(found) if found else np.array([])


def set_points_as_corners(outline: Any, points: Any) -> Any:
    """Straight lines from each point to the next."""
    corners = np.array(points)
    if corners.ndim != 2 or corners.shape[1] != outline.dim or corners.dtype.kind not in "fi" or len(corners) == 0:
        return as_in_library(set_points_as_corners, outline, points)
    starts, ends = corners[:-1, None], corners[1:, None]
    outline.points = ((1 - _SHARES) * starts + _SHARES * ends).reshape(-1, outline.dim)
    return outline


def get_subpaths_from_points(outline: Any, points: Any) -> list[FloatArray]:
    """Where one curve does not begin where the one before has ended, a new path does."""
    if len(points) < 2 * _CURVE:
        return [points[:]] if len(points) >= _CURVE else []
    starts = np.arange(_CURVE, len(points), _CURVE)
    same = np.isclose(points[starts - 1], points[starts], atol=outline.tolerance_for_point_equality).all(axis=1)
    bounds = [0, *starts[~same], len(points)]
    return [points[a:b] for a, b in itertools.pairwise(bounds) if b - a >= _CURVE]


def add_points_as_corners(outline: Any, points: Any) -> Any:
    """Straight lines from the last point through all of these."""
    if len(outline.points) == 0 or not isinstance(points, list | tuple | np.ndarray) or len(points) == 0:
        return as_in_library(add_points_as_corners, outline, points)
    ends = np.array(points)
    if ends.ndim != 2 or ends.dtype == object:
        return as_in_library(add_points_as_corners, outline, points)
    starts = np.concatenate([outline.points[-1:], ends[:-1]])
    lines = np.empty((len(ends), _CURVE, ends.shape[1]))
    lines[:, 0] = starts
    lines[:, 1:] = (1 - _THIRDS) * starts[:, None] + _THIRDS * ends[:, None]
    added = lines.reshape(-1, ends.shape[1])
    outline.append_points(added[1:] if outline.has_new_path_started() else added)
    return points


def pointwise_become_partial(outline: Any, whole: Any, a: float, b: float) -> Any:
    """The stretch of another outline from its share `a` to its share `b`."""
    count = len(whole.points) // _CURVE
    if (a <= 0 and b >= 1) or count == 0:
        return as_in_library(pointwise_become_partial, outline, whole, a, b)
    module = library("utils.bezier")
    first, first_residue = module.integer_interpolate(0, count, a)
    last, last_residue = module.integer_interpolate(0, count, b)
    if first > last:
        return as_in_library(pointwise_become_partial, outline, whole, a, b)

    def part(index: int, start: float, end: float) -> Any:
        return module.partial_bezier_points(whole.points[_CURVE * index : _CURVE * (index + 1)], start, end)

    if first == last:
        outline.points = np.array(part(first, first_residue, last_residue), dtype=float)
        return outline
    between = whole.points[_CURVE * (first + 1) : _CURVE * last]
    outline.points = np.concatenate([part(first, first_residue, 1), between, part(last, 0, last_residue)])
    return outline


def insert_n_curves_to_point_list(outline: Any, n: int, points: Any) -> FloatArray:
    """The same outline in n more curves, every curve cut into as many as its neighbours, or one more."""
    whole = outline.get_cubic_bezier_tuples_from_points(points)
    count = len(whole)
    if len(points) == 1 or count == 0 or not np.isfinite(whole).all():
        found: FloatArray = as_in_library(insert_n_curves_to_point_list, outline, n, points)
        return found
    partial = library("utils.bezier").partial_bezier_points
    parts_of = np.bincount(np.arange(count + n) * count // (count + n), minlength=count)
    ends = np.cumsum(parts_of)
    pieces = np.empty((count + n, *whole.shape[1:]))
    for parts in np.unique(parts_of[parts_of > 0]):
        shares = np.linspace(0, 1, parts + 1)
        all_alike = np.flatnonzero(parts_of == parts)
        for start in range(0, len(all_alike), _AT_ONCE):
            alike = all_alike[start : start + _AT_ONCE]
            points_of_alike = whole[alike].swapaxes(0, 1)
            for number, (a, b) in enumerate(itertools.pairwise(shares)):
                pieces[ends[alike] - parts + number] = np.swapaxes(partial(points_of_alike, a, b), 0, 1)
    return pieces.reshape(-1, *whole.shape[2:])
