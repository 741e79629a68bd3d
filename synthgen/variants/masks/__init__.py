"""JEPA masks: which patches of an input are context and which are to be predicted from it. One strategy a file."""

from __future__ import annotations

from collections.abc import Sequence

from synthgen.core.annotation import FrameRecord
from synthgen.core.pair import MaskSet, Pair
from synthgen.core.patches import View
from synthgen.core.rng import derive_seed
from synthgen.variants.masks.hidden import hidden_objects
from synthgen.variants.masks.multiblock import multiblock
from synthgen.variants.masks.shares import layout
from synthgen.variants.masks.specs import Compat, IJepaSpec, MaskSpec, ObjectSpec, VJepaSpec
from synthgen.variants.masks.tubes import tubes

__all__ = ["Compat", "IJepaSpec", "MaskSpec", "ObjectSpec", "VJepaSpec", "draw_masks", "make_pair"]


def draw_masks(
    spec: MaskSpec, records: Sequence[FrameRecord], seed: int, size_seed: int | None = None
) -> tuple[MaskSet, ...]:
    """The mask sets of one input made of these pictures; none where the layout does not allow any.

    Raises UsageError when the grid is too small for what is asked, ValueError for an unknown kind of spec.
    """
    match spec:
        case IJepaSpec():
            return multiblock(spec, seed, size_seed)
        case VJepaSpec():
            return tubes(spec, seed, size_seed)
        case ObjectSpec():
            return hidden_objects(spec, records[0], seed)
    raise ValueError(f"no masks for {type(spec).__name__}")


def make_pair(spec: MaskSpec, records: Sequence[FrameRecord], master_seed: int) -> Pair | None:
    """The pair of one input; `records` are its pictures in order. None where no masks can be drawn.

    The seed follows from the names of the pictures: pairs do not depend on which others are made, nor in what order.
    """
    grid = spec.grid
    names = [record.frame_id for record in records]
    seed = derive_seed(master_seed, "masks", spec.strategy, *names)
    masks = draw_masks(spec, records, seed)
    if not masks:
        return None
    first = records[0]
    return Pair(
        pair_id=f"{names[0]}_{spec.strategy}",
        scene_id=first.scene_id,
        strategy=spec.strategy,
        compat=spec.compat.value,
        seed=seed,
        frame_ids=tuple(names),
        images=tuple(record.image for record in records),
        resolution=first.resolution,
        grid=grid,
        fit=spec.fit,
        masks=masks,
        objects=tuple(layout(records, masks, grid, View.of(first.resolution, grid, spec.fit))),
    )
