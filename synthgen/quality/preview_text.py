"""Fonts, and short forms of what objects contain."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path

from PIL import ImageFont

from synthgen.core.annotation import ObjectRecord

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

_FAMILY = "DejaVuSans"
_LONGEST_CONTENT = 28


@functools.cache
def font(size_px: int, bold: bool = False) -> Font:
    """A font with mathematical signs where there is one: the system's, matplotlib's, else Pillow's own."""
    name = f"{_FAMILY}{'-Bold' if bold else ''}.ttf"
    for candidate in (name, _bundled_with_matplotlib(name)):
        try:
            return ImageFont.truetype(candidate, size_px)
        except OSError:
            continue
    return ImageFont.load_default(size_px)


def _bundled_with_matplotlib(name: str) -> str:
    # Located without importing it: the import takes longer than drawing a page.
    found = importlib.util.find_spec("matplotlib")
    if found is None or found.origin is None:
        return name
    return str(Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" / name)


def text_width(text: str, size_px: int, bold: bool = False) -> float:
    return float(font(size_px, bold).getlength(text))


def short_content(item: ObjectRecord, longest: int = _LONGEST_CONTENT) -> str:
    """What the object shows, on one line; empty where it says no more than the type does."""
    if longest == 0:
        return ""
    if item.stand_in:
        return shortened(f"stand-in for {item.stand_in}", longest)
    if item.content in (item.type, item.class_name):
        return ""
    return shortened(item.content, longest)


def shortened(text: str, longest: int) -> str:
    """The text on one line without what cannot be shown, cut in the middle of nowhere but at its end."""
    line = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split()))
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "\u2026"


def fitted(text: str, width_px: float, size_px: int, bold: bool = False) -> str:
    """The text, cut so that it is no wider than `width_px`."""
    if text_width(text, size_px, bold) <= width_px:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle] + "\u2026", size_px, bold) <= width_px:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "\u2026"


def counted(count: int, noun: str) -> str:
    """Such as "1 scene" or "3 scenes"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
