"""Boxes: float pixels, top-left origin, pixel edges (a whole 1920x1080 frame is 0, 0, 1920, 1080)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def extent(points: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Low and high corner of points of shape (n, d), n > 0.

    Turned round first: numpy goes along a few long rows many times as fast as along many short ones.
    """
    columns = points.T.copy()
    return columns.min(axis=1), columns.max(axis=1)


class Box(NamedTuple):
    """An axis-aligned rectangle in pixel edges; may reach outside the frame.

    A named tuple, because a frame's record makes hundreds: a frozen dataclass takes three times as long.
    """

    x_min: float
    y_min: float
    x_max: float
    y_max: float

    @classmethod
    def around(cls, points: FloatArray) -> Box | None:
        """Tight box of points of shape (n, 2), or None when there are none."""
        if len(points) == 0:
            return None
        low, high = extent(points)
        return cls(float(low[0]), float(low[1]), float(high[0]), float(high[1]))

    @property
    def width(self) -> float:
        return self.x_max - self.x_min

    @property
    def height(self) -> float:
        return self.y_max - self.y_min

    @property
    def area(self) -> float:
        return max(self.width, 0.0) * max(self.height, 0.0)

    @property
    def center(self) -> tuple[float, float]:
        return (self.x_min + self.x_max) / 2, (self.y_min + self.y_max) / 2

    def intersection(self, other: Box) -> Box | None:
        """The common rectangle, or None when the boxes share no area."""
        box = Box(
            max(self.x_min, other.x_min),
            max(self.y_min, other.y_min),
            min(self.x_max, other.x_max),
            min(self.y_max, other.y_max),
        )
        return box if box.width > 0 and box.height > 0 else None

    def in_frame(self, width_px: int, height_px: int) -> Box | None:
        """The part inside the picture, or None when all of it is outside."""
        return self.intersection(Box(0.0, 0.0, float(width_px), float(height_px)))

    def iou(self, other: Box) -> float:
        """Intersection over union; 0 for boxes that share no area."""
        common = self.intersection(other)
        if common is None:
            return 0.0
        return common.area / (self.area + other.area - common.area)

    def contains(self, other: Box, tolerance_px: float = 0.0) -> bool:
        return (
            self.x_min - tolerance_px <= other.x_min
            and self.y_min - tolerance_px <= other.y_min
            and self.x_max + tolerance_px >= other.x_max
            and self.y_max + tolerance_px >= other.y_max
        )

    def grown(self, margin_px: float) -> Box:
        return Box(
            self.x_min - margin_px,
            self.y_min - margin_px,
            self.x_max + margin_px,
            self.y_max + margin_px,
        )

    def as_list(self) -> list[float]:
        return [self.x_min, self.y_min, self.x_max, self.y_max]


def union(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box around all boxes that are not None, or None when there is none."""
    present = [box for box in boxes if box is not None]
    if not present:
        return None
    return Box(
        min(box.x_min for box in present),
        min(box.y_min for box in present),
        max(box.x_max for box in present),
        max(box.y_max for box in present),
    )
