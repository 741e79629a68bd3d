"""Outlines of cubic curves: cut, joined and measured as whole arrays.

`points` are (4 n, 3): the anchors and handles of n curves. One more begins a new path.
"""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.engines.period_shortcuts.replacing import replace

_CURVE = 4
"""Points of a cubic curve."""
_AT_ONCE = 4096
"""Curves that are cut at the same time: more take more memory and no less time."""
_THIRDS = np.linspace(0, 1, _CURVE)[1:, None]

Stock = Callable[..., Any]


def install() -> None:
    module = importlib.import_module("manimlib.mobject.types.vectorized_mobject")
    shortcuts = (
        add_points_as_corners,
        get_anchors,
        get_cubic_bezier_tuples_from_points,
        get_points_defining_boundary,
        get_subpaths_from_points,
        insert_n_curves_to_point_list,
        pointwise_become_partial,
    )
    for shortcut in shortcuts:
        replace(module.VMobject, shortcut.__name__, shortcut)
    for user in (module, importlib.import_module("manimlib.utils.bezier")):
        replace(user, "bezier", bezier)
        replace(user, "partial_bezier_points", partial_bezier_points)


def get_cubic_bezier_tuples_from_points(stock: Stock, outline: Any, points: Any) -> FloatArray:
    """The curves one by one, (n, 4, 3)."""
    count = len(points) // _CURVE
    if count == 0:
        return np.array([])
    curves = np.array(points[: _CURVE * count])
    return curves.reshape(count, _CURVE, *curves.shape[1:])


def get_anchors(stock: Stock, outline: Any) -> FloatArray:
    """Start and end of every curve, (2 n, 3)."""
    points = outline.points
    count = len(points) // _CURVE
    if len(points) == 1 or count == 0:
        anchors: FloatArray = stock(outline)
        return anchors
    curves = points[: _CURVE * count].reshape(count, _CURVE, -1)
    ends: FloatArray = curves[:, :: _CURVE - 1].reshape(2 * count, -1)
    return ends


def get_points_defining_boundary(stock: Stock, outline: Any) -> FloatArray:
    """The anchors of a whole family."""
    found = [anchors for member in outline.get_family() if len(anchors := member.get_anchors())]
    return np.concatenate(found) if found else np.array([])


def get_subpaths_from_points(stock: Stock, outline: Any, points: Any) -> list[FloatArray]:
    """Where one curve does not begin where the one before has ended, a new path does."""
    if len(points) < 2 * _CURVE:
        return [points[:]] if len(points) >= _CURVE else []
    starts = np.arange(_CURVE, len(points), _CURVE)
    same = np.isclose(points[starts - 1], points[starts], atol=outline.tolerance_for_point_equality).all(axis=1)
    bounds = [0, *starts[~same], len(points)]
    return [points[a:b] for a, b in itertools.pairwise(bounds) if b - a >= _CURVE]


def add_points_as_corners(stock: Stock, outline: Any, points: Any) -> Any:
    """Straight lines from the last point through all of these."""
    if len(outline.points) == 0 or not isinstance(points, list | tuple | np.ndarray) or len(points) == 0:
        return stock(outline, points)
    ends = np.array(points)
    if ends.ndim != 2 or ends.dtype == object:
        return stock(outline, points)
    starts = np.concatenate([outline.points[-1:], ends[:-1]])
    lines = np.empty((len(ends), _CURVE, ends.shape[1]))
    lines[:, 0] = starts
    lines[:, 1:] = (1 - _THIRDS) * starts[:, None] + _THIRDS * ends[:, None]
    added = lines.reshape(-1, ends.shape[1])
    outline.append_points(added[1:] if outline.has_new_path_started() else added)
    return points


