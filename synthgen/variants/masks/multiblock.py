"""I-JEPA's masks (Assran et al. 2023, section 3): some target blocks, and one large context block minus these."""

from __future__ import annotations

import numpy as np

from synthgen.core.pair import MaskSet
from synthgen.core.patches import PatchGrid, flat_indices
from synthgen.errors import UsageError
from synthgen.variants.masks.blocks import placed, union
from synthgen.variants.masks.sizes import block_size, correlated_block_size, whole_frame_block_size
from synthgen.variants.masks.specs import Compat, IJepaSpec, Range

_TRIES = 200
_UNREACHED = {Compat.PAPER: 0, Compat.EXACT: 1}
"""How many of the last rows and columns no block reaches: the published sampler leaves out the last place."""


def multiblock(spec: IJepaSpec, seed: int, size_seed: int | None = None) -> tuple[MaskSet, ...]:
    """One mask set with `spec.targets` targets. Raises UsageError when the grid is too small for `min_keep`.

    `size_seed` decides the blocks' sizes apart from their places; `exact` batches share it. One draw of sizes and
    places may leave too little context: then all is drawn again.
    """
    grid = spec.grid
    rng = np.random.default_rng(seed)
    size_rng = np.random.default_rng([seed if size_seed is None else size_seed, 1])
    for _ in range(_TRIES):
        target_sizes, context_size = _sizes(spec, grid, size_rng)
        targets = [placed(size, grid, rng, _UNREACHED[spec.compat]) for size in target_sizes]
        context_block = placed(context_size, grid, rng, _UNREACHED[spec.compat])
        context = context_block.cells(grid) & ~union(targets, grid)
        kept = [flat_indices(cells) for cells in (context, *(block.cells(grid) for block in targets))]
        if min(map(len, kept)) > spec.min_keep:
            context_indices, *target_indices = (tuple(part.tolist()) for part in kept)
            return (
                MaskSet(
                    name="multiblock",
                    context=context_indices,
                    targets=tuple(target_indices),
                    context_block=context_block,
                    target_blocks=tuple(targets),
                ),
            )
        if size_seed is not None:
            size_rng = np.random.default_rng([size_seed, 1])
    raise UsageError(
        f"no I-JEPA masks with more than {spec.min_keep} patches each on a grid of {grid.height}x{grid.width}",
        "use smaller patches (masks.patch_px), a larger input (masks.width_px, masks.height_px) or a lower "
        "masks.min_keep",
    )


def _sizes(spec: IJepaSpec, grid: PatchGrid, rng: np.random.Generator) -> tuple[list[tuple[int, int]], tuple[int, int]]:
    """The sizes of the targets, each drawn for itself (`exact`: one for all), and of the context."""
    if spec.compat is Compat.EXACT:
        target = correlated_block_size(grid, spec.target_scale, spec.target_aspect, rng)
        return [target] * spec.targets, correlated_block_size(grid, spec.context_scale, Range(1.0, 1.0), rng)
    sizes = [block_size(grid, spec.target_scale, spec.target_aspect, rng) for _ in range(spec.targets)]
    return sizes, whole_frame_block_size(grid, spec.context_scale, rng)
