"""Curves whose range gives where they start and end, and leaves out the step, which was optional.

Applies to ranges of two numbers: they get the library's own step.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used

_STEP = 0.1


def apply() -> None:
    curve = importlib.import_module("manimlib.mobject.functions").ParametricCurve
    stock = curve.init_points

    @functools.wraps(stock)
    def init_points(mobject: Any) -> Any:
        if len(mobject.t_range) == 2:
            used("short_ranges")
            mobject.t_range = (*mobject.t_range, _STEP)
        return stock(mobject)

    curve.init_points = init_points


REPAIR = Repair("short_ranges", "ValueError: not enough values to unpack (expected 3, got 2)", apply)
