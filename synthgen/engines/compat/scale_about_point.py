"""`scale(factor, point)`: the point to scale about was the second argument. Applies to calls with two."""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    stock = mobject_class.scale

    @functools.wraps(stock)
    def scale(mobject: Any, scale_factor: Any, *point: Any, **kwargs: Any) -> Any:
        if point:
            kwargs["about_point"] = point[0]
        return stock(mobject, scale_factor, **kwargs)

    mobject_class.scale = scale


REPAIR = Repair("scale_about_point", "TypeError: Mobject.scale() takes 2 positional arguments but 3 were given", apply)
