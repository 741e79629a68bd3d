"""Mobjects of 2015 were clouds of points, to which lines and further points were added as they were made.

Applies to drawn outlines that are asked for it: the line or the points become a further stretch of the outline. What
has no outline becomes one.
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

    def become_outline(mobject: Any, points: Any, *args: Any, **kwargs: Any) -> Any:
        mobject.__class__ = type(type(mobject).__name__, (vectorized,), {})
        drawn = vectorized(color=mobject.color)
        mobject.__dict__.update({**vars(drawn), "submobjects": mobject.submobjects})
        return add_points(mobject, points)

    def add_line_to(mobject: Any, point: Any) -> Any:
        """To a point, or to the one point of a list, as corners were given once."""
        return stock_line(mobject, np.reshape(point, 3))

    # How far apart the points of a line were.
    vectorized.epsilon = Fallback("points_added", lambda mobject: 1 / constants.DEFAULT_POINT_DENSITY_1D)
    vectorized.add_points = needed("points_added", add_points)
    vectorized.add_line = needed("points_added", add_line)
    stock_line, vectorized.add_line_to = vectorized.add_line_to, add_line_to
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    mobject_class.add_points = needed("points_added", become_outline)


REPAIR = Repair("points_added", "AttributeError: 'Triangle' object has no attribute 'add_line'", apply)
