"""Mobjects that get more or fewer points while animated: by an updater, which rested then, or another animation.

Applies where a mobject has other points than what it is between: as many as those are made, before all are set.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    stock = mobject_class.interpolate

    @functools.wraps(stock)
    def interpolate(mobject: Any, start: Any, target: Any, *args: Any, **kwargs: Any) -> Any:
        if len(start.data) == len(target.data) != len(mobject.data):
            used("changed_points")
            mobject.resize_points(len(start.data))
            # Where its paths end is known from the points before.
            mobject.subpath_end_indices = None
        return stock(mobject, start, target, *args, **kwargs)

    mobject_class.interpolate = interpolate


REPAIR = Repair(
    "changed_points", "ValueError: could not broadcast input array from shape (57,3) into shape (43,3)", apply
)
