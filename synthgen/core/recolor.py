"""Changing colours as a whole: hue, saturation, value, another palette, light for dark."""

from __future__ import annotations

import colorsys
import functools
from dataclasses import dataclass

import numpy as np

from synthgen.core.geometry import FloatArray

_COLOURED = 0.15
"""Below this saturation (0..1) a colour counts as grey: a palette has no say in greys."""


@dataclass(frozen=True, slots=True)
class Recolor:
    """A map from colours to colours, applied in the order of its fields.

    `palette` (hex colours): what is not grey takes the hue and saturation of a palette colour, equal hues the same
    one. `hue_turn_deg` turns hues, `saturation` and `value` are factors. `negative` turns lightness round (1 - l of
    HLS) and keeps the hue.
    """

    palette: tuple[str, ...] = ()
    hue_turn_deg: float = 0.0
    saturation: float = 1.0
    value: float = 1.0
    negative: bool = False

    def apply(self, rgb: FloatArray) -> FloatArray:
        """Colours of shape (n, 3), 0..1, changed; a new array."""
        if len(rgb) == 0:
            return rgb
        return np.array([_changed(self, *colour) for colour in rgb.tolist()])


@functools.lru_cache(maxsize=4096)  # Mobjects repeat a few colours over many points.
def _changed(recolor: Recolor, red: float, green: float, blue: float) -> tuple[float, float, float]:
    hue, saturation, value = colorsys.rgb_to_hsv(*(min(max(part, 0.0), 1.0) for part in (red, green, blue)))
    if recolor.palette and saturation >= _COLOURED:
        hue, saturation, _ = colorsys.rgb_to_hsv(*parse_hex(recolor.palette[int(hue * len(recolor.palette)) - 1]))
    hue = (hue + recolor.hue_turn_deg / 360.0) % 1.0
    rgb = colorsys.hsv_to_rgb(hue, min(saturation * recolor.saturation, 1.0), min(value * recolor.value, 1.0))
    if recolor.negative:
        hue, lightness, saturation = colorsys.rgb_to_hls(*rgb)
        rgb = colorsys.hls_to_rgb(hue, 1.0 - lightness, saturation)
    return rgb


def parse_hex(color: str) -> tuple[float, float, float]:
    """Red, green, blue (0..1) of "#RRGGBB". Raises ValueError for anything else."""
    digits = color.removeprefix("#")
    if len(digits) != 6:
        raise ValueError(f"a colour is #RRGGBB, got {color!r}")
    red, green, blue = (int(digits[at : at + 2], 16) / 255.0 for at in (0, 2, 4))
    return red, green, blue


def to_hex(rgb: tuple[float, float, float]) -> str:
    """Red, green, blue (0..1) as "#RRGGBB"."""
    red, green, blue = (round(255 * part) for part in rgb)
    return f"#{red:02X}{green:02X}{blue:02X}"
