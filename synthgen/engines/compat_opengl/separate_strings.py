r"""`Tex("p\\left(", "x", "\\right)")`: formulas of several strings that cannot be told apart by colouring them in TeX.

Applies to formulas of today's kind that TeX refuses: they are set as the older kind, whose pieces are those strings.
"""

from __future__ import annotations

import functools
import importlib
import inspect
from typing import Any

from synthgen.engines.compat.repair import Repair, used
from synthgen.engines.tex.errors import TexError


def apply() -> None:
    formula = importlib.import_module("manimlib.mobject.svg.tex_mobject").Tex
    older = importlib.import_module("manimlib.mobject.svg.old_tex_mobject").OldTex
    stock = formula.__init__
    known = inspect.signature(stock).parameters.keys() | {"color"}

    @functools.wraps(stock)
    def make(mobject: Any, *strings: Any, **kwargs: Any) -> None:
        try:
            stock(mobject, *strings, **kwargs)
        except TexError:
            if len(strings) < 2 or type(mobject) is not formula or not kwargs.keys() <= known:
                raise
            used("separate_strings")
            mobject.__dict__.clear()
            mobject.__class__ = older
            older.__init__(mobject, *strings, **_for_older(kwargs))

    formula.__init__ = make


def _for_older(kwargs: dict[str, Any]) -> dict[str, Any]:
    """A formula's settings as the older kind knows them."""
    given = {"tex_to_color_map" if name == "t2c" else name: value for name, value in kwargs.items()}
    given.pop("use_labelled_svg", None)
    return given


REPAIR = Repair("separate_strings", "TexError: LaTeX: Extra }, or forgotten \\right.", apply)
