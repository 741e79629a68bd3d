"""How many patches high and wide a block is, given the share of the patches it covers and its aspect."""

from __future__ import annotations

import functools
import math

import numpy as np
import numpy.typing as npt

from synthgen.core.geometry import FloatArray
from synthgen.core.patches import PatchGrid
from synthgen.variants.masks.specs import Range

_ROUNDING = 1e-9


def drawn(range_: Range, rng: np.random.Generator) -> float:
    return float(rng.uniform(range_.low, range_.high))


def block_size(grid: PatchGrid, scale: Range, aspect: Range, rng: np.random.Generator) -> tuple[int, int]:
    """The (height, width) in patches of a block whose share and aspect (height / width) are drawn independently.

    The exact sides sqrt(share * H * W * aspect) and sqrt(share * H * W / aspect) are no whole numbers: of the sizes
    whose own share and aspect are within the ranges the nearest is taken, and where there are none, the rounded one.
    """
    area = drawn(scale, rng) * grid.height * grid.width
    ratio = drawn(aspect, rng)
    height, width = math.sqrt(area * ratio), math.sqrt(area / ratio)
    sizes = _sizes_within(grid.height, grid.width, scale, aspect)
    if len(sizes) == 0:
        return _within(round(height), grid.height), _within(round(width), grid.width)
    nearest = np.abs(sizes - (height, width)).sum(axis=1).argmin()
    return int(sizes[nearest, 0]), int(sizes[nearest, 1])


@functools.cache
def _sizes_within(height: int, width: int, scale: Range, aspect: Range) -> npt.NDArray[np.int64]:
    """The sizes (n, 2) of blocks in a grid that meet both ranges; none for a scale of one value, as V-JEPA has.

    (By chance one size may have just that value; always to take that one would leave the aspect without effect.)
    """
    if scale.low == scale.high:
        return np.empty((0, 2), np.int64)
    sizes = np.stack(np.meshgrid(range(1, height + 1), range(1, width + 1), indexing="ij"), axis=-1).reshape(-1, 2)
    shares, ratios = sizes.prod(axis=1) / (height * width), sizes[:, 0] / sizes[:, 1]
    return sizes[_in(shares, scale) & _in(ratios, aspect)]


def _in(values: FloatArray, range_: Range) -> npt.NDArray[np.bool_]:
    return (values >= range_.low - _ROUNDING) & (values <= range_.high + _ROUNDING)


def whole_frame_block_size(grid: PatchGrid, scale: Range, rng: np.random.Generator) -> tuple[int, int]:
    """The (height, width) of a block of the grid's own shape, as near as whole patches allow: aspect 1 on a square
    grid, as I-JEPA's context has it."""
    side = math.sqrt(drawn(scale, rng))
    return _within(round(side * grid.height), grid.height), _within(round(side * grid.width), grid.width)


def correlated_block_size(grid: PatchGrid, scale: Range, aspect: Range, rng: np.random.Generator) -> tuple[int, int]:
    """As the published I-JEPA sampler has it: one random number decides share and aspect, and a block is always
    smaller than the grid in both directions."""
    number = float(rng.random())
    area = int((scale.low + number * (scale.high - scale.low)) * grid.height * grid.width)
    ratio = aspect.low + number * (aspect.high - aspect.low)
    height, width = round(math.sqrt(area * ratio)), round(math.sqrt(area / ratio))
    return _within(height, grid.height - 1), _within(width, grid.width - 1)


def _within(count: int, most: int) -> int:
    return max(1, min(count, most))
