"""`set_color()` without a colour paints in the yellow that it always meant; outlines ask for a colour now."""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    outline = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VMobject
    yellow = importlib.import_module("manimlib.constants").YELLOW_C
    stock = outline.set_color

    @functools.wraps(stock)
    def set_color(mobject: Any, *args: Any, **kwargs: Any) -> Any:
        if not args and "color" not in kwargs:
            used("default_color")
            kwargs["color"] = yellow
        return stock(mobject, *args, **kwargs)

    outline.set_color = set_color


REPAIR = Repair("default_color", "TypeError: VMobject.set_color() missing 1 required positional argument", apply)
