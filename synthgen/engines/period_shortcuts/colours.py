"""Colours told in other ways (hex, red-green-blue, hue): the same few, again and again."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from typing import Any

from synthgen.engines.period_shortcuts.replacing import replace

_CONVERSIONS = ("hex2rgb", "hsl2rgb", "rgb2hsl", "rgb2hex", "web2hex")
_MOST_KEPT = 4096


def install() -> None:
    module = importlib.import_module("colour")
    for name in _CONVERSIONS:
        replace(module, name, remembering(getattr(module, name)))


def remembering(conversion: Callable[..., Any]) -> Callable[..., Any]:
    """A shortcut for a conversion whose results depend on nothing else and never change."""
    known = functools.lru_cache(_MOST_KEPT, typed=True)(conversion)

    def convert(stock: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return known(*args, **kwargs)
        except TypeError:
            return stock(*args, **kwargs)  # An array of three numbers cannot be remembered.

    return convert
