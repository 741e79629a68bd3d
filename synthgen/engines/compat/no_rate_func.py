"""`rate_func=None` meant at a steady rate."""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    animation_class = importlib.import_module("manimlib.animation.animation").Animation
    linear = importlib.import_module("manimlib.utils.rate_functions").linear
    stock = animation_class.interpolate

    def interpolate(animation: Any, alpha: float) -> None:
        if animation.rate_func is None:
            used("no_rate_func")
            animation.rate_func = linear
        stock(animation, alpha)

    animation_class.interpolate = interpolate


REPAIR = Repair("no_rate_func", "TypeError: 'NoneType' object is not callable", apply)
