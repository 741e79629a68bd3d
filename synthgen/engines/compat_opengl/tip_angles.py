"""`ArrowTip(start_angle=...)`: where a tip points, which is called `angle` today."""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    tip = importlib.import_module("manimlib.mobject.geometry").ArrowTip
    stock = tip.__init__

    @functools.wraps(stock)
    def make(mobject: Any, *args: Any, **kwargs: Any) -> None:
        if "start_angle" in kwargs:
            used("tip_angles")
            kwargs.setdefault("angle", kwargs.pop("start_angle"))
        stock(mobject, *args, **kwargs)

    tip.__init__ = make


REPAIR = Repair("tip_angles", "TypeError: Triangle.__init__() got multiple values for argument 'start_angle'", apply)
