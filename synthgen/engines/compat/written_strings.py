"""`Write("words")` wrote a text of these words. Applies to strings."""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    write_class = importlib.import_module("manimlib.animation.creation").Write
    text_class = importlib.import_module("manimlib.mobject.svg.tex_mobject").TextMobject
    stock = write_class.__init__

    @functools.wraps(stock)
    def make(animation: Any, mobject: Any, **kwargs: Any) -> None:
        if isinstance(mobject, str):
            used("written_strings")
            mobject = text_class(mobject)
        stock(animation, mobject, **kwargs)

    write_class.__init__ = make


REPAIR = Repair("written_strings", "AttributeError: 'str' object has no attribute 'family_members_with_points'", apply)
