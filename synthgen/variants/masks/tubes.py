"""V-JEPA's masks (Bardes et al. 2024, section 3.2): the union of blocks that last the whole clip is to be predicted
from all the rest."""

from __future__ import annotations

import numpy as np

from synthgen.core.pair import MaskSet
from synthgen.core.patches import flat_indices
from synthgen.errors import UsageError
from synthgen.variants.masks.blocks import placed, union
from synthgen.variants.masks.sizes import block_size
from synthgen.variants.masks.specs import Compat, Tubes, VJepaSpec

_TRIES = 200


def tubes(spec: VJepaSpec, seed: int, size_seed: int | None = None) -> tuple[MaskSet, ...]:
    """One mask set for each of `spec.sets`. Raises UsageError when the grid leaves too little context.

    `size_seed` decides the sizes of blocks apart from their places; `exact` batches share it.
    """
    return tuple(
        _divided(spec, wanted, [seed, number], [seed if size_seed is None else size_seed, number])
        for number, wanted in enumerate(spec.sets)
    )


def _divided(spec: VJepaSpec, wanted: Tubes, seed: list[int], size_seed: list[int]) -> MaskSet:
    grid = spec.grid
    rng, size_rng = np.random.default_rng([*seed, 0]), np.random.default_rng([*size_seed, 1])
    for _ in range(_TRIES):
        count = 1 if spec.compat is Compat.EXACT else wanted.blocks
        sizes = [block_size(grid, wanted.scale, spec.aspect, size_rng) for _ in range(count)]
        blocks = [placed(sizes[number % count], grid, rng) for number in range(wanted.blocks)]
        hidden = union(blocks, grid)
        context, target = flat_indices(~hidden), flat_indices(hidden)
        if len(context) > spec.min_keep:
            return MaskSet(
                name=wanted.name,
                context=tuple(context.tolist()),
                targets=(tuple(target.tolist()),),
                target_blocks=tuple(blocks),
            )
    raise UsageError(
        f"no V-JEPA mask `{wanted.name}` leaves more than {spec.min_keep} patches of context on a grid of "
        f"{grid.time}x{grid.height}x{grid.width}",
        "use smaller patches (masks.patch_px), a larger input (masks.width_px, masks.height_px) or a lower "
        "masks.min_keep",
    )
