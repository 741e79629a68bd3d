"""Frames to look at: a contact sheet (PNG) and a page (HTML) with boxes, types and content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from synthgen.core.annotation import FrameRecord
from synthgen.core.job import Failure
from synthgen.quality.preview_colours import Colour, type_colours
from synthgen.quality.preview_labels import lay_out
from synthgen.quality.preview_page import PageFrame, PageScene, page_html
from synthgen.quality.preview_sheet import CELL_WIDTH_PX, Cell, draw_sheets, save_sheets

_TALLEST = 1.25
"""Small pictures are at most this much higher than wide, so that upright frames do not take whole pages."""


@dataclass(frozen=True, slots=True)
class PreviewScene:
    """A scene to show. `pictures` are taken once and in turn, so that they need not all be in memory."""

    scene_id: str
    note: str
    pictures: Iterable[tuple[FrameRecord, Image.Image]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewSpec:
    """What stands above and around the frames.

    `types` are all (type, category) pairs that occur; `link_prefix` leads from the folder of the preview to what
    the records' `image` is relative to.
    """

    title: str
    types: Iterable[tuple[str, str]]
    failures: Mapping[str, Failure] = field(default_factory=dict)
    link_prefix: str = "../"


def write_preview(folder: Path, scenes: Iterable[PreviewScene], spec: PreviewSpec) -> list[Path]:
    """Write contact_sheet.png (and _2, _3, ... when one page is not enough) and index.html; returns their paths.

    Raises OSError when there is no room, and whatever taking the pictures raises.
    """
    colours = type_colours(spec.types)
    gathered = _Gathered(scenes, spec.link_prefix)
    folder.mkdir(parents=True, exist_ok=True)
    sheets = save_sheets(folder, draw_sheets(spec.title, gathered.cells(), spec.failures, colours))
    page = folder / "index.html"
    page.write_text(_page(spec, gathered.page, colours, sheets), encoding="utf-8", errors="replace")
    return [*sheets, page]


def _page(spec: PreviewSpec, scenes: Sequence[PageScene], colours: Mapping[str, Colour], sheets: Sequence[Path]) -> str:
    return page_html(spec.title, scenes, spec.failures, colours, [path.name for path in sheets])


@dataclass
class _Gathered:
    """Hands on the scenes one by one for the sheets, and keeps what the page needs of them."""

    scenes: Iterable[PreviewScene]
    link_prefix: str
    page: list[PageScene] = field(default_factory=list)

    def cells(self) -> Iterator[tuple[str, str, Sequence[Cell]]]:
        for scene in self.scenes:
            cells = [cell_of(record, picture) for record, picture in scene.pictures]
            frames = [PageFrame(cell.record, cell.layout, self.link_prefix + cell.record.image) for cell in cells]
            self.page.append(PageScene(scene.scene_id, scene.note, frames))
            yield scene.scene_id, scene.note, cells


def cell_of(record: FrameRecord, picture: Image.Image) -> Cell:
    """A frame made small, with the places of its boxes and labels."""
    scale = min(CELL_WIDTH_PX / picture.width, CELL_WIDTH_PX * _TALLEST / picture.height)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    small = picture.resize(size, Image.Resampling.LANCZOS)
    return Cell(record, small, lay_out(record, np.asarray(small)))
