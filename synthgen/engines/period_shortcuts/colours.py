"""Colours told in other ways (hex, red-green-blue, hue): the same few, again and again.

A colour of the `colour` package looks up the name of black before it takes the value it is made of.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.engines.period_shortcuts.replacing import as_in_library, library, replace

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
    module = library("colour")
    for name in _CONVERSIONS:
        replace(module, remembering(getattr(module, name)), name=name)
    replace(module.Color, make, name="__init__")
    outlines = library("mobject.types.vectorized_mobject")
    replace(outlines.VMobject, generate_rgbas_array, init_colors, interpolate_color, update_rgbas_array)


def make(color: Any, /, *values: Any, **named: Any) -> None:
    """Make a colour of a string or of red, green and blue (0..1)."""
    module = library("colour")
    if len(values) == 1 and not named and type(values[0]) is str and values[0]:
        hue = _hue(values[0])
    elif not values and named.keys() == {"rgb"} and len(named["rgb"]) == 3:
        hue = module.rgb2hsl(tuple(map(float, named["rgb"])))
    else:
        as_in_library(make, color, *values, **named)
        return
    color.__dict__.update(_hsl=list(hue), equality=module.RGB_equivalence)


def generate_rgbas_array(outline: Any, color: Any, opacity: Any) -> FloatArray:
    """Red, green, blue and opacity, (1, 4), of one colour; of several, or with a sheen, as the library has it."""
    is_one = type(opacity) in (int, float) and outline.get_sheen_factor() == 0
    if is_one and type(color) is str:
        return np.array([[*_told(color), opacity]])
    if is_one and type(color) is library("colour").Color:
        return np.array([[*library("colour").hsl2rgb(tuple(color._hsl)), opacity]])
    rgbas: FloatArray = as_in_library(generate_rgbas_array, outline, color, opacity)
    return rgbas


def update_rgbas_array(outline: Any, array_name: str, color: Any = None, opacity: Any = None) -> Any:
    """Give an outline's fill or stroke a colour, an opacity, both or neither; nothing is to be done for neither."""
    known = outline.__dict__.get(array_name)
    if color is None and opacity is None and known is not None and len(known) and outline.get_sheen_factor() == 0:
        return outline
    return as_in_library(update_rgbas_array, outline, array_name, color, opacity)


def init_colors(outline: Any) -> Any:
    """Give a new outline without parts the colours it was configured with."""
    values = outline.__dict__
    is_plain = (
        not values["submobjects"] and _is_painted_plainly(outline.__class__) and values.keys().isdisjoint(_PAINTS)
    )
    if not is_plain or outline.sheen_factor != 0:
        return as_in_library(init_colors, outline)
    paints = (
        (outline.fill_color or outline.color, outline.fill_opacity),
        (outline.stroke_color or outline.color, outline.stroke_opacity),
        (outline.background_stroke_color, outline.background_stroke_opacity),
    )
    if any(color is None or opacity is None for color, opacity in paints):
        return as_in_library(init_colors, outline)
    for name, (color, opacity) in zip(_PAINTS, paints, strict=True):
        values[name] = outline.generate_rgbas_array(color, opacity)
    if outline.sheen_direction is not None:
        values["sheen_direction"] = np.array(outline.sheen_direction)
    return outline


@functools.cache
def _is_painted_plainly(kind: type[Any]) -> bool:
    usual: Any = library("mobject.types.vectorized_mobject").VMobject
    return all(getattr(kind, name) is getattr(usual, name) for name in _SETTERS)


def interpolate_color(outline: Any, one: Any, other: Any, alpha: Any) -> None:
    """Paint an outline between two others; at the end of the way it has what the other has."""
    rest = 1 - alpha
    if outline is other or type(alpha) not in (int, float, np.float64):
        as_in_library(interpolate_color, outline, one, other, alpha)
        return
    for name in _STYLE:
        start, end = getattr(one, name), getattr(other, name)
        if rest != 0:
            setattr(outline, name, rest * start + alpha * end)
        elif _is_same_kind(start, end):
            setattr(outline, name, end)
        else:
            as_in_library(interpolate_color, outline, one, other, alpha)
            return


def _is_same_kind(start: Any, end: Any) -> bool:
    if type(start) is np.ndarray and type(end) is np.ndarray:
        return bool(start.shape == end.shape)
    return isinstance(start, int | float) and isinstance(end, int | float)


@functools.lru_cache(_MOST_KEPT)
def _hue(web: str) -> Any:
    module = library("colour")
    return module.rgb2hsl(module.hex2rgb(module.web2hex(web)))


@functools.lru_cache(_MOST_KEPT)
def _told(color: str) -> tuple[float, ...]:
    return tuple(library("utils.color").color_to_rgb(color).tolist())


def remembering(conversion: Callable[..., Any]) -> Callable[..., Any]:
    """A shortcut for a conversion whose results depend on nothing else and never change."""
    known = functools.lru_cache(_MOST_KEPT, typed=True)(conversion)

    def convert(*args: Any, **kwargs: Any) -> Any:
        try:
            return known(*args, **kwargs)
        except TypeError:
            return conversion(*args, **kwargs)  # An array of three numbers cannot be remembered.

    return convert
