"""Which detector is judged, and how."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from synthgen.calibration.calibrators import Method
from synthgen.calibration.detecting.onnx import Output
from synthgen.calibration.evaluation import Options
from synthgen.calibration.prediction_files import Format
from synthgen.config.checks import check, optional_path
from synthgen.config.outputs import ClassesName, SplitName
from synthgen.dataset.exports import Grain
from synthgen.dataset.splits import Split
from synthgen.tasks.settings import CalibrateSettings, DetectorSettings, TrainSettings


# Users type these names: Hydra reads an enum by the names of its members, not by their values.
class FormatName(Enum):
    coco = "coco"
    yolo = "yolo"
    csv = "csv"


class RefusedName(Enum):
    fail = "fail"
    skip = "skip"


class OutputName(Enum):
    yolo = "yolo"
    nms = "nms"
    detr = "detr"


class MethodName(Enum):
    none = "none"
    temperature = "temperature"
    platt = "platt"
    isotonic = "isotonic"


@dataclass
class DetectorConfig:
    name: str = "file"
    path: str | None = None
    format: FormatName = FormatName.coco
    refused: RefusedName = RefusedName.fail
    classes: list[str] | None = None
    width_px: int = 640
    height_px: int = 640
    mean: list[float] = field(default_factory=lambda: [0.0, 0.0, 0.0])
    std: list[float] = field(default_factory=lambda: [1.0, 1.0, 1.0])
    output: OutputName = OutputName.yolo
    min_score: float = 0.01
    max_iou: float = 0.7

    def __post_init__(self) -> None:
        for name in ("width_px", "height_px"):
            check(f"detector.{name}", getattr(self, name), 1 <= getattr(self, name) <= 8192, "between 1 and 8192")
        for name in ("min_score", "max_iou"):
            check(f"detector.{name}", getattr(self, name), 0 <= getattr(self, name) <= 1, "between 0 and 1")
        check("detector.mean", str(self.mean), len(self.mean) == 3, "three numbers, for red, green and blue")
        check("detector.std", str(self.std), len(self.std) == 3 and min(self.std) > 0, "three numbers above 0")
        names = self.classes or []
        check("detector.classes", str(names), len(set(names)) == len(names), "names that differ")

    def settings(self) -> DetectorSettings:
        return DetectorSettings(
            name=self.name,
            path=optional_path(self.path),
            format=Format(self.format.value),
            skip_refused=self.refused is RefusedName.skip,
            classes=tuple(self.classes or ()),
            width_px=self.width_px,
            height_px=self.height_px,
            mean=tuple(self.mean),
            std=tuple(self.std),
            output=Output(self.output.value),
            min_score=self.min_score,
            max_iou=self.max_iou,
        )


@dataclass
class CalibrateConfig:
    method: MethodName = MethodName.platt
    per_class: bool = False
    with_box: bool = False
    fit_split: SplitName = SplitName.val
    judge_split: SplitName = SplitName.test
    source: str = "*"
    folder: str | None = None
    iou: float = 0.5
    min_score: float = 0.0
    bins: int = 10
    box_bins: int = 5
    min_count: int = 8
    draws: int = 200
    most: int = 100

    def __post_init__(self) -> None:
        check("calibrate.iou", self.iou, 0 < self.iou < 1, "between 0 and 1")
        check("calibrate.min_score", self.min_score, 0 <= self.min_score <= 1, "between 0 and 1")
        for name in ("bins", "box_bins"):
            check(f"calibrate.{name}", getattr(self, name), 1 <= getattr(self, name) <= 100, "between 1 and 100")
        for name in ("min_count", "most"):
            check(f"calibrate.{name}", getattr(self, name), getattr(self, name) >= 1, ">= 1")
        check("calibrate.draws", self.draws, self.draws >= 0, ">= 0")
        splits = {self.fit_split, self.judge_split}
        apart = self.method is MethodName.none or (len(splits) == 2 and SplitName.all not in splits)
        wanted = f"another split than calibrate.judge_split ({self.judge_split.name}), and neither of them all"
        check("calibrate.fit_split", self.fit_split.name, apart, wanted)

    def settings(self, seed: int) -> CalibrateSettings:
        return CalibrateSettings(
            method=None if self.method is MethodName.none else Method(self.method.value),
            per_class=self.per_class,
            with_box=self.with_box,
            fit_split=_split(self.fit_split),
            judge_split=_split(self.judge_split),
            source=self.source,
            folder=optional_path(self.folder),
            options=Options(
                iou=self.iou,
                min_score=self.min_score,
                bins=self.bins,
                box_bins=self.box_bins,
                min_count=self.min_count,
                draws=self.draws,
                most=self.most,
                seed=seed,
            ),
        )


@dataclass
class TrainConfig:
    classes: ClassesName = ClassesName.coarse
    split: SplitName = SplitName.train
    trees: int = 150
    path: str | None = None

    def __post_init__(self) -> None:
        check("train.trees", self.trees, 1 <= self.trees <= 2000, "between 1 and 2000")

    def settings(self) -> TrainSettings:
        return TrainSettings(
            grain=Grain(self.classes.value),
            split=_split(self.split),
            trees=self.trees,
            path=optional_path(self.path),
        )


def _split(name: SplitName) -> Split | None:
    return None if name is SplitName.all else Split(name.value)
