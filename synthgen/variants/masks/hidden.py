"""Masks that hide whole objects, so that a model of layouts must predict that they are there, and where."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from synthgen.core.annotation import FrameRecord, ObjectRecord
from synthgen.core.geometry import Box
from synthgen.core.pair import MaskSet
from synthgen.core.patches import Block, PatchGrid, View, flat_indices
from synthgen.variants.masks.blocks import union
from synthgen.variants.masks.specs import ObjectSpec


def hidden_objects(spec: ObjectSpec, record: FrameRecord, seed: int) -> tuple[MaskSet, ...]:
    """One mask set whose one target covers some of the frame's objects whole; none where no object can be hidden.

    Objects are hidden with all that belongs to them, so only those that are part of no other are drawn. One that would
    leave too little context, or hide more than `spec.max_share`, is passed over.
    """
    grid = spec.grid
    rng = np.random.default_rng(seed)
    wanted = int(rng.integers(spec.hidden_min, spec.hidden_max, endpoint=True))
    candidates = _candidates(spec, record)
    hidden: list[ObjectRecord] = []
    blocks: list[Block] = []
    for number in rng.permutation(len(candidates)):
        if len(hidden) == wanted:
            break
        item, block = candidates[number]
        count = int(np.count_nonzero(union([*blocks, block], grid)))
        if grid.size - count > spec.min_keep and count <= spec.max_share * grid.size:
            hidden.append(item)
            blocks.append(block)
    if len(hidden) < spec.hidden_min:
        return ()
    cells = union(blocks, grid)
    return (
        MaskSet(
            name="objects",
            context=tuple(flat_indices(~cells).tolist()),
            targets=(tuple(flat_indices(cells).tolist()),),
            target_blocks=tuple(blocks),
            hidden=tuple(item.instance_id for item in hidden),
        ),
    )


def _candidates(spec: ObjectSpec, record: FrameRecord) -> Sequence[tuple[ObjectRecord, Block]]:
    """The objects that are part of no other in the frame and lie in the input, each with the patches that cover it."""
    view = View.of(record.resolution, spec.grid, spec.fit)
    present = {item.instance_id for item in record.objects}
    found = []
    for item in record.objects:
        if item.bbox_in_frame is None or item.parent_id in present:
            continue
        box = view.box(item.bbox_in_frame)
        block = covering(box.grown(spec.margin_px), spec.grid)
        # One whose margin alone reaches into the input shows nothing there to hide.
        if block is not None and covering(box, spec.grid) is not None:
            found.append((item, block))
    return found


def covering(box: Box, grid: PatchGrid) -> Block | None:
    """The smallest block of patches that holds what of the box (px of the input) lies in the grid; None: nothing."""
    inside = box.in_frame(grid.width * grid.patch_px, grid.height * grid.patch_px)
    if inside is None:
        return None
    y, x = math.floor(inside.y_min / grid.patch_px), math.floor(inside.x_min / grid.patch_px)
    height = math.ceil(inside.y_max / grid.patch_px) - y
    width = math.ceil(inside.x_max / grid.patch_px) - x
    return Block(0, y, x, grid.time, height, width)
