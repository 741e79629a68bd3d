"""Where boxes and labels go on a small picture of a frame: legible, not over each other, and off what they name.

All coordinates are pixels of the small picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from synthgen.core.annotation import FrameRecord, ObjectRecord
from synthgen.core.geometry import Box
from synthgen.core.snapshot import PixelArray
from synthgen.quality.preview_text import short_content, text_width

LABEL_SIZE_PX = 12
PART_LABEL_SIZE_PX = 10
PADDING_PX = 3

_GAP_PX = 2
_INK_LEVELS = 48
"""A pixel this far from the background colour (0..255) shows something."""
_INK_COST = 12.0
_BOX_COST = 1.0
_INSIDE_COST = 0.3
_STEP_COST = 0.02
_LEADER_COST = 0.7
_LEADER_COST_PER_PX = 0.015
_CONTENT_LENGTHS = {28: 0.0, 14: 0.25, 7: 0.45, 0: 0.7}
"""How much of the content a label may show, in characters, and what it costs to show no more."""
_PART_CONTENT_LENGTH = 12
_PART_LIMIT = 1.0
"""A label of a part must cost less than this: parts are many, and better unnamed than in the way."""


Leader = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """An object's box on the small picture; `is_part` when it belongs to another object in the picture."""

    item: ObjectRecord
    box: Box
    is_part: bool


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label's box and its two words; `leader` leads to the object's box where the label stands off it."""

    item: ObjectRecord
    box: Box
    kind: str
    content: str
    size_px: int
    leader: Leader | None = None


@dataclass(frozen=True, slots=True)
class FrameLayout:
    """A small picture's boxes and labels; `unlabelled` counts objects for whose label there was no room."""

    width_px: int
    height_px: int
    boxes: tuple[PlacedBox, ...]
    labels: tuple[PlacedLabel, ...]
    unlabelled: int


def lay_out(record: FrameRecord, small: PixelArray) -> FrameLayout:
    """Lay out a frame's objects over its small picture, shape (height, width, 3)."""
    height, width = small.shape[:2]
    boxes = _placed_boxes(record, width / record.resolution[0], height / record.resolution[1])
    board = _Board(small, boxes)
    whole = sorted((box for box in boxes if not box.is_part), key=lambda box: box.box.area)
    parts = sorted((box for box in boxes if box.is_part), key=lambda box: box.box.area)
    labels = [label for box in whole if (label := board.place(box)) is not None]
    unlabelled = len(whole) - len(labels)
    labels += [label for box in parts if (label := board.place_part(box)) is not None]
    return FrameLayout(width, height, tuple(boxes), tuple(labels), unlabelled)


def _placed_boxes(record: FrameRecord, scale_x: float, scale_y: float) -> list[PlacedBox]:
    """The boxes that reach into the frame, in paint order."""
    present = {item.instance_id for item in record.objects}
    return [
        PlacedBox(
            item,
            _scaled(item.bbox, scale_x, scale_y),
            item.parent_id in present,
        )
        for item in record.objects
        if item.bbox_in_frame is not None
    ]


def _scaled(box: Box, scale_x: float, scale_y: float) -> Box:
    return Box(box.x_min * scale_x, box.y_min * scale_y, box.x_max * scale_x, box.y_max * scale_y)


