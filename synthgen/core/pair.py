"""The record of a JEPA pair: which patches of an input are context and which are targets, and the whole layout.

One line of JSON a pair, like the records of frames (`annotation.py`), with the same checks on reading.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from synthgen.core.annotation import SCHEMA_VERSION, check_schema_version
from synthgen.core.checked_json import Fields, Place, parse_object
from synthgen.core.geometry import Box
from synthgen.core.patches import Block, Fit, IndexArray, PatchGrid, View

_DECIMALS = 6
_BOX_DECIMALS = 3


@dataclass(frozen=True, kw_only=True)
class MaskSet:
    """One division of an input's patches: `context` and each of `targets` are ascending flat indices.

    Nothing is in the context and in a target; targets may overlap each other. The blocks are what was drawn, before
    one was taken from the other: those of `targets` in their order or, where the one target is a union (V-JEPA, whole
    objects), all that it is the union of. `hidden` are the instances that were to be hidden whole.
    """

    name: str
    context: tuple[int, ...]
    targets: tuple[tuple[int, ...], ...]
    context_block: Block | None = None
    target_blocks: tuple[Block, ...] = ()
    hidden: tuple[int, ...] = ()

    @cached_property
    def target(self) -> tuple[int, ...]:
        """The union of the targets, ascending."""
        return tuple(sorted({index for target in self.targets for index in target}))


@dataclass(frozen=True, slots=True, kw_only=True)
class PairObject:
    """An object of the layout: in which frame of the input, where (px of the input), and how much of it in each side.

    `context` and `target` are shares of what is visible of the picture's object in the input, by area: one pair of
    shares for each mask set of the pair, both None for an object with nothing in the input. `measured` tells by what:
    "amodal" or "modal" for the mask of that name, "box" where the record has no mask.
    """

    frame: int
    instance_id: int
    track_id: int | None
    parent_id: int | None
    type: str
    category: str
    box: Box
    measured: str
    context: tuple[float | None, ...]
    target: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Context, target and full layout of one input.

    `frame_ids` and `images` name the pictures of the input in order (one, or those of a clip); `images` are relative
    to the dataset's root. `context_image` and `target_images` are pictures of the two sides, where they were asked for.
    """

    pair_id: str
    scene_id: str
    strategy: str
    compat: str
    seed: int
    frame_ids: tuple[str, ...]
    images: tuple[str, ...]
    resolution: tuple[int, int]
    grid: PatchGrid
    fit: Fit
    masks: tuple[MaskSet, ...]
    objects: tuple[PairObject, ...]
    context_images: tuple[str, ...] = ()
    target_images: tuple[str, ...] = ()

    @property
    def view(self) -> View:
        """The way from the pictures to the input."""
        return View.of(self.resolution, self.grid, self.fit)


def indices(values: tuple[int, ...]) -> IndexArray:
    """Flat indices as an array."""
    return np.asarray(values, np.int64)


# --- writing ----------------------------------------------------------------------------------------------------


def pair_to_json(pair: Pair) -> str:
    """The pair as one line of JSON, without the line's end."""
    return json.dumps(_pair_fields(pair), separators=(",", ":"), allow_nan=False)


def _pair_fields(pair: Pair) -> dict[str, Any]:
    grid = pair.grid
    return {
        "schema_version": SCHEMA_VERSION,
        "pair_id": pair.pair_id,
        "scene_id": pair.scene_id,
        "strategy": pair.strategy,
        "compat": pair.compat,
        "seed": pair.seed,
        "frame_ids": list(pair.frame_ids),
        "images": list(pair.images),
        "resolution": list(pair.resolution),
        "input": {
            "width_px": grid.width_px,
            "height_px": grid.height_px,
            "patch_px": grid.patch_px,
            "frames": grid.frames,
            "tubelet": grid.tubelet,
            "fit": pair.fit.value,
        },
        "masks": [_mask_fields(mask) for mask in pair.masks],
        "objects": [_object_fields(item) for item in pair.objects],
        "context_images": list(pair.context_images),
        "target_images": list(pair.target_images),
    }


def _mask_fields(mask: MaskSet) -> dict[str, Any]:
    return {
        "name": mask.name,
        "context": list(mask.context),
        "targets": [list(target) for target in mask.targets],
        "context_block": mask.context_block and _block_list(mask.context_block),
        "target_blocks": [_block_list(block) for block in mask.target_blocks],
        "hidden": list(mask.hidden),
    }


