"""Lettering and shapes together: what lies within a line that was read is no shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from synthgen.calibration.detecting.ink import Pixels
from synthgen.calibration.detecting.looking import PictureDetector, Sightings, seen
from synthgen.calibration.types import Floats

_MOST_READ = 0.5


@dataclass(frozen=True, slots=True)
class Fusion:
    """All that `reader` sees, and of `shapes` what is not mostly covered by that."""

    reader: PictureDetector
    shapes: PictureDetector

    @property
    def classes(self) -> tuple[str, ...]:
        return (*self.reader.classes, *self.shapes.classes)

    @property
    def identity(self) -> str:
        return f"{self.reader.identity} + {self.shapes.identity}"

    def look(self, pictures: Sequence[Pixels]) -> list[Sightings]:
        both = zip(self.reader.look(pictures), self.shapes.look(pictures), strict=True)
        return [_together(read, shapes) for read, shapes in both]


def _together(read: Sightings, shapes: Sightings) -> Sightings:
    free = _covered(shapes.box, read.box) <= _MOST_READ
    rows = list(zip(shapes.box.tolist(), shapes.label, shapes.score.tolist(), shapes.text, strict=True))
    kept = [row for row, keep in zip(rows, free, strict=True) if keep]
    return seen([*zip(read.box.tolist(), read.label, read.score.tolist(), read.text, strict=True), *kept])


def _covered(box: Floats, by: Floats) -> Floats:
    """The largest share of each box (n, 4) that lies within one of `by` (m, 4)."""
    low, high = np.maximum(box[:, None, :2], by[None, :, :2]), np.minimum(box[:, None, 2:], by[None, :, 2:])
    shared = np.clip(high - low, 0, None).prod(axis=2)
    area = np.maximum(np.prod(box[:, 2:] - box[:, :2], axis=1), 1e-9)
    covered: Floats = (shared / area[:, None]).max(axis=1, initial=0)
    return covered
