"""`mobject.append_points([start, handle, end])`: whole curves, three points each, until 2023.

Applies to odd numbers of points, which are a path of their own: what connects it with the points that are there has no
length.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    vectorized = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VMobject
    stock = vectorized.append_points

    @functools.wraps(stock)
    def append_points(mobject: Any, points: Any) -> Any:
        if len(points) % 2 == 0:
            return stock(mobject, points)
        used("appended_curves")
        if not mobject.has_points():
            return mobject.set_points(points)
        return stock(mobject, np.vstack([mobject.get_points()[-1:], points]))

    vectorized.append_points = append_points


REPAIR = Repair("appended_curves", "AssertionError (append_points)", apply)
