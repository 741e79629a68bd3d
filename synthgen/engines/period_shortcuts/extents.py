"""How far mobjects reach: least and greatest coordinates are found for all three axes at once.

`points` are (n, 3), in scene units.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.engines.period_shortcuts.replacing import as_in_library, replace, replace_often_called

Stock = Callable[..., Any]


def install() -> None:
    module = importlib.import_module("manimlib.mobject.mobject")
    for shortcut in (get_critical_point, length_over_dim):
        replace_often_called(module.Mobject, shortcut)
    replace(module.Mobject, "get_merged_array", get_merged_array)
    space: Any = importlib.import_module("manimlib.utils.space_ops")
    norm.__wrapped__ = space.get_norm  # type: ignore[attr-defined]
    _give_to_all("get_norm", space.get_norm, norm)


def _give_to_all(name: str, stock: Any, shortcut: Any) -> None:
    """To every module of the library that has imported the function."""
    for module_name, module in list(sys.modules.items()):
        if module_name.startswith("manimlib") and vars(module).get(name) is stock:
            setattr(module, name, shortcut)


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


def get_merged_array(stock: Stock, mobject: Any, array_attr: str) -> FloatArray:
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


def norm(vect: Any) -> Any:
    """The length of a vector, by the same sums: numpy is slow with its numbers one by one."""
    if type(vect) is np.ndarray and vect.dtype == np.float64 and vect.ndim == 1:
        return np.float64(sum([x**2 for x in vect.tolist()]) ** 0.5)
    return norm.__wrapped__(vect)  # type: ignore[attr-defined]
