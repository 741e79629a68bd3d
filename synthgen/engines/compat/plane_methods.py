"""What number planes could do before they had two axes: pairs as points, units of space, lines of a second kind."""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, needed


def apply() -> None:
    plane_class = importlib.import_module("manimlib.mobject.coordinate_systems").NumberPlane
    norm = importlib.import_module("manimlib.utils.space_ops").get_norm

    def unit(plane: Any, x: float, y: float) -> float:
        """How long, in the scene, one step along an axis is."""
        return float(norm(plane.coords_to_point(x, y) - plane.coords_to_point(0, 0)))

    plane_class.num_pair_to_point = needed("plane_methods", lambda plane, pair: plane.coords_to_point(*pair))
    plane_class.point_to_num_pair = needed("plane_methods", lambda plane, point: plane.point_to_coords(point))
    plane_class.get_space_unit_to_x_unit = needed("plane_methods", lambda plane: unit(plane, 1, 0))
    plane_class.get_space_unit_to_y_unit = needed("plane_methods", lambda plane: unit(plane, 0, 1))
    plane_class.secondary_lines = property(needed("plane_methods", lambda plane: plane.faded_lines))
    plane_class.unit_size = property(
        needed("plane_methods", lambda plane: plane.__dict__.get("_unit_size", unit(plane, 1, 0))),
        # It is what the scene says, to be read again: what it draws with it, it draws itself.
        lambda plane, size: plane.__dict__.update(_unit_size=size),
    )
    plane_class.main_lines = property(needed("plane_methods", lambda plane: plane.background_lines))


REPAIR = Repair("plane_methods", "AttributeError: 'NumberPlane' object has no attribute 'secondary_lines'", apply)
