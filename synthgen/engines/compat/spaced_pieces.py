"""Pieces of formulas lose the spaces around them, and are not found by the TeX that the scene wrote.

Applies where no part is found by TeX with such spaces: it is looked for without. Texts that are all spaces, which have
no glyph to be placed at, are a point.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    formula = importlib.import_module("manimlib.mobject.svg.tex_mobject").TexMobject
    point = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VectorizedPoint
    stock_part, stock_break = formula.get_part_by_tex, formula.break_up_by_substrings

    @functools.wraps(stock_part)
    def get_part_by_tex(self: Any, tex: str, **kwargs: Any) -> Any:
        part = stock_part(self, tex, **kwargs)
        if part is None and tex != tex.strip():
            used("spaced_pieces")
            return stock_part(self, tex.strip(), **kwargs)
        return part

    @functools.wraps(stock_break)
    def break_up_by_substrings(self: Any) -> Any:
        if not self.submobjects and self.tex_strings:
            used("spaced_pieces")
            self.submobjects = [point()]
        return stock_break(self)

    formula.get_part_by_tex, formula.break_up_by_substrings = get_part_by_tex, break_up_by_substrings


REPAIR = Repair("spaced_pieces", "Exception: All submobjects must be of type VMobject (of None)", apply)
