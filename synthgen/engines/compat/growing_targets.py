"""`target_mobject` of an animation that grows a mobject: the mobject as it will be, which is itself.

Applies to such animations before they begin; the library sets it when they do.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair


def apply() -> None:
    growing = importlib.import_module("manimlib.animation.growing").GrowFromPoint
    stock = growing.__init__

    @functools.wraps(stock)
    def make(animation: Any, mobject: Any, *args: Any, **kwargs: Any) -> None:
        stock(animation, mobject, *args, **kwargs)
        animation.target_mobject = mobject

    growing.__init__ = make


REPAIR = Repair("growing_targets", "AttributeError: 'NoneType' object has no attribute 'get_width'", apply)
