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
_PAINTS = ("fill_rgbas", "stroke_rgbas", "background_stroke_rgbas")
_STYLE = (*_PAINTS, "stroke_width", "background_stroke_width", "sheen_direction", "sheen_factor")
_SETTERS = (
    "generate_rgbas_array",
    "get_sheen_factor",
    "set_background_stroke",
    "set_fill",
    "set_sheen",
    "set_sheen_direction",
    "set_stroke",
    "update_rgbas_array",
)


def install() -> None:
    module = importlib.import_module("colour")
    for name in _CONVERSIONS:
        replace(module, name, remembering(getattr(module, name)))
    replace(module.Color, "__init__", make)
    outlines = importlib.import_module("manimlib.mobject.types.vectorized_mobject")
    for shortcut in (generate_rgbas_array, init_colors, interpolate_color, update_rgbas_array):
        replace(outlines.VMobject, shortcut.__name__, shortcut)


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


def update_rgbas_array(
    stock: Callable[..., Any], outline: Any, array_name: str, color: Any = None, opacity: Any = None
) -> Any:
    """Give an outline's fill or stroke a colour, an opacity, both or neither; nothing is to be done for neither."""
    known = outline.__dict__.get(array_name)
    if color is None and opacity is None and known is not None and len(known) and outline.get_sheen_factor() == 0:
        return outline
    return stock(outline, array_name, color, opacity)


def init_colors(stock: Callable[..., Any], outline: Any) -> Any:
    """Give a new outline without parts the colours it was configured with."""
    values = outline.__dict__
    is_plain = (
        not values["submobjects"] and _is_painted_plainly(outline.__class__) and values.keys().isdisjoint(_PAINTS)
    )
    if not is_plain or outline.sheen_factor != 0:
        return stock(outline)
    paints = (
        (outline.fill_color or outline.color, outline.fill_opacity),
        (outline.stroke_color or outline.color, outline.stroke_opacity),
        (outline.background_stroke_color, outline.background_stroke_opacity),
    )
    if any(color is None or opacity is None for color, opacity in paints):
        return stock(outline)
    for name, (color, opacity) in zip(_PAINTS, paints, strict=True):
        values[name] = outline.generate_rgbas_array(color, opacity)
    if outline.sheen_direction is not None:
        values["sheen_direction"] = np.array(outline.sheen_direction)
    return outline


@functools.cache
def _is_painted_plainly(kind: type[Any]) -> bool:
    usual: Any = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VMobject
    return all(getattr(kind, name) is getattr(usual, name) for name in _SETTERS)


def interpolate_color(stock: Callable[..., Any], outline: Any, one: Any, other: Any, alpha: Any) -> None:
    """Paint an outline between two others; at the end of the way it has what the other has."""
    rest = 1 - alpha
    if outline is other or type(alpha) not in (int, float, np.float64):
        stock(outline, one, other, alpha)
        return
    for name in _STYLE:
        start, end = getattr(one, name), getattr(other, name)
        if rest != 0:
            setattr(outline, name, rest * start + alpha * end)
        elif _is_same_kind(start, end):
            setattr(outline, name, end)
        else:
            stock(outline, one, other, alpha)
            return


def _is_same_kind(start: Any, end: Any) -> bool:
    if type(start) is np.ndarray and type(end) is np.ndarray:
        return start.shape == end.shape
    return isinstance(start, int | float) and isinstance(end, int | float)


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
