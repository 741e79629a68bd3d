"""`LaggedStart(*animations)` of no animation: nothing happened then.

Applies to groups of animations that are given none.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    group = importlib.import_module("manimlib.animation.composition").AnimationGroup
    stock = group.__init__

    @functools.wraps(stock)
    def make(animation: Any, *args: Any, **kwargs: Any) -> None:
        if not args:
            used("empty_groups")
        stock(animation, *(args or ([],)), **kwargs)

    group.__init__ = make


REPAIR = Repair("empty_groups", "IndexError: tuple index out of range", apply)
