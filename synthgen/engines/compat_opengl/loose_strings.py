"""Formulas of several strings: they were joined with spaces, and a piece may have half a pair of braces.

Applies to formulas that fail. Those of several strings are set once more with spaces between them; pieces, which
are only set to count their glyphs, without the brace that has no partner.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.loose_formulas import completed
from synthgen.engines.compat.repair import Repair, used
from synthgen.engines.tex.errors import TexError


def apply() -> None:
    old_tex = importlib.import_module("manimlib.mobject.svg.old_tex_mobject")
    single, several = old_tex.SingleStringTex, old_tex.OldTex
    stock_svg, stock_init = single.get_svg_string_by_content, several.__init__

    def get_svg_string_by_content(mobject: Any, content: str) -> Any:
        try:
            return stock_svg(mobject, content)
        except TexError:
            whole = completed(content)
            if whole == content:
                raise
            used("loose_strings")
            return stock_svg(mobject, whole)

    @functools.wraps(stock_init)
    def make(mobject: Any, *strings: str, **kwargs: Any) -> None:
        try:
            stock_init(mobject, *strings, **kwargs)
        except TexError:
            if len(strings) < 2 or "arg_separator" in kwargs:
                raise
            used("loose_strings")
            mobject.__dict__.clear()
            stock_init(mobject, *strings, arg_separator=" ", **kwargs)

    single.get_svg_string_by_content = get_svg_string_by_content
    several.__init__ = make


REPAIR = Repair("loose_strings", "TexError: LaTeX: Undefined control sequence. (\\pii, of '\\pi' and 'i')", apply)
