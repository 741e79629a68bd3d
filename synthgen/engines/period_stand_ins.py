"""Drawings in the place of missing files: plain to see, and labelled with the file's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import cairo
from PIL import Image, ImageDraw, ImageFont

_PICTURE_SIZE = (480, 360)
_GROUND, _LINES, _WORDS = (58, 66, 82), (128, 140, 160), (236, 240, 246)

_SVG_WIDTH, _SVG_HEIGHT, _SVG_LINE = 200.0, 150.0, 5.0
_LINE_LENGTH = 14


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
    """An SVG of a rounded frame with the name in it, each letter a path of its own: what scenes pick parts from."""
    paths = [_frame(), *_letters(_broken(name))]
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
    """A ring between two rounded rectangles that run in opposite directions, so that it stays a ring when filled."""
    outer = _rounded(0.0, 0.0, _SVG_WIDTH, _SVG_HEIGHT, 20.0)
    line = _SVG_LINE
    inner = _rounded(line, line, _SVG_WIDTH - line, _SVG_HEIGHT - line, 20.0 - line)
    return _path_data(outer) + _path_data(_reversed(inner))


Curve = list[tuple[float, float]]
"""Points of joined cubic curves: a start, then three for every curve."""


def _rounded(x0: float, y0: float, x1: float, y1: float, r: float) -> Curve:
    k = 0.5523 * r
    curve: Curve = [(x0 + r, y0)]
    for corner in (
        [(x1 - r, y0), (x1 - r + k, y0), (x1, y0 + r - k), (x1, y0 + r)],
        [(x1, y1 - r), (x1, y1 - r + k), (x1 - r + k, y1), (x1 - r, y1)],
        [(x0 + r, y1), (x0 + r - k, y1), (x0, y1 - r + k), (x0, y1 - r)],
        [(x0, y0 + r), (x0, y0 + r - k), (x0 + r - k, y0), (x0 + r, y0)],
    ):
        curve += [curve[-1], corner[0], *corner]
    return curve


def _reversed(curve: Curve) -> Curve:
    return curve[::-1]


def _path_data(curve: Curve) -> str:
    parts = [f"M {curve[0][0]:.3f} {curve[0][1]:.3f} "]
    for i in range(1, len(curve), 3):
        numbers = " ".join(f"{x:.3f} {y:.3f}" for x, y in curve[i : i + 3])
        parts.append(f"C {numbers} ")
    return "".join(parts)


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
