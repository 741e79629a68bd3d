"""`LaggedStartMap(FadeIn, group, lambda m: (m, UP))`: a function told what each animation is made of.

Applies where the third argument is a function.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    lagged = importlib.import_module("manimlib.animation.composition").LaggedStartMap
    stock = lagged.__init__

    @functools.wraps(stock)
    def make(animation: Any, anim_func: Any, group: Any, *args: Any, **kwargs: Any) -> None:
        creator = kwargs.pop("arg_creator", None)
        if args and callable(args[0]):
            used("lagged_maps")
            creator, args = args[0], args[1:]
        make_one = anim_func if creator is None else lambda part, **given: anim_func(*creator(part), **given)
        stock(animation, make_one, group, *args, **kwargs)

    lagged.__init__ = make


REPAIR = Repair("lagged_maps", "TypeError: '<' not supported between instances of 'function' and 'int'", apply)
