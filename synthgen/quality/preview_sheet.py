"""The contact sheet: pages of small pictures with boxes and labels, by scene, and what failed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from synthgen.core.annotation import FrameRecord
from synthgen.core.geometry import Box
from synthgen.core.job import Failure
from synthgen.quality.preview_colours import Colour, in_order
from synthgen.quality.preview_labels import PADDING_PX, FrameLayout, PlacedBox, PlacedLabel, word_gap
from synthgen.quality.preview_text import counted, fitted, font, shortened, text_width

COLUMNS = 4
CELL_WIDTH_PX = 480
MAX_PAGE_HEIGHT_PX = 3000

_GAP_PX = 10
_MARGIN_PX = 16
_HEADING_PX = 40
_CAPTION_PX = 52
_CAPTION_LINE_PX = 15
_FAILURE_PX = 40
_TITLE_PX = 20
_TEXT_PX = 13
_LEGEND_ROW_PX = 20
_DASH_PX = 3

PAPER: Colour = (24, 26, 30)
BRIGHT: Colour = (238, 238, 238)
DIM: Colour = (150, 155, 165)
ALARM: Colour = (255, 120, 110)
EDGE: Colour = (70, 74, 82)
PAGE_WIDTH_PX = 2 * _MARGIN_PX + COLUMNS * CELL_WIDTH_PX + (COLUMNS - 1) * _GAP_PX


@dataclass(frozen=True, slots=True)
class Cell:
    """One frame ready to be drawn."""

    record: FrameRecord
    small: Image.Image
    layout: FrameLayout


@dataclass(frozen=True, slots=True)
class _Heading:
    title: str
    note: str
    height_px: int = _HEADING_PX


@dataclass(frozen=True, slots=True)
class _Row:
    cells: Sequence[Cell]

    @property
    def height_px(self) -> int:
        return max(cell.layout.height_px for cell in self.cells) + _CAPTION_PX + _GAP_PX


@dataclass(frozen=True, slots=True)
class _Failed:
    scene_id: str
    failure: Failure
    height_px: int = _FAILURE_PX


_Strip = _Heading | _Row | _Failed


def draw_sheets(
    title: str,
    scenes: Iterable[tuple[str, str, Sequence[Cell]]],
    failures: Mapping[str, Failure],
    colours: Mapping[str, Colour],
) -> Iterator[Image.Image]:
    """The pages, one after another; `scenes` are (heading, note, cells). Always at least one page.

    Pages are drawn as soon as they are full, so that memory stays bounded however many frames there are.
    """
    legend = _legend_rows(colours)
    head_px = _MARGIN_PX + _HEADING_PX + len(legend) * _LEGEND_ROW_PX + _GAP_PX
    strips: list[_Strip] = []
    number, used = 1, head_px
    for strip in _strips(scenes, failures):
        # A heading alone at the foot of a page helps nobody: it needs room for what it heads.
        needed = strip.height_px + (CELL_WIDTH_PX if isinstance(strip, _Heading) else 0)
        if strips and used + needed > MAX_PAGE_HEIGHT_PX:
            yield _page(f"{title}, page {number}", legend, strips, used, colours)
            heading = _continued(strips, strip)
            strips, number = heading, number + 1
            used = head_px + sum(item.height_px for item in heading)
        strips.append(strip)
        used += strip.height_px
    yield _page(f"{title}, page {number}" if number > 1 else title, legend, strips, used, colours)


def _strips(scenes: Iterable[tuple[str, str, Sequence[Cell]]], failures: Mapping[str, Failure]) -> Iterator[_Strip]:
    for heading, note, cells in scenes:
        yield _Heading(heading, note)
        for start in range(0, len(cells), COLUMNS):
            yield _Row(cells[start : start + COLUMNS])
    if failures:
        heading = f"{counted(len(failures), 'scene')} gave no frames"
        yield _Heading(heading, "the reason, and where in the scene's own source")
        for scene_id, failure in sorted(failures.items()):
            yield _Failed(scene_id, failure)


def _continued(strips: Sequence[_Strip], following: _Strip) -> list[_Strip]:
    """The heading to repeat on a new page when a scene goes on there."""
    if isinstance(following, _Heading):
        return []
    last = next((strip for strip in reversed(strips) if isinstance(strip, _Heading)), None)
    return [] if last is None else [_Heading(last.title.removesuffix(_CONTINUED) + _CONTINUED, last.note)]


_CONTINUED = " (continued)"


def _page(
    title: str,
    legend: Sequence[Sequence[tuple[str, float]]],
    strips: Sequence[_Strip],
    height_px: int,
    colours: Mapping[str, Colour],
) -> Image.Image:
    page = Image.new("RGB", (PAGE_WIDTH_PX, height_px + _MARGIN_PX), PAPER)
    draw = ImageDraw.Draw(page)
    draw.text((_MARGIN_PX, _MARGIN_PX), title, BRIGHT, font(_TITLE_PX, True))
    y = _MARGIN_PX + _HEADING_PX
    for row in legend:
        for kind, x in row:
            draw.rectangle([x, y + 3, x + 10, y + 13], colours[kind])
            draw.text((x + 16, y), kind, BRIGHT, font(_TEXT_PX))
        y += _LEGEND_ROW_PX
    y += _GAP_PX
    for strip in strips:
        match strip:
            case _Heading():
                _draw_heading(draw, strip, y)
            case _Row():
                for column, cell in enumerate(strip.cells):
                    draw_cell(page, cell, (_MARGIN_PX + column * (CELL_WIDTH_PX + _GAP_PX), y), colours)
            case _Failed():
                _draw_failure(draw, strip, y)
        y += strip.height_px
    return page


def _legend_rows(colours: Mapping[str, Colour]) -> list[list[tuple[str, float]]]:
    """The types of the legend with their x, broken into rows."""
    rows: list[list[tuple[str, float]]] = []
    x = math.inf
    for kind in colours:
        width = text_width(kind, _TEXT_PX) + 36
        if x + width > PAGE_WIDTH_PX - _MARGIN_PX:
            rows.append([])
            x = _MARGIN_PX
        rows[-1].append((kind, x))
        x += width
    return rows


def _draw_heading(draw: ImageDraw.ImageDraw, heading: _Heading, y: int) -> None:
    draw.line([(_MARGIN_PX, y + 5), (PAGE_WIDTH_PX - _MARGIN_PX, y + 5)], EDGE)
    draw.text((_MARGIN_PX, y + 12), heading.title, BRIGHT, font(16, True))
    x = _MARGIN_PX + text_width(heading.title, 16, True) + 14
    note = fitted(heading.note, PAGE_WIDTH_PX - _MARGIN_PX - x, _TEXT_PX)
    draw.text((x, y + 15), note, DIM, font(_TEXT_PX))


def _draw_failure(draw: ImageDraw.ImageDraw, failed: _Failed, y: int) -> None:
    failure = failed.failure
    where = f"  ({failure.file}:{failure.line})" if failure.file else ""
    draw.text((_MARGIN_PX, y), failed.scene_id, BRIGHT, font(_TEXT_PX, True))
    x = _MARGIN_PX + text_width(failed.scene_id, _TEXT_PX, True) + 10
    draw.text((x, y), failure.reason.value, ALARM, font(_TEXT_PX, True))
    line = fitted(shortened(failure.message, 400) + where, PAGE_WIDTH_PX - 4 * _MARGIN_PX, _TEXT_PX)
    draw.text((2 * _MARGIN_PX, y + 17), line, DIM, font(_TEXT_PX))


def draw_cell(page: Image.Image, cell: Cell, at: tuple[int, int], colours: Mapping[str, Colour]) -> None:
    """Draw one frame with its boxes, labels and caption, its top left corner at `at`."""
    small = cell.small.copy()
    draw = ImageDraw.Draw(small, "RGBA")
    for placed in cell.layout.boxes:
        _draw_box(draw, placed, colours[placed.item.type])
    for label in cell.layout.labels:
        _draw_label(draw, label, colours[label.item.type])
    x, y = at[0] + (CELL_WIDTH_PX - small.width) // 2, at[1]
    page.paste(small, (x, y))
    outline = ImageDraw.Draw(page)
    outline.rectangle([x - 1, y - 1, x + small.width, y + small.height], outline=EDGE)
    _draw_caption(outline, cell, (at[0], y + small.height + 4), colours)


def _draw_box(draw: ImageDraw.ImageDraw, placed: PlacedBox, colour: Colour) -> None:
    """A line one pixel wide just outside the box, so that nothing of the object is hidden; dashed for a part."""
    box = placed.box
    x_min, y_min = math.floor(box.x_min) - 1, math.floor(box.y_min) - 1
    x_max, y_max = math.ceil(box.x_max), math.ceil(box.y_max)
    if not placed.is_part:
        draw.rectangle([x_min, y_min, x_max, y_max], outline=colour)
        return
    for y in (y_min, y_max):
        for x in range(x_min, x_max + 1, 2 * _DASH_PX):
            draw.line([(x, y), (min(x + _DASH_PX - 1, x_max), y)], (*colour, 200))
    for x in (x_min, x_max):
        for y in range(y_min, y_max + 1, 2 * _DASH_PX):
            draw.line([(x, y), (x, min(y + _DASH_PX - 1, y_max))], (*colour, 200))


def _draw_label(draw: ImageDraw.ImageDraw, label: PlacedLabel, colour: Colour) -> None:
    box = label.box
    if label.leader is not None:
        draw.line([*label.leader], (*colour, 160))
    draw.rectangle([*_whole_pixels(box)], (0, 0, 0, 190))
    x, y = box.x_min + PADDING_PX, box.y_min
    for word, word_colour in ((label.kind, colour), (label.content, BRIGHT)):
        if word:
            draw.text((x, y), word, word_colour, font(label.size_px))
            x += text_width(word, label.size_px) + word_gap(label.size_px)


def _whole_pixels(box: Box) -> tuple[int, int, int, int]:
    return math.floor(box.x_min), math.floor(box.y_min), math.ceil(box.x_max) - 1, math.ceil(box.y_max) - 1


def _draw_caption(
    draw: ImageDraw.ImageDraw, cell: Cell, at: tuple[float, float], colours: Mapping[str, Colour]
) -> None:
    """When the frame is, and how many objects of which type it has (in their colours)."""
    x, y = at
    record, layout = cell.record, cell.layout
    when = f"{record.timestamp_s:.2f} s  {record.kind}"
    outside = len(record.objects) - len(layout.boxes)
    if outside:
        when += f"  +{outside} with nothing in the frame"
    if layout.unlabelled:
        when += f"  +{layout.unlabelled} not labelled"
    draw.text((x, y), when, DIM, font(_TEXT_PX))
    y += _CAPTION_LINE_PX
    for kind, count in in_order(Counter(item.type for item in record.objects)):
        text = f"{count} {kind}"
        if x + text_width(text, 12) > at[0] + CELL_WIDTH_PX:
            x, y = at[0], y + _CAPTION_LINE_PX
        if y + _CAPTION_LINE_PX > at[1] + _CAPTION_PX:
            draw.text((at[0] + CELL_WIDTH_PX - 14, y - _CAPTION_LINE_PX), "\u2026", DIM, font(12))
            break
        draw.text((x, y), text, colours[kind], font(12))
        x += text_width(text, 12) + 10
    if not record.objects:
        draw.text((x, y), "no objects", DIM, font(12))


def save_sheets(folder: Path, pages: Iterable[Image.Image]) -> list[Path]:
    """Write the pages as contact_sheet.png, contact_sheet_2.png, ... and remove pages of an earlier, longer sheet."""
    written = []
    for number, page in enumerate(pages, 1):
        path = folder / ("contact_sheet.png" if number == 1 else f"contact_sheet_{number}.png")
        page.save(path, compress_level=3)
        written.append(path)
    for old in folder.glob("contact_sheet_*.png"):
        if old not in written:
            old.unlink()
    return written
