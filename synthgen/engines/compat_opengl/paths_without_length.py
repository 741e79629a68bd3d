"""Points along a path that has no length, which the library looks for behind its last curve.

Applies to such paths: all of their points are where they start.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    vectorized = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VMobject
    stock = vectorized.curve_and_prop_of_partial_point

    @functools.wraps(stock)
    def curve_and_prop_of_partial_point(mobject: Any, alpha: float) -> tuple[int, float]:
        index, residue = stock(mobject, alpha)
        if index < mobject.get_num_curves():
            return index, residue
        used("paths_without_length")
        return 0, 0.0

    vectorized.curve_and_prop_of_partial_point = curve_and_prop_of_partial_point


REPAIR = Repair("paths_without_length", "AssertionError (get_nth_curve_points, of point_from_proportion)", apply)
