"""Where boxes and labels go on a small picture of a frame: legible, not over each other, and off what they name.

All coordinates are pixels of the small picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from synthgen.core.annotation import FrameRecord, ObjectRecord
from synthgen.core.geometry import Box, FloatArray
from synthgen.core.snapshot import PixelArray
from synthgen.quality.preview_text import short_content, text_width

LABEL_SIZE_PX = 12
PART_LABEL_SIZE_PX = 10
PADDING_PX = 3
"""Left and right of a label's words; above and below there is less."""

_LINE_PADDING_PX = 1.5
_GAP_PX = 2
_INK_LEVELS = 48
"""A pixel this far from the background colour (0..255) shows something."""
_INK_COST = 12.0
_BOX_COST = 1.0
_TOUCH_COST = 0.25
_INSIDE_COST = 0.3
_STEP_COST = 0.02
_LEADER_COST = 0.7
_LEADER_COST_PER_PX = 0.015
_CONTENT_LENGTHS = {28: 0.0, 20: 0.12, 14: 0.25, 7: 0.45, 0: 0.7}
"""How much of the content a label may show, in characters, and what it costs to show no more."""
_PART_CONTENT_LENGTH = 12
_MOST_LABELS = 200
"""More do not fit; of a frame with a thousand objects the larger ones are tried."""
_LIMIT = 3.0
"""A label that costs more than this would hide more than it tells."""
_MINOR_LIMIT = 0.9
"""The same for a part, and for an object that only says it is another of its type: its colour says so, too."""


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
    whole = _smallest_first(box for box in boxes if not box.is_part)
    parts = _smallest_first(box for box in boxes if box.is_part)
    # A small object has less choice of where its label goes, a large one always has room inside.
    labels = [label for box in whole[-_MOST_LABELS:] if (label := board.place(box)) is not None]
    unlabelled = len(whole) - len(labels)
    labels += [label for box in parts[-_MOST_LABELS:] if (label := board.place_part(box)) is not None]
    return FrameLayout(width, height, tuple(boxes), tuple(labels), unlabelled)


def _smallest_first(boxes: Iterable[PlacedBox]) -> list[PlacedBox]:
    return sorted(boxes, key=lambda placed: placed.box.area)


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
        self._ink = _summed_ink(small)
        self._boxes = [box for box in boxes if not box.is_part]
        self._rows = _as_rows([box.box for box in self._boxes])
        # Near 1 for a small box, 0 for one as large as the frame: nobody minds a label on a number plane.
        self._smallness = np.maximum(0.0, 1.0 - _areas(self._rows) / (self._width * self._height))
        self._taken: list[Box] = []
        self._named: set[str] = set()

    def place(self, placed: PlacedBox) -> PlacedLabel | None:
        """The best free place for an object's label, with as much of its content as there is room for."""
        contents = {short_content(placed.item, length): cost for length, cost in reversed(_CONTENT_LENGTHS.items())}
        options = [
            self._best(placed, placed.item.type, content, LABEL_SIZE_PX, cost) for content, cost in contents.items()
        ]
        is_news = placed.item.type not in self._named or short_content(placed.item, 1)
        self._named.add(placed.item.type)
        return self._take(options, _LIMIT if is_news else _MINOR_LIMIT)

    def place_part(self, placed: PlacedBox) -> PlacedLabel | None:
        """A place for the label of a part, right beside it, if one is free that hides next to nothing."""
        content = short_content(placed.item, _PART_CONTENT_LENGTH)
        kind = "" if content else placed.item.type
        return self._take([self._best(placed, kind, content, PART_LABEL_SIZE_PX, 0.0)], _MINOR_LIMIT)

    def _take(self, options: Sequence[tuple[float, PlacedLabel] | None], limit: float) -> PlacedLabel | None:
        """The cheapest option below the limit, whose place is then taken."""
        possible = [option for option in options if option is not None and option[0] < limit]
        if not possible:
            return None
        label = min(possible, key=lambda option: option[0])[1]
        self._taken.append(label.box)
        return label

    def _best(
        self, placed: PlacedBox, kind: str, content: str, size_px: int, base_cost: float
    ) -> tuple[float, PlacedLabel] | None:
        """The cheapest free place for a label with these words, and what it costs."""
        places = self._places(placed.box, *label_size(kind, content, size_px))
        costs = base_cost + _STEP_COST * np.arange(len(places)) + _leader_costs(placed.box, places)
        costs += _INK_COST * self._ink_shares(places) + self._box_costs(places, placed)
        costs[~self._are_free(places)] = np.inf
        rank = int(costs.argmin())
        if not np.isfinite(costs[rank]):
            return None
        box = Box(*places[rank].tolist())
        return float(costs[rank]), PlacedLabel(placed.item, box, kind, content, size_px, _leader(placed.box, box))

    def _places(self, box: Box, width: float, height: float) -> FloatArray:
        """Where a label of this size may go, shape (n, 4): along the edges, inside the corners, further off."""
        x_min, y_min, x_max, y_max = (box.in_frame(self._width, self._height) or box).as_list()
        rightmost = self._width - width
        left, right = min(x_min, rightmost), min(max(x_max - width, 0.0), rightmost)
        middle = min(max((x_min + x_max - width) / 2, 0.0), rightmost)
        top, bottom = y_min, y_max - height
        above, below = y_min - height - _GAP_PX, y_max + _GAP_PX
        corners = [(x, y) for x in (left, right, middle) for y in (above, below)]
        corners += [
            (x, y) for x in (x_max + _GAP_PX, x_min - width - _GAP_PX) for y in (top, (top + bottom) / 2, bottom)
        ]
        corners += [(x, y) for y in (top + _GAP_PX, bottom - _GAP_PX) for x in (left + _GAP_PX, right - _GAP_PX)]
        for step in (1.1, 2.2, 3.3, 4.4):
            corners += [(x, y) for y in (above - step * height, below + step * height) for x in (left, right)]
        low = np.array(corners)
        return np.hstack([low, low + np.array([width, height])])

    def _are_free(self, places: FloatArray) -> npt.NDArray[np.bool_]:
        inside = (places[:, :2] >= 0).all(axis=1) & (places[:, 2:] <= (self._width, self._height)).all(axis=1)
        return np.asarray(inside & (_common_areas(places, _as_rows(self._taken)).sum(axis=1) == 0))

    def _box_costs(self, places: FloatArray, placed: PlacedBox) -> FloatArray:
        """What labels would hide of other objects' boxes, and (which is cheaper) of the object they name."""
        shares = _common_areas(places, self._rows) / _areas(places)[:, None]
        is_other = np.array([other.item is not placed.item for other in self._boxes], bool)
        others = (_TOUCH_COST * (shares > 0) + _BOX_COST * shares) * self._smallness
        costs: FloatArray = np.where(is_other, others, _INSIDE_COST * shares).sum(axis=1)
        return costs

    def _ink_shares(self, places: FloatArray) -> FloatArray:
        """The share of each place's pixels that show something."""
        limits = (self._width, self._height)
        x_min, y_min = np.clip(np.floor(places[:, :2]), 0, limits).astype(int).T
        x_max, y_max = np.clip(np.ceil(places[:, 2:]), 0, limits).astype(int).T
        ink = self._ink
        found = ink[y_max, x_max] - ink[y_min, x_max] - ink[y_max, x_min] + ink[y_min, x_min]
        shares: FloatArray = found / np.maximum(1, (x_max - x_min) * (y_max - y_min))
        return shares


