"""Mobjects whose shaders make their colours: their points have none, and cannot be coloured.

Applies to mobjects without room for a colour at each point: they stay as their shaders paint them. The colour that they
had for those who ask was a black that shows nothing.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    stock = mobject_class.set_rgba_array_by_color

    @functools.wraps(stock)
    def set_rgba_array_by_color(
        mobject: Any, color: Any = None, opacity: Any = None, name: str = "rgba", recurse: bool = True
    ) -> Any:
        if name not in (mobject.data.dtype.names or ()):
            used("colourless_mobjects")
            return mobject
        return stock(mobject, color, opacity, name, recurse)

    def instead(name: str, answer: Any) -> Any:
        stock_answer = getattr(mobject_class, name)

        @functools.wraps(stock_answer)
        def get(mobject: Any) -> Any:
            if "rgba" in (mobject.data.dtype.names or ()):
                return stock_answer(mobject)
            used("colourless_mobjects")
            return answer

        return get

    mobject_class.set_rgba_array_by_color = set_rgba_array_by_color
    mobject_class.get_color = instead("get_color", "#000000")
    mobject_class.get_opacity = instead("get_opacity", 0.0)


REPAIR = Repair("colourless_mobjects", "ValueError: no field of name rgba", apply)
