"""`set_style(gloss=0.5, shadow=0.2)`: what light does to a mobject, by the single names that `shading` has replaced.

Applies to styles that name one of them: the others stay as they are.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used

_NAMES = ("reflectiveness", "gloss", "shadow")


def apply() -> None:
    vectorized = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VMobject
    stock = vectorized.set_style

    @functools.wraps(stock)
    def set_style(mobject: Any, *args: Any, **kwargs: Any) -> Any:
        shading = {name: kwargs.pop(name) for name in _NAMES if name in kwargs}
        result = stock(mobject, *args, **kwargs)
        if shading:
            used("shading_names")
            mobject.set_shading(**shading, recurse=kwargs.get("recurse", True))
        return result

    vectorized.set_style = set_style


REPAIR = Repair("shading_names", "TypeError: VMobject.set_style() got an unexpected keyword argument 'gloss'", apply)
