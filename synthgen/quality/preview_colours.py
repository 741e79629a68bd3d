"""One colour for each object type: a hue for the coarse category, shades of it for the types within."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Mapping

Colour = tuple[int, int, int]

_HUES = {"Text": 0.53, "Equation": 0.12, "Graph": 0.37, "Arrow": 0.92, "Shape": 0.74}
_OTHER_HUE = 0.02
_HUE_SPREAD = 0.11
_LIGHTNESS = (0.68, 0.6, 0.77)
_SATURATION = 0.95


def type_colours(types: Iterable[tuple[str, str]]) -> dict[str, Colour]:
    """Colours by type for (type, category) pairs; the same pairs always get the same colours.

    All are bright enough to stand on black, and dark enough for lines on white.
    """
    by_category: dict[str, list[str]] = {}
    for kind, category in sorted(set(types)):
        by_category.setdefault(category, []).append(kind)
    colours: dict[str, Colour] = {}
    for category, kinds in by_category.items():
        for rank, kind in enumerate(kinds):
            colours.setdefault(kind, _shade(_HUES.get(category, _OTHER_HUE), rank, len(kinds)))
    return colours


def _shade(hue: float, rank: int, count: int) -> Colour:
    """The rank-th of `count` shades around a hue: neighbours in rank differ in lightness, too."""
    offset = (rank / (count - 1) - 0.5) * _HUE_SPREAD if count > 1 else 0.0
    red, green, blue = colorsys.hls_to_rgb((hue + offset) % 1, _LIGHTNESS[rank % len(_LIGHTNESS)], _SATURATION)
    return round(255 * red), round(255 * green), round(255 * blue)


def css(colour: Colour) -> str:
    """The colour as CSS writes it, such as #1fa3c4."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def in_order(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Types by how many there are, most first; equal ones by name."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
