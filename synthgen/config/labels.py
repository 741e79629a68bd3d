"""Which labels are made, how they are held against the pixels, and how people judge them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields
from enum import Enum
from pathlib import Path

from synthgen.annotate.masks import MaskMode
from synthgen.annotate.objects import Level
from synthgen.config.checks import check, optional_path
from synthgen.quality.oracle_bounds import Bounds
from synthgen.tasks.settings import AnnotateSettings, ReviewSettings, ValidateSettings


# Users type these names: Hydra reads an enum by the names of its members, not by their values.
class LevelName(Enum):
    none = "none"
    groups = "groups"
    objects = "objects"
    parts = "parts"


class MasksName(Enum):
    none = "none"
    modal = "modal"
    amodal = "amodal"
    both = "both"


@dataclass
class AnnotateConfig:
    level: LevelName = LevelName.objects
    min_opacity: float = 0.05
    visibility: bool = True
    masks: MasksName = MasksName.none
    taxonomy: str | None = None

    def __post_init__(self) -> None:
        check("annotate.min_opacity", self.min_opacity, 0 <= self.min_opacity <= 1, "between 0 and 1")

    def settings(self) -> AnnotateSettings:
        return AnnotateSettings(
            level=Level(self.level.value),
            min_opacity=self.min_opacity,
            visibility=self.visibility,
            masks=MaskMode(self.masks.value),
            taxonomy=optional_path(self.taxonomy),
        )


@dataclass
class ValidateConfig:
    share: float = 0.1
    scale: int = 8
    drawn_objects: int = 24
    edge_p99_px: float = 1.0
    edge_max_px: float = 2.0
    box_iou: float = 0.99
    box_iou_from_px: float = 32.0
    mask_iou_p1: float = 0.97
    mask_iou_min: float = 0.8
    mask_from_px: int = 400
    visibility_p99: float = 0.01
    visibility_max: float = 0.05
    position: float = 1e-6
    picture_iou: float = 0.7
    picture_position: float = 0.5
    unexplained_share: float = 0.005
    own_edge_px: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check("validate.share", self.share, 0 < self.share <= 1, "> 0 and at most 1")
        check("validate.scale", self.scale, 1 <= self.scale <= 16, "between 1 and 16")
        check("validate.drawn_objects", self.drawn_objects, self.drawn_objects >= 0, ">= 0")
        for bound in fields(Bounds):
            value = getattr(self, bound.name)
            if not isinstance(value, dict):
                check(f"validate.{bound.name}", value, 0 <= value < math.inf, ">= 0")
        for name, value in self.own_edge_px.items():
            check(f"validate.own_edge_px.{name}", value, 0 <= value < math.inf, ">= 0")

    def settings(self) -> ValidateSettings:
        return ValidateSettings(
            share=self.share,
            scale=self.scale,
            drawn_objects=self.drawn_objects,
            bounds=Bounds(**{bound.name: getattr(self, bound.name) for bound in fields(Bounds)}),
        )


@dataclass
class ReviewConfig:
    port: int = 0
    open_browser: bool = True
    reviewer: str | None = None
    share: float = 0.1
    look_at_pictures: bool = True
    pictures: list[str] = field(default_factory=list)
    merge: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        check("review.port", self.port, 0 <= self.port <= 65535, "between 0 and 65535 (0: any free one)")
        check("review.share", self.share, 0 < self.share <= 1, "> 0 and at most 1")

    def settings(self) -> ReviewSettings:
        return ReviewSettings(
            port=self.port,
            open_browser=self.open_browser,
            reviewer=self.reviewer or "",
            share=self.share,
            look_at_pictures=self.look_at_pictures,
            pictures=tuple(Path(folder).expanduser() for folder in self.pictures),
            merge=tuple(Path(folder).expanduser() for folder in self.merge),
        )
