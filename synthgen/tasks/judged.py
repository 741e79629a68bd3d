"""A dataset as what detectors are judged on: its pictures, their true objects, their splits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from synthgen.calibration.detectors import Vocabulary
from synthgen.calibration.types import Mask, Picture, Truth
from synthgen.core.annotation import FrameRecord
from synthgen.dataset.exports import ExportSpec, Grain
from synthgen.dataset.exports.coco import image_id
from synthgen.dataset.exports.selection import Selection
from synthgen.dataset.layout import Layout
from synthgen.dataset.reading import Frame, open_dataset
from synthgen.dataset.splits import Split
from synthgen.tasks.export import vocabulary
from synthgen.tasks.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """`frames` and `splits` have a place for each picture of `truth`."""

    truth: Truth
    frames: tuple[Frame, ...]
    splits: tuple[Split, ...]
    vocabulary: Vocabulary

    def in_split(self, split: Split | None) -> Mask:
        """Which pictures (n,) are in a split; None: all."""
        return np.array([split in (None, own) for own in self.splits], dtype=bool)

    def related(self, pictures: Mask) -> Mask:
        """Which pictures (n,) show a scene that one of these shows, be it as made by another job of a sweep."""
        names = np.array([item.scene_id.partition("@")[0] for item in self.truth.pictures])
        return np.isin(names, names[pictures])


def read_judged(root: Path, spec: ExportSpec) -> Judged:
    """The classes, filters and numbers are those of an export by the same `spec`. Raises DatasetError."""
    dataset = open_dataset(root)
    selection = Selection(dataset, spec)
    sources = {item.scene_id: _source(item.source) for item in dataset.scenes}
    # Pictures of real videos come into a dataset of their own.
    is_real = (Layout(root.absolute()).metadata / "transfer.json").is_file()
    pictures, frames, splits, rows, hidden = [], [], [], [], []
    for place, selected in enumerate(selection):
        pictures.append(_picture(selected.record, is_real, sources[selected.record.scene_id]))
        frames.append(selected.frame)
        splits.append(selected.split)
        for item, box in selected.objects:
            rows.append((place, selection.number(item), *box.as_list()))
            hidden.append((item.occlusion, item.truncation))
    table = np.array(rows, dtype=np.float64).reshape(-1, 6)
    # None becomes NaN.
    shares = np.array(hidden, dtype=np.float64).reshape(-1, 2)
    truth = Truth(
        pictures=tuple(pictures),
        classes=tuple(selection.names),
        picture=table[:, 0].astype(np.int64),
        box=table[:, 2:],
        label=table[:, 1].astype(np.int64),
        occlusion=shares[:, 0],
        truncation=shares[:, 1],
    )
    taken: set[int] = set()
    numbers = {image_id(item.name, taken): place for place, item in enumerate(pictures)}
    vocabulary = Vocabulary(pictures=truth.pictures, classes=truth.classes, image_ids=numbers)
    return Judged(truth=truth, frames=tuple(frames), splits=tuple(splits), vocabulary=vocabulary)


def judged_spec(settings: Settings, grain: Grain) -> ExportSpec:
    """What an export with the same options holds, of all splits."""
    export = settings.export
    return ExportSpec(
        path=settings.dataset.root,
        grain=grain,
        classes=vocabulary(settings, grain),
        min_visibility=export.min_visibility,
        min_area_px=export.min_area_px,
        max_truncation=export.max_truncation,
        shares=export.shares,
        samples=export.samples,
    )


def _source(told: str) -> str:
    """Scenes of all templates have one source."""
    return "templates" if told.startswith("template ") else told


def _picture(record: FrameRecord, is_real: bool, source: str) -> Picture:
    variant = "+".join(one.name for one in record.variant.augment) if record.variant else ""
    width, height = record.resolution
    return Picture(
        name=record.frame_id,
        scene_id=record.scene_id,
        width_px=width,
        height_px=height,
        variant=variant,
        real=is_real,
        source=source,
    )
