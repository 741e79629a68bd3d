"""A dataset as what detectors are judged on: its pictures, their true objects, their splits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fnmatch import fnmatch
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
from synthgen.errors import DatasetError
from synthgen.tasks.export import vocabulary
from synthgen.tasks.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """`frames`, `splits` and `scenes` have a place for each picture of `truth`; `scenes`: the id of the scene it shows,
    also for a frame of a real video, whatever job of a sweep made it."""

    truth: Truth
    frames: tuple[Frame, ...]
    splits: tuple[Split, ...]
    scenes: tuple[str, ...]
    vocabulary: Vocabulary

    def in_split(self, split: Split | None, source: str = "*") -> Mask:
        """Which pictures (n,) are in a split (None: all) and come from sources of a pattern."""
        both = zip(self.splits, self.truth.pictures, strict=True)
        return np.array([split in (None, own) and fnmatch(item.source, source) for own, item in both], dtype=bool)

    def related(self, pictures: Mask) -> Mask:
        """Which pictures (n,) show a scene that one of these shows."""
        names = np.array(self.scenes)
        return np.isin(names, names[pictures])


def read_judged(root: Path, spec: ExportSpec, with_real: bool = False) -> Judged:
    """The classes, filters and numbers are those of an export by the same `spec`. Raises DatasetError.

    `with_real`: also the matched frames of real videos, which are a dataset of their own in the folder `real`.
    """
    roots = [root, *([root / "real"] if with_real and _transferred(root / "real").is_file() else [])]
    names: dict[str, int] = {}
    pictures, frames, splits, scenes = list[Picture](), list[Frame](), list[Split](), list[str]()
    rows, hidden = list[tuple[int, str, list[float]]](), list[tuple[float | None, float | None]]()
    for one in roots:
        dataset = open_dataset(one)
        selection = Selection(dataset, spec)
        sources = {item.scene_id: _source(item.source) for item in dataset.scenes}
        shown = _shown_scenes(one)
        for selected in selection:
            record = selected.record
            for item, box in selected.objects:
                selection.number(item)  # Makes its class known.
                rows.append((len(pictures), spec.class_of(item), box.as_list()))
                hidden.append((item.occlusion, item.truncation))
            scene = shown.get(record.frame_id, record.scene_id).partition("@")[0]
            pictures.append(_picture(record, record.frame_id in shown, sources[record.scene_id]))
            frames.append(selected.frame)
            # A real frame is held out when the scene that it shows is.
            splits.append(spec.shares.split_of(scene) if record.frame_id in shown else selected.split)
            scenes.append(scene)
        for name in selection.names:
            names.setdefault(name, len(names))
    # None becomes NaN.
    shares = np.array(hidden, dtype=np.float64).reshape(-1, 2)
    truth = Truth(
        pictures=tuple(pictures),
        classes=tuple(names),
        picture=np.array([row[0] for row in rows], dtype=np.int64),
        box=np.array([row[2] for row in rows], dtype=np.float64).reshape(-1, 4),
        label=np.array([names[row[1]] for row in rows], dtype=np.int64),
        occlusion=shares[:, 0],
        truncation=shares[:, 1],
    )
    taken: set[int] = set()
    numbers = {image_id(item.name, taken): place for place, item in enumerate(pictures)}
    return Judged(
        truth=truth,
        frames=tuple(frames),
        splits=tuple(splits),
        scenes=tuple(scenes),
        vocabulary=Vocabulary(pictures=truth.pictures, classes=truth.classes, image_ids=numbers),
    )


def _shown_scenes(root: Path) -> dict[str, str]:
    """Of each frame of real videos the scene that it shows; empty for a dataset of rendered frames."""
    path = _transferred(root)
    if not path.is_file():
        return {}
    try:
        lines = json.loads(path.read_text(encoding="utf-8"))
        return {line["frame_id"]: line["rendered_frame_id"].rpartition("_")[0] for line in lines}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DatasetError(f"cannot read {path}: {error}", "run task=match with match.transfer=true again") from error


def _transferred(root: Path) -> Path:
    return Layout(root.absolute()).metadata / "transfer.json"


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
