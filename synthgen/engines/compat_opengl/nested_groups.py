"""`LaggedStartMap(lambda m: Succession(...), lines).mobject`: the lines, where the library has a group around each.

From January 2023 on the library made the outer group itself. Applies to scenes before, where each part's animation is
of a group that holds the part.
"""

from __future__ import annotations

import functools
import importlib
import sys
from typing import Any

from synthgen.engines.compat.repair import Repair, scene_year, used

_LAST_YEAR = 2022


def apply() -> None:
    lagged = importlib.import_module("manimlib.animation.composition").LaggedStartMap
    stock = lagged.__init__

    @functools.wraps(stock)
    def make(animation: Any, anim_func: Any, group: Any, *args: Any, **kwargs: Any) -> None:
        stock(animation, anim_func, group, *args, **kwargs)
        if (scene_year() or sys.maxsize) > _LAST_YEAR:
            return
        moved = [one.mobject for one in animation.animations]
        if len(moved) == len(group) and all(
            part is not mobject and part in mobject.submobjects for part, mobject in zip(group, moved, strict=True)
        ):
            used("nested_groups")
            animation.group = animation.mobject = group

    lagged.__init__ = make


REPAIR = Repair("nested_groups", "Exception: Cannot call Mobject.get_start for a Mobject with no points", apply)
