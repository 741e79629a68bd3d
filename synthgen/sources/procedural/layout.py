"""Finding a place in the frame for every part of a scene: rows and columns of cells, and a part in each cell.

Scene units: the frame is 8 high and 16/9 times as wide, its centre the origin, y up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

FRAME_WIDTH, FRAME_HEIGHT = 128 / 9, 8.0
_WIDE_GAP, _NARROW_GAP = 0.9, 0.2
_WIDE_MARGIN, _NARROW_MARGIN = 0.55, 0.2
# Part of the room a cell leaves that a part may wander in: to the very edge looks like an accident.
_WANDER = 0.6

# How far from its least size towards the most that fits a part is at the smallest wish.
_LEAST_FILL = 0.3


@dataclass(frozen=True, slots=True)
class Part:
    """Something to place: the least and the most width and height it can take, in scene units.

    A part with `scales` keeps its ratio: the two go from the least to the most together (text, formulas, figures).
    One without (a plot) takes any width and height within its bounds. A `centred` part stays in the middle of its cell.
    """

    widths: tuple[float, float]
    heights: tuple[float, float]
    scales: tuple[float, float] | None = None
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part goes: its centre and size in scene units, and the scale that gives that size."""

    x: float
    y: float
    width: float
    height: float
    scale: float = 1.0

    @property
    def left(self) -> float:
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y - self.height / 2

    @property
    def top(self) -> float:
        return self.y + self.height / 2

    def touches(self, other: Place) -> bool:
        return (
            2 * abs(self.x - other.x) < self.width + other.width
            and 2 * abs(self.y - other.y) < self.height + other.height
        )

    def shared(self, other: Place) -> float:
        """The area two places share."""
        across = min(self.right, other.right) - max(self.left, other.left)
        along = min(self.top, other.top) - max(self.bottom, other.bottom)
        return max(across, 0.0) * max(along, 0.0)

    def resized(self, factor: float) -> Place:
        return replace(self, width=self.width * factor, height=self.height * factor, scale=self.scale * factor)

    def within(self, frame: Place) -> Place:
        """Moved into the frame, as far as it fits there."""
        x = min(max(self.x, frame.left + self.width / 2), frame.right - self.width / 2)
        y = min(max(self.y, frame.bottom + self.height / 2), frame.top - self.height / 2)
        return replace(self, x=x if self.width <= frame.width else 0.0, y=y if self.height <= frame.height else 0.0)


FRAME = Place(0.0, 0.0, FRAME_WIDTH, FRAME_HEIGHT)


