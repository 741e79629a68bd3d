"""`group.get_color()` of a group of surfaces, which has no points of its own, and so no colour today.

Applies to mobjects without points: the colour is that of their first part, as they had whatever was set for all.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    stock = mobject_class.get_color

    @functools.wraps(stock)
    def get_color(mobject: Any) -> Any:
        part = next(iter(mobject.family_members_with_points()), None)
        if mobject.has_points() or part is None:
            return stock(mobject)
        used("group_colors")
        return part.get_color()

    mobject_class.get_color = get_color


REPAIR = Repair("group_colors", "IndexError: index 0 is out of bounds for axis 0 with size 0", apply)
