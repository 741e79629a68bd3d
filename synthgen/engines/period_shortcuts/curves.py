"""Bezier curves: points on them, stretches of them and their lengths, number by number where they are few.

numpy takes a microsecond for the simplest sum, however short; a cubic curve in space has twelve numbers. The sums are
the library's own, in its order, so that the results have the same last digit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.engines.period_shortcuts.replacing import as_in_library, library, replace

_CURVE = 4
"""Points of a cubic curve."""

Rows = list[list[float]]


def install() -> None:
    module = library("mobject.types.vectorized_mobject")
    replace(module.VMobject, get_arc_length, point_from_proportion)
    for user in (module, library("utils.bezier")):
        replace(user, bezier, partial_bezier_points)
    replace(library("utils.bezier"), is_closed)


def bezier(points: Any) -> Callable[[float], Any]:
    """The point of a curve at each share of it, by the same sums, without looking up what is always 1 or 3."""
    if not 1 <= len(points) <= _CURVE:
        curve: Callable[[float], Any] = as_in_library(bezier, points)
        return curve

    return lambda t: _weighted(_weights(len(points), t), points)


def _weights(count: int, t: Any) -> tuple[Any, ...]:
    """What share each of a curve's `count` points has in the point at `t`."""
    rest = 1 - t
    if count == _CURVE:
        return rest**3, rest**2 * t * 3, rest * t**2 * 3, t**3
    if count == 3:
        return rest**2, rest * t * 2, t**2
    return (rest, t) if count == 2 else (1.0,)


def _weighted(weights: Sequence[Any], points: Sequence[Any]) -> Any:
    """The sum of up to four points (or numbers), each times its weight, added from the first to the last."""
    if len(points) == _CURVE:
        return weights[0] * points[0] + weights[1] * points[1] + weights[2] * points[2] + weights[3] * points[3]
    if len(points) == 3:
        return weights[0] * points[0] + weights[1] * points[1] + weights[2] * points[2]
    if len(points) == 2:
        return weights[0] * points[0] + weights[1] * points[1]
    return weights[0] * points[0]


def _point(rows: Rows, t: float) -> list[float]:
    weights = _weights(len(rows), t)
    return [_weighted(weights, column) for column in zip(*rows, strict=True)]


def partial_bezier_points(points: FloatArray, a: float, b: float) -> Any:
    """The stretch of a curve from `a` to `b`; half the work where it begins or ends with the curve."""
    if len(points) == 0 or a == 1 or not np.isfinite(points).all():
        return as_in_library(partial_bezier_points, points, a, b)
    if a == 0 and b == 1:
        return np.array(points, dtype=float)
    if points.ndim == 2 and len(points) <= _CURVE:
        return np.array(_stretch(points.tolist(), float(a), float(b)), dtype=float)
    if a == 0:
        return np.array([library("utils.bezier").bezier(points[: i + 1])(b) for i in range(len(points))])
    if b == 1:
        return np.array([library("utils.bezier").bezier(points[i:])(a) for i in range(len(points))])
    return as_in_library(partial_bezier_points, points, a, b)


def _stretch(rows: Rows, a: float, b: float) -> Rows:
    if a == 0:
        return [_point(rows[: i + 1], b) for i in range(len(rows))]
    from_a = [_point(rows[i:], a) for i in range(len(rows))]
    if b == 1:
        return from_a
    share = (b - a) / (1.0 - a)
    return [_point(from_a[: i + 1], share) for i in range(len(rows))]


def point_from_proportion(outline: Any, alpha: float) -> FloatArray:
    """The point at a share of an outline's curves."""
    points = outline.points
    number, share = library("utils.bezier").integer_interpolate(0, len(points) // _CURVE, alpha)
    curve = points[_CURVE * number : _CURVE * (number + 1)]
    if number < 0 or len(curve) < _CURVE or points.dtype != np.float64 or not isinstance(share, float | int):
        found: FloatArray = as_in_library(point_from_proportion, outline, alpha)
        return found
    return np.array(_point(curve.tolist(), float(share)))


def get_arc_length(outline: Any, n_sample_points: int | None = None) -> Any:
    """The length of straight lines between points of an outline, four a curve if nothing else is said."""
    count = len(outline.points) // _CURVE
    samples = 4 * count + 1 if n_sample_points is None else n_sample_points
    if count == 0 or samples < 2 or outline.points.dtype != np.float64:
        return as_in_library(get_arc_length, outline, n_sample_points)
    shares = np.linspace(0, 1, samples).tolist()
    places = [library("utils.bezier").integer_interpolate(0, count, share) for share in shares]
    curves = outline.points[: _CURVE * count].reshape(count, _CURVE, -1)[[number for number, _ in places]]
    weights = np.array([_weights(_CURVE, share) for _, share in places])[:, :, None]
    terms = weights * curves
    points = terms[:, 0] + terms[:, 1] + terms[:, 2] + terms[:, 3]
    return np.sum(np.array([_length(step) for step in (points[1:] - points[:-1]).tolist()]))


def _length(step: Sequence[float]) -> float:
    try:
        return float(sum([x**2 for x in step]) ** 0.5)
    except OverflowError:  # which numpy's numbers do not raise
        return math.inf


def is_closed(points: FloatArray) -> bool:
    """Whether a row of points ends where it begins, to numpy's own tolerances."""
    first, last = points[0], points[-1]
    gaps, bounds = np.abs(first - last).tolist(), (1e-8 + 1e-5 * np.abs(last)).tolist()
    if not all(bound < np.inf for bound in bounds):
        return bool(as_in_library(is_closed, points))
    return all(gap <= bound for gap, bound in zip(gaps, bounds, strict=True))
