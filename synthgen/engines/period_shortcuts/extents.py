"""How far mobjects reach: least and greatest coordinates are found for all three axes at once.

`points` are (n, 3), in scene units.
"""

from __future__ import annotations

import contextlib
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.engines.period_shortcuts.replacing import as_in_library, library, replace, replace_everywhere


def install() -> None:
    module = library("mobject.mobject")
    replace(module.Mobject, get_critical_point, get_merged_array, length_over_dim, shift)
    replace_everywhere(library("utils.space_ops"), norm, "get_norm")


def get_critical_point(mobject: Any, direction: Any) -> FloatArray:
    """The point of a mobject's box that lies in a direction: a corner, the middle of an edge, or the centre."""
    points = mobject.get_points_defining_boundary()
    if type(points) is not np.ndarray or points.ndim != 2 or points.shape[1] != 3 or mobject.dim != 3:
        found: FloatArray = as_in_library(get_critical_point, mobject, direction)
        return found
    if len(points) == 0:
        return np.zeros(3)
    keys = direction[0], direction[1], direction[2]
    ends = zip(keys, np.minimum.reduce(points).tolist(), np.maximum.reduce(points).tolist(), strict=True)
    return np.array([low if key < 0 else high if key > 0 else (low + high) / 2 for key, low, high in ends], dtype=float)


def get_merged_array(mobject: Any, array_attr: str) -> FloatArray:
    """The arrays of a mobject and all below it, one after the other."""
    if not mobject.submobjects:
        own: FloatArray = getattr(mobject, array_attr)
        return own
    return np.concatenate(list(_arrays(mobject, array_attr)))


def _arrays(mobject: Any, array_attr: str) -> list[FloatArray]:
    found = [getattr(mobject, array_attr)]
    for part in mobject.submobjects:
        found += _arrays(part, array_attr)
    return found


def length_over_dim(mobject: Any, dim: int) -> Any:
    """Width, height or depth."""
    points = mobject.get_all_points()
    if points is None or len(points) == 0:
        return 0
    values = points[:, dim]
    return np.maximum.reduce(values) - np.minimum.reduce(values)


def shift(mobject: Any, *vectors: Any) -> Any:
    """Move a mobject and all below it."""
    (by,) = vectors if len(vectors) == 1 else (None,)
    if type(by) is not np.ndarray or by.shape != (3,) or by.dtype != np.float64:
        return as_in_library(shift, mobject, *vectors)
    for member in mobject.family_members_with_points():
        member.points = member.points.astype(np.float64) + by
    return mobject


def norm(vect: Any) -> Any:
    """The length of a vector, by the same sums: numpy is slow with its numbers one by one."""
    if type(vect) is np.ndarray and vect.dtype == np.float64 and vect.ndim == 1:
        # Where Python's numbers raise OverflowError, numpy's are infinite.
        with contextlib.suppress(OverflowError):
            return np.float64(sum([x**2 for x in vect.tolist()]) ** 0.5)
    return as_in_library(norm, vect)
