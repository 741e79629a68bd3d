"""Keyword arguments that a mobject, axes or an animation does not know: until 2022 any of them became an attribute.

Applies to arguments that nobody takes: they become attributes again; a few have a new name.
"""

from __future__ import annotations

import functools
import importlib
import inspect
from typing import Any

from synthgen.engines.compat.repair import Repair, used

_RENAMED = {"time_range": "time_span", "rate_function": "rate_func"}


def apply() -> None:
    mobject = importlib.import_module("manimlib.mobject.mobject").Mobject
    animation = importlib.import_module("manimlib.animation.animation").Animation
    system = importlib.import_module("manimlib.mobject.coordinate_systems").CoordinateSystem
    for owner in (mobject, animation, system):
        owner.__init__ = _taking_all(owner.__init__)


def _taking_all(stock: Any) -> Any:
    known = inspect.signature(stock).parameters.keys()

    @functools.wraps(stock)
    def make(self: Any, *args: Any, **kwargs: Any) -> None:
        given = {_RENAMED.get(name, name): value for name, value in kwargs.items()}
        if kwargs.keys() - known:
            used("unknown_arguments")
        # A property or method of that name means something else.
        self.__dict__.update(
            {name: value for name, value in given.items() if name not in known and not hasattr(type(self), name)}
        )
        stock(self, *args, **{name: value for name, value in given.items() if name in known})

    return make


REPAIR = Repair("unknown_arguments", "TypeError: Mobject.__init__() got an unexpected keyword argument 'sheen'", apply)
