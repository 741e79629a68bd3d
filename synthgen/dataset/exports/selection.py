"""What goes into an export: which pictures, which of their objects, in which classes with which numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from synthgen.core.annotation import FrameRecord, ObjectRecord
from synthgen.core.geometry import Box
from synthgen.dataset.reading import Dataset, Frame
from synthgen.dataset.splits import Split, SplitShares


class Grain(StrEnum):
    """Which classes an export has: the fine types (MathTex, Arrow, ...) or the coarse categories (Equation, ...)."""

    TYPE = "type"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSpec:
    """Where an export goes, and what it holds.

    `classes` maps the class names to what they belong to, in the order of their numbers: with the whole vocabulary
    given, a class has the same number in every export, whatever objects a dataset happens to hold. Classes that are
    not in it are added at its end, by name. Objects of less visibility (0..1) or area within the frame, or of more
    truncation (0..1), are left out; where visibility or truncation was not measured, it leaves nothing out.
    `split`: only the scenes of this one. `samples`: also the variants of frames.
    """

    path: Path
    grain: Grain = Grain.TYPE
    classes: Mapping[str, str] | None = None
    min_visibility: float = 0.0
    min_area_px: float = 0.0
    max_truncation: float = 1.0
    shares: SplitShares = field(default_factory=SplitShares)
    split: Split | None = None
    samples: bool = True

    def class_of(self, item: ObjectRecord) -> str:
        return item.type if self.grain is Grain.TYPE else item.category

    def wants(self, item: ObjectRecord) -> bool:
        """Whether an object belongs into the export; one with no area within its frame never does."""
        if item.bbox_in_frame is None or item.bbox_in_frame.area < self.min_area_px:
            return False
        if item.visibility is not None and item.visibility < self.min_visibility:
            return False
        return item.truncation is None or item.truncation <= self.max_truncation


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSummary:
    """What an export holds; `left_out` counts the objects that are not in it, `splits` the pictures of each split."""

    path: Path
    images: int
    objects: int
    left_out: int
    splits: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Selected:
    """A picture, its split, and those of its objects that are exported, each with its box within the frame."""

    frame: Frame
    split: Split
    objects: tuple[tuple[ObjectRecord, Box], ...]

    @property
    def record(self) -> FrameRecord:
        return self.frame.record


class Selection:
    """Goes through what is exported and counts it."""

    def __init__(self, dataset: Dataset, spec: ExportSpec) -> None:
        self._dataset, self._spec = dataset, spec
        self._pictures: Counter[str] = Counter()
        self._objects = self._left_out = 0
        self.classes = _classes(dataset, spec)
        self._numbers: dict[str, int] = {}

    def __iter__(self) -> Iterator[Selected]:
        """The pictures by scene and time. Raises DatasetError where a record is damaged."""
        spec, dataset = self._spec, self._dataset
        for frame in dataset.pictures() if spec.samples else dataset.frames():
            split = spec.shares.split_of(frame.record.scene_id)
            if spec.split in (None, split):
                wanted = tuple(
                    (item, item.bbox_in_frame)
                    for item in frame.objects
                    if spec.wants(item) and item.bbox_in_frame is not None
                )
                self._pictures[split.value] += 1
                self._objects += len(wanted)
                self._left_out += len(frame.objects) - len(wanted)
                yield Selected(frame, split, wanted)

    @property
    def names(self) -> list[str]:
        """The names of the classes, in the order of their numbers."""
        return list(self.classes)

    def number(self, item: ObjectRecord) -> int:
        """The number of an object's class, from 0."""
        name = self._spec.class_of(item)
        if not self.classes.get(name):
            self.classes[name] = item.category
        if name not in self._numbers:
            self._numbers = {known: number for number, known in enumerate(self.classes)}
        return self._numbers[name]

    def summary(self) -> ExportSummary:
        """What has been gone through so far."""
        return ExportSummary(
            path=self._spec.path,
            images=self._pictures.total(),
            objects=self._objects,
            left_out=self._left_out,
            splits={split.value: self._pictures[split.value] for split in Split},
        )


def _classes(dataset: Dataset, spec: ExportSpec) -> dict[str, str]:
    """The classes and what they belong to, in the order of their numbers: the vocabulary, then all else by name."""
    tables = [item.types if spec.grain is Grain.TYPE else item.categories for item in dataset.scenes]
    known = dict(spec.classes or {})
    extra = sorted({name for table in tables for name in table} - known.keys())
    # What an added class belongs to is known when an object of it turns up.
    return known | dict.fromkeys(extra, "")
