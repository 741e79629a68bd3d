"""`Tex(..., tex_to_color_map={re.compile("c_."): TEAL})`: formulas coloured by patterns, which the library mixes up.

Applies to maps with a key that is no string: they take their effect when the formula is set.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used

_MAPS = ("t2c", "tex_to_color_map")


def apply() -> None:
    formula = importlib.import_module("manimlib.mobject.svg.tex_mobject").Tex
    stock = formula.__init__

    @functools.wraps(stock)
    def make(mobject: Any, *strings: Any, **kwargs: Any) -> None:
        colors = {key: color for name in _MAPS for key, color in (kwargs.get(name) or {}).items()}
        if all(isinstance(key, str) for key in colors):
            stock(mobject, *strings, **kwargs)
            return
        used("color_patterns")
        isolate = kwargs.pop("isolate", [])
        several = list(isolate) if isinstance(isolate, list) else [isolate]
        kept = {name: value for name, value in kwargs.items() if name not in _MAPS}
        stock(mobject, *strings, isolate=[*several, *colors], **kept)
        mobject.tex_to_color_map = colors
        mobject.set_color_by_tex_to_color_map(colors)

    formula.__init__ = make


REPAIR = Repair("color_patterns", "TypeError: keywords must be strings", apply)