@dataclass(frozen=True, slots=True)
class Cells:
    """A row or column of parts (by name) and further rows and columns."""

    way: Literal["row", "column"]
    inside: tuple[str | Cells, ...]

    def names(self) -> Iterator[str]:
        for item in self.inside:
            if isinstance(item, str):
                yield item
            else:
                yield from item.names()


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a scene is to be filled. All from 0 to 1: `crowding` narrows gaps and margins and enlarges parts,
    `overlap` is how far parts are pushed over their neighbours, `sizes` and `positions` (by part) choose among
    what fits: 0.5 is the middle. `mirrored` swaps the sides of rows.
    """

    crowding: float
    overlap: float
    sizes: Mapping[str, float]
    positions: Mapping[str, tuple[float, float]]
    mirrored: bool = False


def solve(cells: Cells, parts: Mapping[str, Part], wishes: Wishes) -> dict[str, Place]:
    """A place for every part, all within the frame; no two overlap when `wishes.overlap` is 0.

    Parts that do not fit at their smallest are made smaller still.
    """
    margin = _between(_WIDE_MARGIN, _NARROW_MARGIN, wishes.crowding)
    frame = Place(0.0, 0.0, FRAME_WIDTH - 2 * margin, FRAME_HEIGHT - 2 * margin)
    solver = _Solver(parts, wishes, _between(_WIDE_GAP, _NARROW_GAP, wishes.crowding))
    solver.place(cells, frame)
    return _pushed_together(solver.places, frame, wishes.overlap)


class _Solver:
    def __init__(self, parts: Mapping[str, Part], wishes: Wishes, gap: float) -> None:
        self.places: dict[str, Place] = {}
        self._parts = parts
        self._wishes = wishes
        self._gap = gap

    def place(self, item: str | Cells, cell: Place) -> None:
        if isinstance(item, str):
            self.places[item] = self._in_cell(item, cell)
            return
        inside = item.inside
        if item.way == "row" and self._wishes.mirrored:
            inside = inside[::-1]
        along = cell.width if item.way == "row" else cell.height
        lengths = self._lengths(inside, item.way, along)
        gap = (along - sum(lengths)) / max(len(inside) - 1, 1) if len(inside) > 1 else 0.0
        start = cell.left if item.way == "row" else cell.top
        for each, length in zip(inside, lengths, strict=True):
            if item.way == "row":
                self.place(each, Place(start + length / 2, cell.y, length, cell.height))
                start += length + gap
            else:
                self.place(each, Place(cell.x, start - length / 2, cell.width, length))
                start -= length + gap

    def _lengths(self, inside: Sequence[str | Cells], way: str, along: float) -> list[float]:
        """How `along` is shared out: everybody's least, then as much more for all as there is room for."""
        room = along - self._gap * (len(inside) - 1)
        ranges = [self._range(item, way) for item in inside]
        least, most = sum(low for low, _ in ranges), sum(high for _, high in ranges)
        if least > room:
            return [low * room / least for low, _ in ranges]
        if most <= room:
            # What nobody needs goes to all alike, as room to wander in.
            return [high + (room - most) / len(ranges) for _, high in ranges]
        share = (room - least) / (most - least)
        return [low + share * (high - low) for low, high in ranges]

    def _range(self, item: str | Cells, way: str) -> tuple[float, float]:
        """The least and the most room an item can use in a direction."""
        if isinstance(item, str):
            part = self._parts[item]
            return part.widths if way == "row" else part.heights
        ranges = [self._range(each, way) for each in item.inside]
        if item.way == way:
            gaps = self._gap * (len(ranges) - 1)
            return sum(low for low, _ in ranges) + gaps, sum(high for _, high in ranges) + gaps
        return max(low for low, _ in ranges), max(high for _, high in ranges)

    def _in_cell(self, name: str, cell: Place) -> Place:
        part = self._parts[name]
        wished = _between(_LEAST_FILL, 1.0, self._wishes.sizes[name])
        fill = _between(wished, 1.0, max(self._wishes.crowding - 0.5, 0.0))
        scale = 1.0
        if part.scales is None:
            width = _chosen(part.widths[0], min(part.widths[1], cell.width), fill)
            height = _chosen(part.heights[0], min(part.heights[1], cell.height), fill)
        else:
            low, high = part.scales
            width_at_1, height_at_1 = part.widths[1] / high, part.heights[1] / high
            scale = _chosen(low, min(high, cell.width / width_at_1, cell.height / height_at_1), fill)
            width, height = width_at_1 * scale, height_at_1 * scale
        across, along = (0.5, 0.5) if part.centred else self._wishes.positions[name]
        x = cell.x + (2 * across - 1) * _WANDER * (cell.width - width) / 2
        y = cell.y + (2 * along - 1) * _WANDER * (cell.height - height) / 2
        return Place(x, y, width, height, scale)


def _pushed_together(places: dict[str, Place], frame: Place, overlap: float) -> dict[str, Place]:
    """Every second part moved over its nearest neighbour, until about the share `overlap` of its length is on it."""
    if overlap <= 0:
        return places
    names = list(places)
    result = dict(places)
    for name in names[1::2]:
        others = [result[other] for other in names if other != name]
        result[name] = _over(result[name], min(others, key=lambda other: _distance(result[name], other)), overlap)
    return {name: place.within(frame) for name, place in result.items()}


def _distance(a: Place, b: Place) -> float:
    """Of two places' edges; below 0 when they overlap."""
    across = abs(a.x - b.x) - (a.width + b.width) / 2
    along = abs(a.y - b.y) - (a.height + b.height) / 2
    return max(across, along)


def _over(place: Place, other: Place, overlap: float) -> Place:
    across = abs(place.x - other.x) - (place.width + other.width) / 2
    along = abs(place.y - other.y) - (place.height + other.height) / 2
    x, y = place.x, place.y
    if across >= along:
        step = max(across, 0.0) + overlap * min(place.width, other.width)
        x += step if other.x > x else -step
    else:
        step = max(along, 0.0) + overlap * min(place.height, other.height)
        y += step if other.y > y else -step
    if across >= along and along > 0:
        y = other.y + (1 if y > other.y else -1) * (other.height / 2)
    if along > across and across > 0:
        x = other.x + (1 if x > other.x else -1) * (other.width / 2)
    return replace(place, x=x, y=y)


def _chosen(low: float, high: float, share: float) -> float:
    """Between low and high, or high where that is less than low: what fits comes first."""
    return high if high <= low else low + share * (high - low)


def _between(at_zero: float, at_one: float, share: float) -> float:
    return at_zero + (at_one - at_zero) * share
