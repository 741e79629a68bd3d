"""`VMobject(a, b)` made a group of a and b before there was VGroup."""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    stock = mobject_class.__init__

    @functools.wraps(stock)
    def make(mobject: Any, *parts: Any, **kwargs: Any) -> None:
        stock(mobject, **kwargs)
        if parts:
            used("mobjects_as_arguments")
            mobject.add(*parts)

    mobject_class.__init__ = make


REPAIR = Repair("mobjects_as_arguments", "TypeError: Mobject.__init__() takes 1 positional argument but", apply)
