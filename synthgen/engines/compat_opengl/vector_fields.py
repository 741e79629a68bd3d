"""Vector fields without a coordinate system: they once had the whole plane for theirs, and points of space in it."""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    module = importlib.import_module("manimlib.mobject.vector_field")
    axes_class = importlib.import_module("manimlib.mobject.coordinate_systems").ThreeDAxes
    for name in ("VectorField", "TimeVaryingVectorField"):
        field_class = getattr(module, name)
        field_class.__init__ = _with_plane(field_class.__init__, axes_class)


def _with_plane(stock: Any, axes_class: Any) -> Any:
    @functools.wraps(stock)
    def make(field: Any, func: Any, coordinate_system: Any = None, *args: Any, **kwargs: Any) -> None:
        if coordinate_system is None:
            used("vector_fields")
            coordinate_system = _flat_space(axes_class)
        stock(field, func, coordinate_system, *args, **kwargs)

    return make


def _flat_space(axes_class: Any) -> Any:
    """Axes of space as large as the frame, of which a field takes the points of the plane only."""
    axes = axes_class(x_range=(-8, 8, 1), y_range=(-4, 4, 1))
    axes.get_x_unit_size = axes.get_y_unit_size = lambda: 1.0
    axes.get_all_ranges = lambda: [axes.x_range, axes.y_range, np.array([0.0, 0.0, 1.0])]
    return axes


REPAIR = Repair("vector_fields", "TypeError: missing 1 required positional argument: 'coordinate_system'", apply)
