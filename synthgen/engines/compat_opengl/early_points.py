"""Mobjects that set their points where the library would make room for them: `init_data` of their own.

Applies to mobjects that have no room for points yet when they are given some.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    stock, make_room = mobject_class.set_points, mobject_class.init_data

    @functools.wraps(stock)
    def set_points(mobject: Any, points: Any) -> Any:
        if "data" not in mobject.__dict__:
            used("early_points")
            make_room(mobject)
        return stock(mobject, points)

    mobject_class.set_points = set_points


REPAIR = Repair("early_points", "AttributeError: 'JuliaFractal' object has no attribute 'data'", apply)
