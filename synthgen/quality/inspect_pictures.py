"""Pictures for the page that `task=inspect` makes: a frame's boxes, its masks, and the two sides of its pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from PIL import Image
from pycocotools import mask as coco_mask

from synthgen.core.annotation import FrameRecord, ObjectRecord
from synthgen.core.input_pictures import as_input, only
from synthgen.core.pair import MaskSet, Pair
from synthgen.quality.preview import cell_of
from synthgen.quality.preview_colours import Colour
from synthgen.quality.preview_sheet import CELL_WIDTH_PX, PAPER, draw_cell
from synthgen.quality.preview_text import short_content

_MASK_STRENGTH = 0.6
_DIMMED = 0.35
_TARGET_COLOUR: Colour = (255, 120, 60)
_TINT = 0.3
_CAPTION_PX = 56


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture with what is to stand below it."""

    caption: str
    picture: Image.Image


def boxes(record: FrameRecord, picture: Image.Image, colours: Mapping[str, Colour]) -> Shown:
    """The frame with the boxes and labels of its objects."""
    cell = cell_of(record, picture)
    page = Image.new("RGB", (CELL_WIDTH_PX, cell.small.height + _CAPTION_PX), PAPER)
    draw_cell(page, cell, (0, 0), colours)
    return Shown("boxes", page)


def masks(record: FrameRecord, picture: Image.Image, colours: Mapping[str, Colour]) -> Shown | None:
    """The frame, darker, with the masks of its objects in the colours of their types; None where there are none."""
    masked = [item for item in record.objects if _rle(item) is not None]
    if not masked:
        return None
    pixels = np.asarray(picture).astype(np.float32) * _DIMMED
    for item in masked:
        inside = _decoded(item)
        colour = np.array(colours[item.type], np.float32)
        pixels[inside] = (1 - _MASK_STRENGTH) * pixels[inside] + _MASK_STRENGTH * colour
    drawn = Image.fromarray(pixels.astype(np.uint8))
    small = drawn.resize((CELL_WIDTH_PX, round(CELL_WIDTH_PX * drawn.height / drawn.width)))
    kind = "seen" if masked[0].segmentation is not None else "whole"
    return Shown(f"masks ({kind})", small)


def sides(pair: Pair, record: FrameRecord, picture: Image.Image, frame: int) -> Iterator[Shown]:
    """For each mask set of a pair, the input with its context alone, and with its target marked."""
    pixels = as_input(picture, pair.grid, pair.fit)
    time = min(frame // pair.grid.tubelet, pair.grid.time - 1)
    for mask in pair.masks:
        context = only(pixels, mask.context, pair.grid, time)
        yield Shown(f"{pair.strategy} {mask.name}: context", Image.fromarray(context))
        inside = only(np.full_like(pixels, 255), mask.target, pair.grid, time)[:, :, 0] == 255
        marked = pixels.astype(np.float32)
        marked[inside] = (1 - _TINT) * marked[inside] + _TINT * np.array(_TARGET_COLOUR, np.float32)
        marked[~inside] *= _DIMMED
        yield Shown(f"target{_named(mask, record)}", Image.fromarray(marked.astype(np.uint8)))


def _named(mask: MaskSet, record: FrameRecord) -> str:
    """The objects that a mask hides."""
    hidden = [item for item in record.objects if item.instance_id in mask.hidden]
    names = (f"{item.type} {short_content(item, 16)}".strip() for item in hidden)
    return f": {', '.join(names)}" if hidden else ""


def _rle(item: ObjectRecord) -> object:
    return item.segmentation or item.segmentation_amodal


def _decoded(item: ObjectRecord) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    rle = item.segmentation or item.segmentation_amodal
    assert rle is not None
    decoded = coco_mask.decode({"size": list(rle.size), "counts": rle.counts.encode()})
    return np.asarray(decoded, np.bool_)
