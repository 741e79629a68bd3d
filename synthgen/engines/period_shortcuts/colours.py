"""Colours told in other ways (hex, red-green-blue, hue): the same few, again and again.

A colour of the `colour` package looks up the name of black before it takes the value it is made of.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.engines.period_shortcuts.replacing import replace

_CONVERSIONS = ("hex2rgb", "hsl2rgb", "rgb2hsl", "rgb2hex", "web2hex")
_MOST_KEPT = 4096


def install() -> None:
    module = importlib.import_module("colour")
    for name in _CONVERSIONS:
        replace(module, name, remembering(getattr(module, name)))
    replace(module.Color, "__init__", make)
    outlines = importlib.import_module("manimlib.mobject.types.vectorized_mobject")
    replace(outlines.VMobject, "generate_rgbas_array", generate_rgbas_array)


def make(stock: Callable[..., Any], color: Any, /, *values: Any, **named: Any) -> None:
    """Make a colour of a string or of red, green and blue (0..1)."""
    module: Any = importlib.import_module("colour")
    if len(values) == 1 and not named and type(values[0]) is str and values[0]:
        hue = module.rgb2hsl(module.hex2rgb(module.web2hex(values[0])))
    elif not values and named.keys() == {"rgb"} and len(named["rgb"]) == 3:
        hue = module.rgb2hsl(tuple(map(float, named["rgb"])))
    else:
        stock(color, *values, **named)
        return
    color.__dict__.update(_hsl=list(hue), equality=module.RGB_equivalence)


def generate_rgbas_array(stock: Callable[..., Any], outline: Any, color: Any, opacity: Any) -> FloatArray:
    """Red, green, blue and opacity, (1, 4), of one colour; of several, or with a sheen, as the library has it."""
    is_one = type(opacity) in (int, float) and outline.get_sheen_factor() == 0
    if is_one and type(color) is str:
        return np.array([[*_told(color), opacity]])
    if is_one and type(color) is importlib.import_module("colour").Color:
        return np.array([[*color.get_rgb(), opacity]])
    rgbas: FloatArray = stock(outline, color, opacity)
    return rgbas


@functools.lru_cache(_MOST_KEPT)
def _told(color: str) -> tuple[float, ...]:
    return tuple(importlib.import_module("manimlib.utils.color").color_to_rgb(color).tolist())


def remembering(conversion: Callable[..., Any]) -> Callable[..., Any]:
    """A shortcut for a conversion whose results depend on nothing else and never change."""
    known = functools.lru_cache(_MOST_KEPT, typed=True)(conversion)

    def convert(stock: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return known(*args, **kwargs)
        except TypeError:
            return stock(*args, **kwargs)  # An array of three numbers cannot be remembered.

    return convert
