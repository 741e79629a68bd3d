"""`brace.direction`: where a brace points, which it kept until 2022.

Applies to scenes that ask a brace for it.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Fallback, Repair

_NAME, _KEPT = "brace_directions", "_direction_given"


def apply() -> None:
    module = importlib.import_module("manimlib.mobject.svg.brace")
    brace_class, down = module.Brace, module.DOWN
    stock = brace_class.__init__

    @functools.wraps(stock)
    def make(brace: Any, mobject: Any, direction: Any = down, *args: Any, **kwargs: Any) -> None:
        brace.__dict__[_KEPT] = direction
        stock(brace, mobject, direction, *args, **kwargs)

    brace_class.__init__ = make
    brace_class.direction = Fallback(_NAME, lambda brace: brace.__dict__[_KEPT])


REPAIR = Repair(_NAME, "AttributeError: 'Brace' object has no attribute 'direction'", apply)
