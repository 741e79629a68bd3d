"""Where things go: the dataset, exports, flattened scenes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from omegaconf import MISSING

from synthgen.config.checks import check, optional_path
from synthgen.dataset.exports import Grain
from synthgen.dataset.image_formats import ImageFormat
from synthgen.dataset.splits import Split, SplitShares
from synthgen.tasks.settings import DatasetSettings, ExportSettings, FlattenSettings


# Users type these names: Hydra reads an enum by the names of its members, not by their values.
class JobsName(Enum):
    one = "one"
    own = "own"


class ImageFormatName(Enum):
    png = "png"
    webp = "webp"
    jpeg = "jpeg"


class ClassesName(Enum):
    fine = "type"
    coarse = "category"


class SplitName(Enum):
    all = "all"
    train = "train"
    val = "val"
    test = "test"


@dataclass
class DatasetConfig:
    root: str = "outputs/dataset"
    overwrite: bool = False
    jobs: JobsName = JobsName.one
    include_code: bool = False
    image_format: ImageFormatName = ImageFormatName.png

    def __post_init__(self) -> None:
        check("dataset.root", repr(self.root), self.root.strip() != "", "a folder")

    def settings(self) -> DatasetSettings:
        root = Path(self.root).expanduser()
        return DatasetSettings(
            root=root,
            overwrite=self.overwrite,
            include_code=self.include_code,
            image_format=ImageFormat(self.image_format.value),
        )


@dataclass
class ExportConfig:
    format: str = MISSING
    path: str | None = None
    classes: ClassesName = ClassesName.fine
    min_visibility: float = 0.0
    min_area_px: float = 0.0
    max_truncation: float = 1.0
    val_share: float = 0.1
    test_share: float = 0.1
    split: SplitName = SplitName.all
    samples: bool = True

    def __post_init__(self) -> None:
        for name in ("min_visibility", "max_truncation", "val_share", "test_share"):
            check(f"export.{name}", getattr(self, name), 0 <= getattr(self, name) <= 1, "between 0 and 1")
        check("export.min_area_px", self.min_area_px, 0 <= self.min_area_px < math.inf, ">= 0")
        room = 1 - self.val_share
        wanted = f"at most 1 - export.val_share ({room:g})"
        check("export.test_share", self.test_share, self.test_share <= room, wanted)

    def settings(self) -> ExportSettings:
        return ExportSettings(
            format=self.format,
            path=optional_path(self.path),
            grain=Grain(self.classes.value),
            min_visibility=self.min_visibility,
            min_area_px=self.min_area_px,
            max_truncation=self.max_truncation,
            shares=SplitShares(self.val_share, self.test_share),
            split=None if self.split is SplitName.all else Split(self.split.value),
            samples=self.samples,
        )


@dataclass
class FlattenConfig:
    path: str = "outputs/flattened"

    def __post_init__(self) -> None:
        check("flatten.path", repr(self.path), self.path.strip() != "", "a folder")

    def settings(self) -> FlattenSettings:
        return FlattenSettings(path=Path(self.path).expanduser())
