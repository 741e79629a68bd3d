"""JEPA pairs: the schemas of `conf/masks`."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any

from synthgen.config.checks import check
from synthgen.core.patches import Fit
from synthgen.variants.masks.specs import Compat, IJepaSpec, MaskSpec, ObjectSpec, Range, Tubes, VJepaSpec


# Users type these names: Hydra reads an enum by the names of its members, not by their values.
class FitName(Enum):
    stretch = "stretch"
    crop = "crop"
    pad = "pad"


class CompatName(Enum):
    paper = "paper"
    exact = "exact"


@dataclass
class MasksConfig:
    """`masks=none`, and the base of those that are."""

    def spec(self) -> MaskSpec | None:
        return None


@dataclass
class _DrawnMasks(MasksConfig):
    width_px: int = 224
    height_px: int = 224
    patch_px: int = 16
    fit: FitName = FitName.stretch
    compat: CompatName = CompatName.paper
    min_keep: int = 10
    pictures: bool = False

    def __post_init__(self) -> None:
        smallest = min(self.width_px, self.height_px)
        check("masks.patch_px", self.patch_px, 0 < self.patch_px <= smallest // 2, f"between 1 and {smallest // 2}")
        check("masks.min_keep", self.min_keep, self.min_keep >= 0, ">= 0")

    def _common(self) -> dict[str, Any]:
        common = {item.name: getattr(self, item.name) for item in fields(_DrawnMasks)}
        return common | {"fit": Fit(self.fit.value), "compat": Compat(self.compat.value)}

    def _range(self, name: str, most: float) -> Range:
        low, high = getattr(self, f"{name}_min"), getattr(self, f"{name}_max")
        check(f"masks.{name}_min", low, 0 < low <= most, "> 0" if most == math.inf else f"> 0 and at most {most:g}")
        check(f"masks.{name}_max", high, low <= high <= most, f"at least masks.{name}_min ({low:g})")
        return Range(low, high)


@dataclass
class IJepaMasks(_DrawnMasks):
    context_scale_min: float = 0.85
    context_scale_max: float = 1.0
    target_scale_min: float = 0.15
    target_scale_max: float = 0.2
    target_aspect_min: float = 0.75
    target_aspect_max: float = 1.5
    targets: int = 4

    def __post_init__(self) -> None:
        super().__post_init__()
        check("masks.targets", self.targets, self.targets > 0, "> 0")

    def spec(self) -> MaskSpec:
        return IJepaSpec(
            **self._common(),
            context_scale=self._range("context_scale", 1.0),
            target_scale=self._range("target_scale", 1.0),
            target_aspect=self._range("target_aspect", math.inf),
            targets=self.targets,
        )


@dataclass
class VJepaMasks(_DrawnMasks):
    min_keep: int = 0
    frames: int = 16
    tubelet: int = 2
    short_blocks: int = 8
    short_scale: float = 0.15
    long_blocks: int = 2
    long_scale: float = 0.7
    aspect_min: float = 0.75
    aspect_max: float = 1.5

    def __post_init__(self) -> None:
        super().__post_init__()
        check("masks.tubelet", self.tubelet, self.tubelet > 0, "> 0")
        is_whole = self.frames > 0 and self.frames % self.tubelet == 0
        check("masks.frames", self.frames, is_whole, f"a multiple of masks.tubelet ({self.tubelet})")
        for name in ("short", "long"):
            blocks, scale = getattr(self, f"{name}_blocks"), getattr(self, f"{name}_scale")
            check(f"masks.{name}_blocks", blocks, blocks > 0, "> 0")
            check(f"masks.{name}_scale", scale, 0 < scale < 1, "> 0 and < 1")

    def spec(self) -> MaskSpec:
        short, long = Range(self.short_scale, self.short_scale), Range(self.long_scale, self.long_scale)
        return VJepaSpec(
            **self._common(),
            frames=self.frames,
            tubelet=self.tubelet,
            aspect=self._range("aspect", math.inf),
            sets=(Tubes("short", self.short_blocks, short), Tubes("long", self.long_blocks, long)),
        )


@dataclass
class ObjectMasks(_DrawnMasks):
    hidden_min: int = 1
    hidden_max: int = 4
    margin_px: float = 4.0
    max_share: float = 0.5

    def __post_init__(self) -> None:
        super().__post_init__()
        check("masks.hidden_min", self.hidden_min, self.hidden_min > 0, "> 0")
        at_least = f"at least masks.hidden_min ({self.hidden_min})"
        check("masks.hidden_max", self.hidden_max, self.hidden_max >= self.hidden_min, at_least)
        check("masks.margin_px", self.margin_px, 0 <= self.margin_px < math.inf, ">= 0")
        check("masks.max_share", self.max_share, 0 < self.max_share < 1, "> 0 and < 1")

    def spec(self) -> MaskSpec:
        return ObjectSpec(
            **self._common(),
            hidden_min=self.hidden_min,
            hidden_max=self.hidden_max,
            margin_px=self.margin_px,
            max_share=self.max_share,
        )


MASKS: dict[str, type[MasksConfig]] = {
    "none": MasksConfig,
    "ijepa": IJepaMasks,
    "vjepa": VJepaMasks,
    "object": ObjectMasks,
}
