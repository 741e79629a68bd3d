"""`OldTex` and `OldTexText`: the released library has the classes, but forgot to hand their formulas to TeX."""

from __future__ import annotations

import functools
import importlib
import inspect
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    old_tex = importlib.import_module("manimlib.mobject.svg.old_tex_mobject")
    single = old_tex.SingleStringTex
    stock = single.__init__
    signature = inspect.signature(stock)

    @functools.wraps(stock)
    def make(mobject: Any, *args: Any, **kwargs: Any) -> None:
        if "svg_string" not in kwargs:
            used("old_formulas")
            bound = signature.bind(mobject, *args, **kwargs)
            bound.apply_defaults()
            given = bound.arguments
            for name in ("alignment", "math_mode", "template", "additional_preamble"):
                setattr(mobject, name, given[name])
            kwargs["svg_string"] = mobject.get_svg_string_by_content(mobject.get_tex_file_body(given["tex_string"]))
        stock(mobject, *args, **kwargs)

    single.__init__ = make


REPAIR = Repair("old_formulas", "Exception: Must specify either a file_name or svg_string SVGMobject", apply)