class _Board:
    """The small picture with what is taken on it."""

    def __init__(self, small: PixelArray, boxes: Sequence[PlacedBox]) -> None:
        self._height, self._width = small.shape[:2]
        self._frame = Box(0.0, 0.0, float(self._width), float(self._height))
        self._ink = _summed_ink(small)
        self._boxes = [box for box in boxes if not box.is_part]
        self._taken: list[Box] = []

    def place(self, placed: PlacedBox) -> PlacedLabel | None:
        """The best free place for an object's label, with as much of its content as there is room for."""
        tried: set[str] = set()
        options = []
        for length, cost in _CONTENT_LENGTHS.items():
            content = short_content(placed.item, length) if length else ""
            if content not in tried:
                tried.add(content)
                options.append(self._best(placed, placed.item.type, content, LABEL_SIZE_PX, cost))
        return self._take(options)

    def place_part(self, placed: PlacedBox) -> PlacedLabel | None:
        """A place for the label of a part, right beside it, if one is free that hides nothing."""
        content = short_content(placed.item, _PART_CONTENT_LENGTH)
        option = self._best(placed, "" if content else placed.item.type, content, PART_LABEL_SIZE_PX, 0.0)
        if option is None or option[0] > _PART_LIMIT or option[1].leader is not None:
            return None
        return self._take([option])

    def _take(self, options: Sequence[tuple[float, PlacedLabel] | None]) -> PlacedLabel | None:
        """The cheapest option, whose place is then taken."""
        possible = [option for option in options if option is not None]
        if not possible:
            return None
        label = min(possible, key=lambda option: option[0])[1]
        self._taken.append(label.box)
        return label

    def _best(
        self, placed: PlacedBox, kind: str, content: str, size_px: int, base_cost: float
    ) -> tuple[float, PlacedLabel] | None:
        """The cheapest free place for a label with these words, and what it costs."""
        width, height = label_size(kind, content, size_px)
        best: tuple[float, PlacedLabel] | None = None
        for rank, box in enumerate(self._candidates(placed.box, width, height)):
            if not self._frame.contains(box) or any(box.intersection(taken) for taken in self._taken):
                continue
            leader = _leader(placed.box, box)
            cost = base_cost + rank * _STEP_COST + _leader_cost(leader) + self._cost(box, placed)
            if best is None or cost < best[0]:
                best = (cost, PlacedLabel(placed.item, box, kind, content, size_px, leader))
        return best

    def _candidates(self, box: Box, width: float, height: float) -> Iterator[Box]:
        """Places for a label of this size, best first: along the edges outside, inside the corners, further off."""
        visible = box.in_frame(self._width, self._height) or box
        x_min, y_min, x_max, y_max = visible.as_list()
        left = min(max(x_min, 0.0), self._width - width)
        right = min(max(x_max - width, 0.0), self._width - width)
        middle = min(max((x_min + x_max - width) / 2, 0.0), self._width - width)
        top, bottom = max(y_min, 0.0), min(y_max, float(self._height)) - height
        above, below = y_min - height - _GAP_PX, y_max + _GAP_PX
        places = [(x, y) for x in (left, right, middle) for y in (above, below)]
        beside = (x_max + _GAP_PX, x_min - width - _GAP_PX)
        places += [(x, y) for x in beside for y in (top, (top + bottom) / 2, bottom)]
        inside = ((left + _GAP_PX, top + _GAP_PX), (right - _GAP_PX, top + _GAP_PX))
        places += [*inside, (left + _GAP_PX, bottom - _GAP_PX), (right - _GAP_PX, bottom - _GAP_PX)]
        for step in (1.1, 2.2, 3.3, 4.4):
            places += [(x, above - step * height) for x in (left, right)]
            places += [(x, below + step * height) for x in (left, right)]
        for x, y in places:
            yield Box(x, y, x + width, y + height)

    def _cost(self, box: Box, placed: PlacedBox) -> float:
        """What a label here would hide: picture, other objects' boxes, and (less) the object itself."""
        cost = _INK_COST * self._ink_share(box)
        for other in self._boxes:
            common = box.intersection(other.box)
            if common is not None:
                weight = _INSIDE_COST if other.item is placed.item else _BOX_COST * _smallness(other.box, self._frame)
                cost += weight * common.area / box.area
        return cost

    def _ink_share(self, box: Box) -> float:
        """The share of a place's pixels that show something."""
        x_min, y_min = int(box.x_min), int(box.y_min)
        x_max, y_max = min(self._width, int(box.x_max) + 1), min(self._height, int(box.y_max) + 1)
        ink = self._ink
        found: np.int64 = ink[y_max, x_max] - ink[y_min, x_max] - ink[y_max, x_min] + ink[y_min, x_min]
        return int(found) / max(1, (x_max - x_min) * (y_max - y_min))


def label_size(kind: str, content: str, size_px: int) -> tuple[float, float]:
    """Width and height of a label with these words, its padding included."""
    words = [word for word in (kind, content) if word]
    width = sum(text_width(word, size_px) for word in words) + (len(words) - 1) * word_gap(size_px)
    return width + 2 * PADDING_PX, size_px + 2.0 * PADDING_PX


def word_gap(size_px: int) -> float:
    return 0.35 * size_px


def _summed_ink(small: PixelArray) -> npt.NDArray[np.int64]:
    """Table of sums, shape (height + 1, width + 1), of pixels that differ from the picture's background."""
    background = np.median(small[::4, ::4].reshape(-1, 3), axis=0)
    ink = np.abs(small.astype(np.int16) - background.astype(np.int16)).max(axis=2) > _INK_LEVELS
    summed = np.zeros((small.shape[0] + 1, small.shape[1] + 1), np.int64)
    summed[1:, 1:] = ink.cumsum(axis=0).cumsum(axis=1)
    return summed


def _smallness(box: Box, frame: Box) -> float:
    """Near 1 for a small box, near 0 for one as large as the frame: nobody minds a label on a number plane."""
    return max(0.0, 1.0 - box.area / frame.area)


def _leader(box: Box, label: Box) -> Leader | None:
    """A line from a label to the box it names, when they are apart."""
    if box.grown(_GAP_PX + 1).intersection(label) is not None:
        return None
    x = min(max((label.x_min + label.x_max) / 2, box.x_min), box.x_max)
    x_label = min(max(x, label.x_min), label.x_max)
    is_above = label.y_max <= box.y_min
    return (x_label, label.y_max if is_above else label.y_min), (x, box.y_min if is_above else box.y_max)


def _leader_cost(leader: Leader | None) -> float:
    if leader is None:
        return 0.0
    (x1, y1), (x2, y2) = leader
    return _LEADER_COST + _LEADER_COST_PER_PX * math.hypot(x2 - x1, y2 - y1)
