"""Widths and opacities that are numbers of NumPy's, which the library takes for lists.

Applies to NumPy's scalars: they become Python's numbers.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair

_METHODS = ("set_stroke", "set_fill", "set_opacity", "set_style", "set_backstroke", "set_shading")


def apply() -> None:
    vectorized = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VMobject
    for name in _METHODS:
        if hasattr(vectorized, name):
            setattr(vectorized, name, _with_plain_numbers(getattr(vectorized, name)))


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _with_plain_numbers(stock: Any) -> Any:
    @functools.wraps(stock)
    def call(mobject: Any, *args: Any, **kwargs: Any) -> Any:
        return stock(mobject, *map(_plain, args), **{name: _plain(value) for name, value in kwargs.items()})

    return call


REPAIR = Repair("number_widths", "TypeError: len() of unsized object", apply)
