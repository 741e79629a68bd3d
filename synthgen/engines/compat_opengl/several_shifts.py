"""`mobject.shift(UP, RIGHT)`: several shifts at once, until 2021.

Applies to shifts by more than one vector: they are added.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    stock = mobject_class.shift

    @functools.wraps(stock)
    def shift(mobject: Any, vector: Any, *others: Any) -> Any:
        if others:
            used("several_shifts")
            vector = np.sum([vector, *others], axis=0)
        return stock(mobject, vector)

    mobject_class.shift = shift


REPAIR = Repair("several_shifts", "TypeError: Mobject.shift() takes 2 positional arguments but 3 were given", apply)
