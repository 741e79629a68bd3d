"""The patches a vision transformer cuts its input into: where they lie, how they are numbered, what falls into them.

A patch has the flat index t * H * W + y * W + x (row-major), as the published JEPA training loops number them. The
input is what a model sees: a picture brought to a fixed size by a `Fit`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from synthgen.core.geometry import Box, FloatArray

IndexArray = npt.NDArray[np.int64]


class Fit(StrEnum):
    """How a picture of another shape fills the input: all of it distorted, its centre, or all of it between bars."""

    STRETCH = "stretch"
    CROP = "crop"
    PAD = "pad"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchGrid:
    """The patches of an input of `frames` pictures; `tubelet` of them in time make one patch.

    `time`, `height` and `width` count patches. Only whole patches count: a rest at the right or lower edge has none.
    """

    width_px: int
    height_px: int
    patch_px: int
    frames: int = 1
    tubelet: int = 1

    @property
    def time(self) -> int:
        return self.frames // self.tubelet

    @property
    def height(self) -> int:
        return self.height_px // self.patch_px

    @property
    def width(self) -> int:
        return self.width_px // self.patch_px

    @property
    def size(self) -> int:
        """How many patches there are."""
        return self.time * self.height * self.width


@dataclass(frozen=True, slots=True)
class Block:
    """A box of patches: from `t`, `y`, `x` on, `time` x `height` x `width` of them."""

    t: int
    y: int
    x: int
    time: int
    height: int
    width: int

    def cells(self, grid: PatchGrid) -> npt.NDArray[np.bool_]:
        """Which patches are in it: (time, height, width) of the grid."""
        inside = np.zeros((grid.time, grid.height, grid.width), np.bool_)
        inside[self.t : self.t + self.time, self.y : self.y + self.height, self.x : self.x + self.width] = True
        return inside


def flat_indices(cells: npt.NDArray[np.bool_]) -> IndexArray:
    """The flat indices, in ascending order, of the patches that are set in (time, height, width)."""
    return np.flatnonzero(cells).astype(np.int64)


@dataclass(frozen=True, slots=True)
class View:
    """The way from a picture to the input: input = picture * scale + offset, for x and y (px)."""

    scale_x: float
    scale_y: float
    offset_x_px: float
    offset_y_px: float

    @classmethod
    def of(cls, picture_size: tuple[int, int], grid: PatchGrid, fit: Fit) -> View:
        """How a picture of (width, height) comes to fill the input."""
        scale_x, scale_y = grid.width_px / picture_size[0], grid.height_px / picture_size[1]
        if fit is not Fit.STRETCH:
            scale_x = scale_y = max(scale_x, scale_y) if fit is Fit.CROP else min(scale_x, scale_y)
        return cls(
            scale_x,
            scale_y,
            (grid.width_px - picture_size[0] * scale_x) / 2,
            (grid.height_px - picture_size[1] * scale_y) / 2,
        )

    def box(self, box: Box) -> Box:
        """A box of the picture, in pixels of the input."""
        return Box(
            box.x_min * self.scale_x + self.offset_x_px,
            box.y_min * self.scale_y + self.offset_y_px,
            box.x_max * self.scale_x + self.offset_x_px,
            box.y_max * self.scale_y + self.offset_y_px,
        )

    def borders(self, grid: PatchGrid) -> tuple[FloatArray, FloatArray]:
        """Where the patches' borders lie in the picture, in its pixels: x (width + 1,) and y (height + 1,)."""
        x: FloatArray = np.arange(grid.width + 1, dtype=np.float64) * grid.patch_px
        y: FloatArray = np.arange(grid.height + 1, dtype=np.float64) * grid.patch_px
        return (x - self.offset_x_px) / self.scale_x, (y - self.offset_y_px) / self.scale_y


def sums_between(values: npt.NDArray[np.uint8] | FloatArray, borders: FloatArray) -> FloatArray:
    """Sums of the rows of `values` (n, m) over the stretches between borders (k + 1,), positions in 0..n: (k, m).

    A border may cut a row in two; a row that lies beyond the borders counts nowhere.
    """
    count = len(values)
    totals = np.zeros((count + 1, values.shape[1]))
    np.cumsum(values, axis=0, out=totals[1:])
    inside = np.clip(borders, 0, count)
    rows = np.minimum(inside.astype(np.int64), count - 1)
    at_borders = totals[rows] + (inside - rows)[:, None] * (totals[rows + 1] - totals[rows])
    sums: FloatArray = np.diff(at_borders, axis=0)
    return sums


def overlaps(low: float, high: float, borders: FloatArray) -> FloatArray:
    """How much of the stretch from `low` to `high` lies between each two neighbouring borders: (len(borders) - 1,)."""
    lengths: FloatArray = np.diff(np.clip(borders, low, high))
    return lengths
