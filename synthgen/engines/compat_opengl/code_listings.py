"""`Code("x = 1")`: the library asks for a check of the text that it has lost, and for a second drawing with labels.

Applies to code. Its glyphs are told apart in the drawing itself, as they are in the library's other texts.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    module = importlib.import_module("manimlib.mobject.svg.text_mobject")
    stock = module.Code.__init__

    def validate_markup_string(text: Any) -> None:
        used("code_listings")

    @functools.wraps(stock)
    def make(mobject: Any, *args: Any, **kwargs: Any) -> None:
        stock(mobject, *args, **{"use_labelled_svg": True, **kwargs})

    module.MarkupText.validate_markup_string = staticmethod(validate_markup_string)
    module.Code.__init__ = make


REPAIR = Repair("code_listings", "AttributeError: 'Code' object has no attribute 'validate_markup_string'", apply)
