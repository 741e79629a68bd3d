"""What is in a dataset, in numbers: types, sizes, positions, counts, company, occlusion."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from synthgen.core.annotation import FrameRecord, ObjectRecord
from synthgen.quality.overlap import box_overlaps, covered_share

COLUMNS, ROWS = 16, 9
"""Cells of the heat map of positions."""
SIZE_STEPS = 10
"""Steps of the heat map of box sizes: each halves the width or height, from the whole frame downwards."""
SHARE_BINS = 10
RESPECTS = {
    "objects over the types that occur": "types",
    "scenes over the types that occur": "types",
    "objects over the categories": "",
    "box centres over the frame": "positions",
    "boxes over widths": "sizes",
    "boxes over heights": "sizes",
    "frames over numbers of objects": "counts",
}
"""What evenness is measured of, and which word of `scene.balance` asks for it ("": none does)."""
_OBJECT_COUNTS = (0, 1, 2, 3, 5, 10, 20, 50, 100)
_MOST_COMPANIONS = 16


@dataclass(slots=True)
class Grid:
    """Counts in cells, row by row from the top."""

    columns: int
    rows: int
    cells: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cells = self.cells or [0] * (self.columns * self.rows)

    def add(self, column: int, row: int) -> None:
        column, row = min(max(column, 0), self.columns - 1), min(max(row, 0), self.rows - 1)
        self.cells[row * self.columns + column] += 1

    def row(self, index: int) -> list[int]:
        return self.cells[index * self.columns : (index + 1) * self.columns]


@dataclass(slots=True)
class Shares:
    """A histogram of numbers from 0 to 1 in equal bins. Zeros (nothing hidden) are counted apart: they are the most.
    `undefined` counts what has no value, `total` is the sum of all that has.
    """

    bins: list[int] = field(default_factory=lambda: [0] * SHARE_BINS)
    zeros: int = 0
    undefined: int = 0
    total: float = 0.0

    @property
    def mean(self) -> float | None:
        """Zeros included; None where nothing has a value."""
        counted = self.zeros + sum(self.bins)
        return self.total / counted if counted else None

    def add(self, value: float | None) -> None:
        if value is None:
            self.undefined += 1
        elif value <= 0:
            self.zeros += 1
        else:
            self.total += value
            self.bins[min(int(value * SHARE_BINS), SHARE_BINS - 1)] += 1


@dataclass(slots=True)
class Statistics:
    """Everything counted. `together` counts the frames in which two types (in alphabetical order) both occur,
    `overlap` objects by how much of their box lies in another's, `covered` frames by how much of them lies in boxes.
    """

    frames: int = 0
    objects: int = 0
    scenes: set[str] = field(default_factory=set)
    engines: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    category_of: dict[str, str] = field(default_factory=dict)
    frames_with: Counter[str] = field(default_factory=Counter)
    scenes_with: dict[str, set[str]] = field(default_factory=dict)
    together: Counter[tuple[str, str]] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    objects_per_frame: Counter[int] = field(default_factory=Counter)
    positions: Grid = field(default_factory=lambda: Grid(COLUMNS, ROWS))
    sizes: Grid = field(default_factory=lambda: Grid(SIZE_STEPS, SIZE_STEPS))
    occlusion: Shares = field(default_factory=Shares)
    truncation: Shares = field(default_factory=Shares)
    overlap: Shares = field(default_factory=Shares)
    covered: Shares = field(default_factory=Shares)

    def add(self, record: FrameRecord) -> None:
        self.frames += 1
        self.objects += len(record.objects)
        self.scenes.add(record.scene_id)
        self.engines[record.engine] += 1
        self.kinds[record.kind] += 1
        self.objects_per_frame[len(record.objects)] += 1
        for item in record.objects:
            self._add_object(record, item)
        for share in box_overlaps(record):
            self.overlap.add(share)
        self.covered.add(covered_share(record))
        present = sorted({item.type for item in record.objects})
        self.frames_with.update(present)
        self.together.update(combinations(present, 2))
        for name in present:
            self.scenes_with.setdefault(name, set()).add(record.scene_id)

    def _add_object(self, record: FrameRecord, item: ObjectRecord) -> None:
        self.types[item.type] += 1
        self.categories[item.category] += 1
        self.category_of[item.type] = item.category
        self.states[item.state] += 1
        self.occlusion.add(item.occlusion)
        self.truncation.add(item.truncation)
        box = item.bbox_in_frame
        if box is None:
            return
        width_px, height_px = record.resolution
        centre_x, centre_y = (box.x_min + box.x_max) / 2, (box.y_min + box.y_max) / 2
        self.positions.add(int(centre_x / width_px * COLUMNS), int(centre_y / height_px * ROWS))
        across = _halvings((item.bbox.x_max - item.bbox.x_min) / width_px)
        along = _halvings((item.bbox.y_max - item.bbox.y_min) / height_px)
        self.sizes.add(SIZE_STEPS - 1 - across, along)

    def object_count_bins(self) -> list[tuple[str, int]]:
        """Frames by how many objects they show: label and frames."""
        bins = []
        for low, high in zip(_OBJECT_COUNTS, (*_OBJECT_COUNTS[1:], math.inf), strict=True):
            label = f"{low}" if high == low + 1 else f"{low}+" if high == math.inf else f"{low}-{int(high) - 1}"
            bins.append((label, sum(n for count, n in self.objects_per_frame.items() if low <= count < high)))
        return bins

    def company(self) -> tuple[list[str], list[list[int]]]:
        """The types in most frames, and for each pair of them the frames that show both."""
        names = sorted(self.frames_with, key=lambda name: (-self.frames_with[name], name))[:_MOST_COMPANIONS]
        return names, [[self._both(a, b) for b in names] for a in names]

    def _both(self, a: str, b: str) -> int:
        return self.frames_with[a] if a == b else self.together[min(a, b), max(a, b)]


def gather(records: Iterable[FrameRecord]) -> Statistics:
    """Count what is in the frames."""
    statistics = Statistics()
    for record in records:
        statistics.add(record)
    return statistics


def evenness(counts: Iterable[int]) -> float | None:
    """How evenly things are spread: 1 all alike, 0 all in one place; None where there is nothing to spread.

    The entropy of the counts over that of equal ones.
    """
    numbers = list(counts)
    total = sum(numbers)
    if total == 0 or len(numbers) < 2:
        return None
    entropy = -sum(n / total * math.log(n / total) for n in numbers if n)
    return entropy / math.log(len(numbers))


def balance(statistics: Statistics) -> list[tuple[str, float | None]]:
    """How even the dataset is, from 0 to 1, in each respect: what is spread over what."""
    values = (
        evenness(statistics.types.values()),
        evenness(map(len, statistics.scenes_with.values())),
        evenness(statistics.categories.values()),
        evenness(statistics.positions.cells),
        evenness(map(sum, zip(*_rows(statistics.sizes), strict=True))),
        evenness(map(sum, _rows(statistics.sizes))),
        evenness(frames for _, frames in statistics.object_count_bins()),
    )
    return list(zip(RESPECTS, values, strict=True))


def as_numbers(statistics: Statistics, asked: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """All of it as plain data, for a file. `asked` is what the dataset was asked to be, if anybody did."""
    names, company = statistics.company()
    return {
        "frames": statistics.frames,
        "objects": statistics.objects,
        "scenes": len(statistics.scenes),
        "engines": dict(sorted(statistics.engines.items())),
        "kinds": dict(sorted(statistics.kinds.items())),
        "asked": dict(asked or {}),
        "evenness": {name: None if value is None else round(value, 4) for name, value in balance(statistics)},
        "categories": dict(sorted(statistics.categories.items())),
        "types": {
            name: {
                "category": statistics.category_of[name],
                "objects": count,
                "frames": statistics.frames_with[name],
                "scenes": len(statistics.scenes_with[name]),
            }
            for name, count in sorted(statistics.types.items())
        },
        "states": dict(sorted(statistics.states.items())),
        "objects_per_frame": {str(count): n for count, n in sorted(statistics.objects_per_frame.items())},
        "positions": _rows(statistics.positions),
        "box_sizes": {"smallest": f"1/{2 ** (SIZE_STEPS - 1)} of the frame or less", "cells": _rows(statistics.sizes)},
        "occlusion": _shares(statistics.occlusion),
        "truncation": _shares(statistics.truncation),
        "overlap": _shares(statistics.overlap),
        "covered": _shares(statistics.covered),
        "together": {"types": names, "frames": company},
    }


def _shares(shares: Shares) -> dict[str, Any]:
    mean = None if shares.mean is None else round(shares.mean, 4)
    return {"mean": mean, "none": shares.zeros, "tenths": shares.bins, "undefined": shares.undefined}


def _rows(grid: Grid) -> list[Sequence[int]]:
    return [grid.row(index) for index in range(grid.rows)]


def _halvings(share: float) -> int:
    """How often the frame's length must be halved to come to a share of it: 0 for half of it and more."""
    return SIZE_STEPS - 1 if share <= 0 else min(max(int(-math.log2(share)), 0), SIZE_STEPS - 1)
