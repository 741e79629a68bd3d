"""Vector fields without a coordinate system: they once had the whole plane for theirs, and points of space in it.

Applies to those that are given none. Classes that say themselves where samples are (`get_sample_points`) are asked.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used

_FRAME, _DENSITY = (16.0, 8.0, 0.0), (2.0, 2.0, 2.0)
"""Width, height and depth of what is sampled, and samples per unit."""


def apply() -> None:
    module = importlib.import_module("manimlib.mobject.vector_field")
    axes_class = importlib.import_module("manimlib.mobject.coordinate_systems").ThreeDAxes
    for name in ("VectorField", "TimeVaryingVectorField"):
        field_class = getattr(module, name)
        field_class.__init__ = _with_plane(field_class.__init__, axes_class)
    base = module.VectorField
    base.update_sample_points = _asking_the_class(base.update_sample_points, base.get_sample_points)


def _with_plane(stock: Any, axes_class: Any) -> Any:
    @functools.wraps(stock)
    def make(field: Any, func: Any, coordinate_system: Any = None, *args: Any, **kwargs: Any) -> None:
        if coordinate_system is None:
            used("vector_fields")
            field.in_whole_plane = True
            coordinate_system = _flat_space(axes_class)
        stock(field, func, coordinate_system, *args, **kwargs)

    return make


def _asking_the_class(stock: Any, places_of_library: Any) -> Any:
    @functools.wraps(stock)
    def update_sample_points(field: Any) -> None:
        if "in_whole_plane" in field.__dict__ and type(field).get_sample_points is not places_of_library:
            field.sample_coords = field.get_sample_points(np.zeros(3), *_FRAME, *_DENSITY)
        stock(field)

    return update_sample_points


def _flat_space(axes_class: Any) -> Any:
    """Axes of space as large as the frame, of which a field takes the points of the plane only."""
    axes = axes_class(x_range=(-8, 8, 1), y_range=(-4, 4, 1))
    axes.get_x_unit_size = axes.get_y_unit_size = lambda: 1.0
    axes.get_all_ranges = lambda: [axes.x_range, axes.y_range, np.array([0.0, 0.0, 1.0])]
    return axes


REPAIR = Repair("vector_fields", "TypeError: missing 1 required positional argument: 'coordinate_system'", apply)
