"""How large text and formulas will be in scene units (a frame is 8 high), rather too large than too small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from synthgen.sources.procedural.tex_size import tex_extent

# Measured with manim 0.22 at font size 1: a point of TeX (with a little to spare, since a formula is only estimated),
# and an em of Pango text. manimgl draws both a little smaller.
_TEX_POINT = 1.05 * 0.0502 / 48
_EM = 0.664 / 48
_PAD = 0.02

_NARROW, _WIDE = set("ijl.,;:'!|tfrI()[]-` "), set("mwMWQ@%&+=<>")


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in scene units."""

    width: float
    height: float


def formula_size(tex: str, font_size: float) -> Size:
    extent = tex_extent(tex)
    unit = _TEX_POINT * font_size
    return Size(extent.width * unit + _PAD, (extent.height + extent.depth) * unit + _PAD)


def text_size(text: str, font_size: float, mono: bool = False) -> Size:
    """Of text in Pango's default fonts; lines are separated by newlines."""
    lines = text.split("\n")
    em = _EM * font_size
    width = max(sum(0.602 if mono else _width_em(character) for character in line) for line in lines)
    return Size(width * em + _PAD, (1.02 + 1.3 * (len(lines) - 1)) * em)


def stack_size(sizes: Sequence[Size], gap: float) -> Size:
    """Of things one below the other."""
    return Size(max(size.width for size in sizes), sum(size.height for size in sizes) + gap * (len(sizes) - 1))


def _width_em(character: str) -> float:
    if character in _NARROW:
        return 0.37
    if character in _WIDE:
        return 0.95
    return 0.76 if character.isupper() else 0.62
