"""`Rectangle(7, 12)` of 2015: its height and width, in this order. Applies to rectangles that are given numbers."""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    rectangle_class = importlib.import_module("manimlib.mobject.geometry").Rectangle
    stock = rectangle_class.__init__

    @functools.wraps(stock)
    def make(self: Any, *sizes: Any, **kwargs: Any) -> None:
        if sizes:
            used("rectangle_sizes")
        stock(self, **dict(zip(("height", "width"), sizes, strict=False)), **kwargs)

    rectangle_class.__init__ = make


REPAIR = Repair(
    "rectangle_sizes", "TypeError: Rectangle.__init__() takes 1 positional argument but 3 were given", apply
)
