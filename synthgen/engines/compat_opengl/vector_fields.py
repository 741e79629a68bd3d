"""Vector fields without a coordinate system: they once had the whole plane for theirs, and points of space in it."""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    module = importlib.import_module("manimlib.mobject.vector_field")
    plane_class = importlib.import_module("manimlib.mobject.coordinate_systems").NumberPlane
    for name in ("VectorField", "TimeVaryingVectorField"):
        field_class = getattr(module, name)
        field_class.__init__ = _with_plane(field_class.__init__, plane_class)


def _with_plane(stock: Any, plane_class: Any) -> Any:
    @functools.wraps(stock)
    def make(field: Any, func: Any, coordinate_system: Any = None, *args: Any, **kwargs: Any) -> None:
        if coordinate_system is None:
            used("vector_fields")
            func, coordinate_system = _of_space(func), plane_class()
        stock(field, func, coordinate_system, *args, **kwargs)

    return make


def _of_space(func: Any) -> Any:
    """A function of points (n, 3) as one of coordinates (n, 2); further arguments pass through."""

    def of_coordinates(coords: Any, *args: Any) -> Any:
        points = np.concatenate([coords, np.zeros((len(coords), 1))], axis=1)
        return np.asarray(func(points, *args))[:, :2]

    return of_coordinates


REPAIR = Repair("vector_fields", "TypeError: missing 1 required positional argument: 'coordinate_system'", apply)
