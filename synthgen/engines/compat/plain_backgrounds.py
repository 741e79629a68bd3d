"""The rectangle behind text or a matrix entry is coloured with what lies on it, and hides it.

Scenes colour an entry or a label together with its background, which kept its own colour whatever was asked of it.
The library still overrides a method to that end, but nothing calls it any more. Applies when such a rectangle is
given another colour; its opacity can be changed.
"""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    background_class = importlib.import_module("manimlib.mobject.shape_matchers").BackgroundRectangle
    stock = background_class.set_fill

    def set_fill(self: Any, color: Any = None, opacity: Any = None, family: bool = True) -> Any:
        own = self.fill_color or self.color
        if color is not None and color != own:
            used("plain_backgrounds")
            color = own
        return stock(self, color, opacity, family)

    background_class.set_fill = set_fill


REPAIR = Repair("plain_backgrounds", "the entries of a coloured matrix are solid rectangles", apply)