def pointwise_become_partial(stock: Stock, outline: Any, whole: Any, a: float, b: float) -> Any:
    """The stretch of another outline from its share `a` to its share `b`."""
    count = len(whole.points) // _CURVE
    if (a <= 0 and b >= 1) or count == 0:
        return stock(outline, whole, a, b)
    library = importlib.import_module("manimlib.utils.bezier")
    first, first_residue = library.integer_interpolate(0, count, a)
    last, last_residue = library.integer_interpolate(0, count, b)
    if first >= last:
        return stock(outline, whole, a, b)

    def part(index: int, start: float, end: float) -> Any:
        return library.partial_bezier_points(whole.points[_CURVE * index : _CURVE * (index + 1)], start, end)

    between = whole.points[_CURVE * (first + 1) : _CURVE * last]
    outline.points = np.concatenate([part(first, first_residue, 1), between, part(last, 0, last_residue)])
    return outline


def bezier(stock: Stock, points: Any) -> Callable[[float], Any]:
    """The point of a curve at each share of it, by the same sums, without looking up what is always 1 or 3."""
    if not 1 <= len(points) <= _CURVE:
        curve: Callable[[float], Any] = stock(points)
        return curve
    return _BEZIER[len(points) - 1](*points)


def _constant(start: Any) -> Callable[[float], Any]:
    return lambda t: 1.0 * start


def _linear(start: Any, end: Any) -> Callable[[float], Any]:
    return lambda t: (1 - t) * start + t * end


def _quadratic(start: Any, middle: Any, end: Any) -> Callable[[float], Any]:
    return lambda t: (1 - t) ** 2 * start + (1 - t) * t * 2 * middle + t**2 * end


def _cubic(start: Any, first: Any, second: Any, end: Any) -> Callable[[float], Any]:
    def at(t: float) -> Any:
        rest = 1 - t
        return rest**3 * start + rest**2 * t * 3 * first + rest * t**2 * 3 * second + t**3 * end

    return at


_BEZIER: tuple[Callable[..., Callable[[float], Any]], ...] = (_constant, _linear, _quadratic, _cubic)


def partial_bezier_points(stock: Stock, points: FloatArray, a: float, b: float) -> Any:
    """The stretch of a curve from `a` to `b`: half the work where it begins or ends with the curve."""
    if len(points) == 0 or a == 1 or (a != 0 and b != 1) or not np.isfinite(points).all():
        return stock(points, a, b)
    if a == 0 and b == 1:
        return np.array(points, dtype=float)
    curve = importlib.import_module("manimlib.utils.bezier").bezier
    if a == 0:
        return np.array([curve(points[: i + 1])(b) for i in range(len(points))])
    return np.array([curve(points[i:])(a) for i in range(len(points))])


def insert_n_curves_to_point_list(stock: Stock, outline: Any, n: int, points: Any) -> FloatArray:
    """The same outline in n more curves, every curve cut into as many as its neighbours, or one more."""
    curves = outline.get_cubic_bezier_tuples_from_points(points)
    count = len(curves)
    if len(points) == 1 or count == 0 or not np.isfinite(curves).all():
        found: FloatArray = stock(outline, n, points)
        return found
    partial = importlib.import_module("manimlib.utils.bezier").partial_bezier_points
    parts_of = np.bincount(np.arange(count + n) * count // (count + n), minlength=count)
    ends = np.cumsum(parts_of)
    pieces = np.empty((count + n, *curves.shape[1:]))
    for parts in np.unique(parts_of[parts_of > 0]):
        shares = np.linspace(0, 1, parts + 1)
        all_alike = np.flatnonzero(parts_of == parts)
        for start in range(0, len(all_alike), _AT_ONCE):
            alike = all_alike[start : start + _AT_ONCE]
            points_of_alike = curves[alike].swapaxes(0, 1)
            for number, (a, b) in enumerate(itertools.pairwise(shares)):
                pieces[ends[alike] - parts + number] = np.swapaxes(partial(points_of_alike, a, b), 0, 1)
    return pieces.reshape(-1, *curves.shape[2:])