def label_size(kind: str, content: str, size_px: int) -> tuple[float, float]:
    """Width and height of a label with these words, its padding included."""
    words = [word for word in (kind, content) if word]
    width = sum(text_width(word, size_px) for word in words) + (len(words) - 1) * word_gap(size_px)
    return width + 2 * PADDING_PX, size_px + 2 * _LINE_PADDING_PX


def word_gap(size_px: int) -> float:
    return 0.35 * size_px


def _summed_ink(small: PixelArray) -> npt.NDArray[np.int64]:
    """Table of sums, shape (height + 1, width + 1), of pixels that differ from the picture's background."""
    background = np.median(small[::4, ::4].reshape(-1, 3), axis=0)
    ink = np.abs(small.astype(np.int16) - background.astype(np.int16)).max(axis=2) > _INK_LEVELS
    summed = np.zeros((small.shape[0] + 1, small.shape[1] + 1), np.int64)
    summed[1:, 1:] = ink.cumsum(axis=0).cumsum(axis=1)
    return summed


def _as_rows(boxes: Sequence[Box]) -> FloatArray:
    """Boxes as an array of shape (n, 4)."""
    return np.array([box.as_list() for box in boxes]).reshape(-1, 4)


def _areas(rows: FloatArray) -> FloatArray:
    sides = rows[:, 2:] - rows[:, :2]
    return np.asarray(sides[:, 0] * sides[:, 1])


def _common_areas(rows: FloatArray, others: FloatArray) -> FloatArray:
    """The area that each of `rows` (n, 4) shares with each of `others` (m, 4), shape (n, m)."""
    low = np.maximum(rows[:, None, :2], others[None, :, :2])
    high = np.minimum(rows[:, None, 2:], others[None, :, 2:])
    return np.asarray(np.prod(np.maximum(high - low, 0.0), axis=2))


def _leader(box: Box, label: Box) -> Leader | None:
    """A line from a label to the box it names, when they are apart."""
    if box.grown(_GAP_PX + 1).intersection(label) is not None:
        return None
    x = min(max((label.x_min + label.x_max) / 2, box.x_min), box.x_max)
    x_label = min(max(x, label.x_min), label.x_max)
    is_above = label.y_max <= box.y_min
    return (x_label, label.y_max if is_above else label.y_min), (x, box.y_min if is_above else box.y_max)


def _leader_costs(box: Box, places: FloatArray) -> FloatArray:
    """What it costs that a label stands off its object, by how far."""
    low, high = np.array([box.x_min, box.y_min]), np.array([box.x_max, box.y_max])
    apart = np.maximum(np.maximum(places[:, :2] - high, low - places[:, 2:]), 0.0)
    distance_px = np.hypot(apart[:, 0], apart[:, 1])
    return np.where(distance_px > _GAP_PX + 1, _LEADER_COST + _LEADER_COST_PER_PX * distance_px, 0.0)
