"""`set_stroke(background=True)`: the stroke behind the fill, which is called `behind` today."""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    vectorized = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VMobject
    stock = vectorized.set_stroke

    @functools.wraps(stock)
    def set_stroke(mobject: Any, *args: Any, **kwargs: Any) -> Any:
        if "background" in kwargs:
            used("background_strokes")
            kwargs.setdefault("behind", kwargs.pop("background"))
        return stock(mobject, *args, **kwargs)

    vectorized.set_stroke = set_stroke


REPAIR = Repair("background_strokes", "TypeError: set_stroke() got an unexpected keyword argument 'background'", apply)
