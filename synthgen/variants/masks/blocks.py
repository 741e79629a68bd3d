"""Putting blocks of patches into a grid."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from synthgen.core.patches import Block, PatchGrid

Cells = npt.NDArray[np.bool_]


def placed(size: tuple[int, int], grid: PatchGrid, rng: np.random.Generator, unreached: int = 0) -> Block:
    """A block of (height, width) through all of time, every place in the grid equally likely.

    `unreached` of the last rows and columns stay out of reach.
    """
    height, width = size
    y = int(rng.integers(0, grid.height - height - unreached, endpoint=True))
    x = int(rng.integers(0, grid.width - width - unreached, endpoint=True))
    return Block(0, y, x, grid.time, height, width)


def union(blocks: Iterable[Block], grid: PatchGrid) -> Cells:
    """Which patches are in any of the blocks: (time, height, width)."""
    cells = np.zeros((grid.time, grid.height, grid.width), np.bool_)
    for block in blocks:
        cells |= block.cells(grid)
    return cells
