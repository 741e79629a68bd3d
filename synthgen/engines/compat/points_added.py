"""Mobjects of 2015 were clouds of points, to which lines and further points were added as they were made.

Applies to drawn outlines that are asked for it: the line or the points become a further stretch of the outline.
"""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Fallback, Repair, needed


def apply() -> None:
    vectorized = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VMobject

    constants = importlib.import_module("manimlib.constants")

    def add_points(mobject: Any, points: Any, *args: Any, **kwargs: Any) -> Any:
        if len(points) == 0:
            return mobject
        stretch = vectorized().set_points_as_corners(np.asarray(points, dtype=float))
        mobject.append_points(stretch.points)
        return mobject

    def add_line(mobject: Any, start: Any, end: Any, *args: Any, **kwargs: Any) -> Any:
        return add_points(mobject, [start, end])

    # How far apart the points of a line were.
    vectorized.epsilon = Fallback("points_added", lambda mobject: 1 / constants.DEFAULT_POINT_DENSITY_1D)
    vectorized.add_points = needed("points_added", add_points)
    vectorized.add_line = needed("points_added", add_line)


REPAIR = Repair("points_added", "AttributeError: 'Triangle' object has no attribute 'add_line'", apply)
