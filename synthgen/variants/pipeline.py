"""From a moment and a seed to the plan of a sample, and from the plan alone to the sample."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from synthgen.core.annotation import Augmented, Variant
from synthgen.core.edits import AnyEdit, Backdrop, Edit
from synthgen.core.recolor import parse_hex
from synthgen.core.rng import derive_seed
from synthgen.core.snapshot import PixelArray
from synthgen.variants.base import Augmentation, GeometricAugmentation, PixelAugmentation, SceneAugmentation
from synthgen.variants.catalog import BUILT_IN
from synthgen.variants.layout import Layout
from synthgen.variants.registry import create, load_plugins
from synthgen.variants.warp import Warp, warped_pixels

_KINDS = (SceneAugmentation, GeometricAugmentation, PixelAugmentation)
_TRIES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantSpec:
    """Which samples to make of each moment; plain data, so that it can go to worker processes.

    `count`: how many. `keep_attached`: labels move with what they label. `augmentations`: names with the values of
    their fields. `plugins`: files that register more of them.
    """

    count: int = 0
    keep_attached: bool = True
    augmentations: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    plugins: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is done to a moment to make a sample: edits by the engine, a map of the picture, then its pixels."""

    edits: tuple[AnyEdit, ...]
    warp: Warp | None
    outside: tuple[int, int, int]
    pixel_steps: tuple[tuple[PixelAugmentation, Mapping[str, Any]], ...]

    @property
    def keeps_labels(self) -> bool:
        """Whether all labels of the moment hold for the sample: only colours change."""
        return self.warp is None and all(_only_recolors(edit) for edit in self.edits)

    @property
    def has_uneven_background(self) -> bool:
        """Whether the sample has a gradient or a picture behind it."""
        backdrops = [edit for edit in self.edits if isinstance(edit, Backdrop)]
        return bool(backdrops) and len(backdrops[-1].colors) != 1

    def finish(self, pixels: PixelArray) -> PixelArray:
        """What is done to the engine's drawing; the labels' part of `warp` is the caller's."""
        if self.warp is not None:
            pixels = warped_pixels(pixels, self.warp, self.outside)
        for step, parameters in self.pixel_steps:
            pixels = step.apply(pixels, dict(parameters))
        return pixels


class Pipeline:
    """The augmentations of a run. Raises UsageError when one of them is unknown or wrongly set."""

    def __init__(self, spec: VariantSpec) -> None:
        load_plugins(spec.plugins)
        self.count = spec.count
        made = [create(name, values) for name, values in spec.augmentations.items()]
        self._active = sorted((one for one in made if one.is_active), key=_rank)
        self.is_active = self.count > 0 and bool(self._active)

    def draw(self, layout: Layout, frame_id: str, index: int, *names: str | int, master: int) -> Variant:
        """The variant of this index: everything random follows from the master seed and names, nothing from order.

        Where chance leaves everything as it is, it is drawn again, a few times.
        """
        for attempt in range(_TRIES):
            seed = derive_seed(master, "variant", *names, index, attempt)
            drawn = tuple(self._drawn(layout, seed))
            if drawn:
                break
        return Variant(of=frame_id, index=index, augment=drawn, seed=seed)

    def _drawn(self, layout: Layout, seed: int) -> Iterator[Augmented]:
        for one in self._active:
            rng = np.random.default_rng(derive_seed(seed, one.name))
            if rng.random() >= one.probability:
                continue
            parameters = one.draw(layout, rng)
            if parameters is not None:
                yield Augmented(name=one.name, parameters=parameters)
                if isinstance(one, SceneAugmentation):
                    layout = layout.after(one.edits(parameters))


def _only_recolors(edit: AnyEdit) -> bool:
    return isinstance(edit, Backdrop) or (
        isinstance(edit, Edit) and edit == Edit(edit.instance_id, color=edit.color, recolor=edit.recolor)
    )


def _rank(one: Augmentation) -> tuple[int, int]:
    kind = next(number for number, kind in enumerate(_KINDS) if isinstance(one, kind))
    names = list(BUILT_IN)
    return kind, names.index(one.name) if one.name in names else len(names)


def plan_of(variant: Variant, width_px: int, height_px: int) -> Plan:
    """What a recorded variant does to a picture of this size, from its parameters alone."""
    outside = "#000000"
    edits: list[AnyEdit] = []
    warp: Warp | None = None
    steps: list[tuple[PixelAugmentation, Mapping[str, Any]]] = []
    for drawn in variant.augment:
        one = create(drawn.name, {})
        if isinstance(one, SceneAugmentation):
            edits += one.edits(drawn.parameters)
        elif isinstance(one, GeometricAugmentation):
            step = one.warp(drawn.parameters, width_px, height_px)
            warp = step if warp is None else step.after(warp)
            outside = drawn.parameters.get("outside", outside)
        elif isinstance(one, PixelAugmentation):
            steps.append((one, drawn.parameters))
    red, green, blue = (round(255 * part) for part in parse_hex(outside))
    return Plan(tuple(edits), warp, (red, green, blue), tuple(steps))
