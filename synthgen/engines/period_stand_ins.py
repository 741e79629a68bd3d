"""Drawings in the place of missing files: plain to see, and labelled with the file's name."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import cairo
from PIL import Image, ImageDraw, ImageFont

_PICTURE_SIZE = (480, 360)
_GROUND, _LINES, _WORDS = (58, 66, 82), (128, 140, 160), (236, 240, 246)

_DASH, _GAP, _LINE = 20.0, 8.0, 4.0
_SVG_WIDTH, _SVG_HEIGHT = 7 * _DASH + 8 * _GAP, 5 * _DASH + 6 * _GAP
_LINE_LENGTH = 14
_PARTS = 32
"""The drawing of which the library itself picks most parts (`AoPSLogo`) has 31."""
_KNOWN_PARTS = {"clipboard": 2}
"""Of how many parts a drawing is where scenes that add parts to it say so."""
_SIDE_PIECES = 3
"""Of how many lines a side of a dash is: scenes pick points of an outline by number (over 600, of a monster's eyes)."""


def draw_picture(name: str, file: Path) -> None:
    """A PNG of usual proportions (4:3): a crossed-out frame with the name across it."""
    width, height = _PICTURE_SIZE
    image = Image.new("RGB", _PICTURE_SIZE, _GROUND)
    draw = ImageDraw.Draw(image)
    draw.line([(0, 0), (width, height)], _LINES, 3)
    draw.line([(0, height), (width, 0)], _LINES, 3)
    draw.rectangle([4, 4, width - 5, height - 5], outline=_LINES, width=4)
    lines = _broken(name)
    font = ImageFont.load_default(size=min(44.0, 0.8 * height / (1.2 * len(lines))))
    text = "\n".join(lines)
    x0, y0, x1, y1 = draw.multiline_textbbox((width / 2, height / 2), text, font, "mm", align="center")
    draw.rectangle([x0 - 10, y0 - 8, x1 + 10, y1 + 8], _GROUND)
    draw.multiline_text((width / 2, height / 2), text, _WORDS, font, "mm", align="center")
    image.save(file)


def draw_svg(name: str, file: Path) -> None:
    """An SVG of a dashed frame with the name in it, each letter a path of its own: what scenes pick parts from.

    A row of squares below the name adds up to as many parts as scenes pick by number.
    """
    paths = [_frame(), *_letters(_broken(name))]
    if name in _KNOWN_PARTS:
        paths = [*paths[: _KNOWN_PARTS[name] - 1], "".join(paths[_KNOWN_PARTS[name] - 1 :])]
    else:
        paths += _squares(max(0, _PARTS - len(paths)))
    body = "\n".join(f'<path d="{path}"/>' for path in paths)
    file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n', encoding="utf-8")


def _broken(name: str) -> list[str]:
    """The name in lines, broken after underscores and the like."""
    lines = [""]
    for piece in re.findall(r"[^_\-. ]+[_\-. ]*|[_\-. ]+", name) or [name or "?"]:
        if lines[-1] and len(lines[-1]) + len(piece) > _LINE_LENGTH:
            lines.append("")
        lines[-1] += piece
    return lines


def _frame() -> str:
    """A frame of dashes in one path: scenes take drawings apart and want some pieces of their outline to hold."""
    step = _DASH + _GAP
    across = [(_GAP + i * step, edge, _DASH, _LINE) for i in range(7) for edge in (0.0, _SVG_HEIGHT - _LINE)]
    along = [(edge, _GAP + i * step, _LINE, _DASH) for i in range(5) for edge in (0.0, _SVG_WIDTH - _LINE)]
    return "".join(_rectangle(*dash, _SIDE_PIECES) for dash in (*across, *along))


def _squares(count: int) -> Iterator[str]:
    """Path data of so many squares side by side."""
    step = 0.8 * _SVG_WIDTH / max(1, count)
    for index in range(count):
        yield _rectangle(0.1 * _SVG_WIDTH + (index + 0.25) * step, 0.88 * _SVG_HEIGHT, step / 2, step / 2)


def _rectangle(x: float, y: float, width: float, height: float, pieces: int = 1) -> str:
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    ends = [
        (a + (c - a) * piece / pieces, b + (d - b) * piece / pieces)
        for (a, b), (c, d) in itertools.pairwise(corners)
        for piece in range(1, pieces + 1)
    ]
    rest = "".join(f"L {a:.3f} {b:.3f} " for a, b in ends)
    return f"M {x:.3f} {y:.3f} {rest}"


def _letters(lines: list[str]) -> Iterator[str]:
    """Path data of every letter, the lines centred in the frame."""
    surface = cairo.ImageSurface(cairo.FORMAT_A8, 1, 1)
    context = cairo.Context(surface)
    context.select_font_face("sans-serif", cairo.FontSlant.NORMAL, cairo.FontWeight.BOLD)
    context.set_font_size(100.0)
    widest = max(context.text_extents(line).x_advance for line in lines) or 1.0
    size = min(100.0 * 0.8 * _SVG_WIDTH / widest, 0.7 * _SVG_HEIGHT / (1.2 * len(lines)))
    context.set_font_size(size)
    y = _SVG_HEIGHT / 2 + 0.35 * size - 0.6 * size * (len(lines) - 1)
    for line in lines:
        x = (_SVG_WIDTH - context.text_extents(line).x_advance) / 2
        for letter in line:
            context.new_path()
            context.move_to(x, y)
            context.text_path(letter)
            x += context.text_extents(letter).x_advance
            if data := _cairo_path_data(context.copy_path()):
                yield data
        y += 1.2 * size


def _cairo_path_data(path: cairo.Path) -> str:
    """SVG path data in the few commands that the library's parser reads: closing is a line to the start."""
    parts: list[str] = []
    start: tuple[float, ...] = ()
    for kind, numbers in path:
        if kind == cairo.PATH_MOVE_TO:
            start = numbers
        command = {cairo.PATH_MOVE_TO: "M", cairo.PATH_LINE_TO: "L", cairo.PATH_CURVE_TO: "C"}.get(kind, "L")
        shown = numbers or start
        parts.append(f"{command} {' '.join(f'{number:.3f}' for number in shown)} ")
    while parts and parts[-1].startswith("M"):
        parts.pop()
    return "".join(parts)
