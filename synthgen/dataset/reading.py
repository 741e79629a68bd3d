"""Reading a dataset: its frames in order, each with its record and its picture, and their variants."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from synthgen.core.annotation import FrameRecord, ObjectRecord, from_json
from synthgen.core.checked_json import Place
from synthgen.core.snapshot import PixelArray
from synthgen.dataset.failures import FailureRecord, read_failures
from synthgen.dataset.layout import Layout
from synthgen.dataset.manifest import Manifest, read_manifests
from synthgen.errors import DatasetError

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a dataset: what is known of it, and the way to its pixels.

    `variant` is None for a frame as it was rendered. For a variant of one it says of which (`of`), which of its
    variants (`index`), what was done (`augment`) and with which `seed`.
    """

    record: FrameRecord
    path: Path
    variant: Mapping[str, Any] | None = None

    @property
    def objects(self) -> tuple[ObjectRecord, ...]:
        """The objects in the picture, in paint order."""
        return self.record.objects

    def picture(self) -> Image:
        """The picture as a Pillow image (RGB). Raises DatasetError when it cannot be read or has another size."""
        from PIL import Image

        try:
            with Image.open(self.path) as opened:
                picture = opened.convert("RGB")
        except OSError as error:
            raise DatasetError(f"cannot read the picture {self.path}: {error}", _RUN_AGAIN) from error
        if picture.size != self.record.resolution:
            raise DatasetError(
                f"{self.path} is {picture.size[0]}x{picture.size[1]}, but its record says "
                f"{self.record.resolution[0]}x{self.record.resolution[1]}",
                _RUN_AGAIN,
            )
        return picture

    def pixels(self) -> PixelArray:
        """The picture as an array, (height, width, 3) uint8 RGB."""
        return np.asarray(self.picture())


class Dataset:
    """A dataset on disk. Iterating gives its frames by scene id and time; only whole shards are seen."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._layout = Layout(root)

    @cached_property
    def scenes(self) -> list[Manifest]:
        """What was written for each scene, by scene id."""
        return read_manifests(self._layout)

    @property
    def failures(self) -> list[FailureRecord]:
        """The scenes that gave no frames, and why."""
        return read_failures(self.root)

    def frames(self, scene_ids: Iterable[str] | None = None) -> Iterator[Frame]:
        """The frames of the given scenes, or of all. Raises DatasetError where a record is damaged."""
        wanted = None if scene_ids is None else set(scene_ids)
        for manifest in self.scenes:
            if wanted is None or manifest.scene_id in wanted:
                for record in _records(self._layout, manifest):
                    yield Frame(record, self.root / record.image)

    def pictures(self, scene_ids: Iterable[str] | None = None) -> Iterator[Frame]:
        """All there is to learn from: of each scene first its frames, then their variants, where there are any.

        Raises DatasetError where a record is damaged.
        """
        wanted = None if scene_ids is None else set(scene_ids)
        for manifest in self.scenes:
            if wanted is None or manifest.scene_id in wanted:
                yield from self.frames([manifest.scene_id])
                yield from self._variants(manifest.scene_id)

    def _variants(self, scene_id: str) -> Iterator[Frame]:
        path = self._layout.scene_sample_records(scene_id)
        if path.is_file():
            for number, line in enumerate(_lines(self._layout, path), 1):
                record, variant = _sample(line, Place(self._layout.shown(path), number))
                yield Frame(record, self.root / record.image, variant)

    def __iter__(self) -> Iterator[Frame]:
        return self.frames()

    def __len__(self) -> int:
        """How many frames there are."""
        return sum(len(manifest.frames) for manifest in self.scenes)


def open_dataset(root: str | Path) -> Dataset:
    """The dataset below `root`. Raises DatasetError when there is none."""
    dataset = Dataset(Path(root))
    if not dataset.scenes and not dataset.failures:
        raise DatasetError(
            f"no dataset in {root}: it holds no finished scene",
            "Name the folder a dataset was written to (dataset.root=..., by default outputs/dataset), or make one "
            "with `python -m synthgen scene=dot_products`.",
        )
    return dataset


def read_frames(root: str | Path, scene_ids: Iterable[str] | None = None) -> Iterator[FrameRecord]:
    """The records of a dataset by scene id and time, each checked. Raises DatasetError."""
    for frame in open_dataset(root).frames(scene_ids):
        yield frame.record


_RUN_AGAIN = "Delete the scene's file in processed/metadata/scenes and run it again."


def _records(layout: Layout, manifest: Manifest) -> Iterator[FrameRecord]:
    path = layout.scene_annotations(manifest.scene_id)
    shown = layout.shown(path)
    lines = _lines(layout, path)
    if len(lines) != len(manifest.frames):
        raise DatasetError(f"{shown}: expected {len(manifest.frames)} records, got {len(lines)}", _RUN_AGAIN)
    for number, line in enumerate(lines, 1):
        yield from_json(line, shown, number)


def _lines(layout: Layout, path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"cannot read {layout.shown(path)}: {error}", _RUN_AGAIN) from error
    if lines[-1] == "":
        lines.pop()
    return lines


def _sample(line: str, place: Place) -> tuple[FrameRecord, Mapping[str, Any]]:
    """A variant's record, which is that of a frame, and its part `variant`."""
    try:
        content = json.loads(line)
        variant = content.pop("variant")
    except (ValueError, AttributeError, KeyError):
        raise DatasetError(f"{place}: expected a record with a part `variant`", _RUN_AGAIN) from None
    return from_json(json.dumps(content), place.file, place.line or 1), variant