def _block_list(block: Block) -> list[int]:
    return [block.t, block.y, block.x, block.time, block.height, block.width]


def _object_fields(item: PairObject) -> dict[str, Any]:
    return {
        "frame": item.frame,
        "instance_id": item.instance_id,
        "track_id": item.track_id,
        "parent_id": item.parent_id,
        "type": item.type,
        "category": item.category,
        "box": [round(edge, _BOX_DECIMALS) + 0.0 for edge in item.box.as_list()],
        "measured": item.measured,
        "context": [_rounded(share) for share in item.context],
        "target": [_rounded(share) for share in item.target],
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, _DECIMALS) + 0.0


# --- reading ----------------------------------------------------------------------------------------------------


def pair_from_json(line: str, file: str = "<text>", line_number: int = 1) -> Pair:
    """The pair in a line of JSON. Raises DatasetError, naming the file, line and field, for what makes no sense."""
    place = Place(file, line_number)
    fields = parse_object(line, place)
    check_schema_version(fields, place)
    grid, fit = _input(fields.child("input"))
    resolution = fields.integers("resolution")
    if len(resolution) != 2 or min(resolution) <= 0:
        fields.wrong("resolution", "[width, height], both > 0")
    pair = Pair(
        pair_id=fields.text("pair_id", empty=False),
        scene_id=fields.text("scene_id", empty=False),
        strategy=fields.text("strategy", empty=False),
        compat=fields.text("compat", empty=False),
        seed=fields.integer("seed", 0),
        frame_ids=fields.texts("frame_ids"),
        images=fields.texts("images"),
        resolution=(resolution[0], resolution[1]),
        grid=grid,
        fit=fit,
        masks=tuple(_mask(item, grid) for item in fields.children("masks")),
        objects=tuple(_object(item) for item in fields.children("objects")),
        context_images=fields.texts("context_images"),
        target_images=fields.texts("target_images"),
    )
    if not len(pair.frame_ids) == len(pair.images) == grid.frames:
        fields.wrong("frame_ids", f"{grid.frames} names, and as many images")
    fields.done()
    return pair


def _input(fields: Fields) -> tuple[PatchGrid, Fit]:
    grid = PatchGrid(
        width_px=fields.integer("width_px", 1),
        height_px=fields.integer("height_px", 1),
        patch_px=fields.integer("patch_px", 1),
        frames=fields.integer("frames", 1),
        tubelet=fields.integer("tubelet", 1),
    )
    if fields.text("fit") not in list(Fit):
        fields.wrong("fit", f"one of {', '.join(Fit)}")
    fit = Fit(fields.text("fit"))
    fields.done()
    return grid, fit


def _mask(fields: Fields, grid: PatchGrid) -> MaskSet:
    mask = MaskSet(
        name=fields.text("name", empty=False),
        context=fields.integers("context"),
        targets=fields.integer_lists("targets"),
        context_block=_context_block(fields),
        target_blocks=tuple(Block(*block) for block in fields.integer_lists("target_blocks", 6)),
        hidden=fields.integers("hidden"),
    )
    used = {*mask.context, *mask.target}
    if used and not (min(used) >= 0 and max(used) < grid.size):
        fields.wrong("targets", f"indices of the {grid.size} patches there are")
    if not set(mask.context).isdisjoint(mask.target):
        fields.wrong("context", "nothing that is in a target")
    fields.done()
    return mask


def _context_block(fields: Fields) -> Block | None:
    numbers = fields.optional("context_block", fields.integers)
    if numbers is not None and len(numbers) != 6:
        fields.wrong("context_block", "[t, y, x, time, height, width] or null")
    return None if numbers is None else Block(*numbers)


def _object(fields: Fields) -> PairObject:
    item = PairObject(
        frame=fields.integer("frame", 0),
        instance_id=fields.integer("instance_id"),
        track_id=fields.optional("track_id", fields.integer),
        parent_id=fields.optional("parent_id", fields.integer),
        type=fields.text("type", empty=False),
        category=fields.text("category", empty=False),
        box=Box(*fields.numbers("box", 4)),
        measured=fields.text("measured", empty=False),
        context=fields.shares("context"),
        target=fields.shares("target"),
    )
    fields.done()
    return item
