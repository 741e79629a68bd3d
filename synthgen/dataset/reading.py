"""Reading a dataset: its frames in order, each with its record and its picture, and their variants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from synthgen.core.annotation import FrameRecord, ObjectRecord, Variant, from_json
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

    @property
    def variant(self) -> Variant | None:
        return self.record.variant

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
    """A dataset on disk. Iterating gives its frames by scene id and time; only whole shards are seen.

    `left_out` are ids of frames that are passed over, as those are that reviewers rejected.
    """

    def __init__(self, root: Path, left_out: frozenset[str] = frozenset()) -> None:
        self.root = root
        self.left_out = left_out
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
                path = self._layout.scene_annotations(manifest.scene_id)
                for record in _records(self._layout, path, len(manifest.frames)):
                    if record.frame_id in self.left_out:
                        continue
                    yield Frame(record, self.root / record.image)

    def samples(self, scene_ids: Iterable[str] | None = None) -> Iterator[Frame]:
        """The augmented samples of the given scenes, or of all. Raises DatasetError where a record is damaged."""
        wanted = None if scene_ids is None else set(scene_ids)
        for manifest in self.scenes:
            if wanted is None or manifest.scene_id in wanted:
                yield from self._samples(manifest.scene_id)

    @property
    def sample_count(self) -> int:
        """How many augmented samples there are."""
        return sum(len(manifest.samples) for manifest in self.scenes)

    def pictures(self, scene_ids: Iterable[str] | None = None) -> Iterator[Frame]:
        """All there is to learn from: of each scene first its frames, then their samples, where there are any.

        Raises DatasetError where a record is damaged.
        """
        wanted = None if scene_ids is None else set(scene_ids)
        for manifest in self.scenes:
            if wanted is None or manifest.scene_id in wanted:
                yield from self.frames([manifest.scene_id])
                yield from self._samples(manifest.scene_id)

    def _samples(self, scene_id: str) -> Iterator[Frame]:
        path = self._layout.scene_sample_records(scene_id)
        if path.is_file():
            for number, line in enumerate(_lines(self._layout, path), 1):
                record = from_json(line, self._layout.shown(path), number)
                if record.variant is not None and record.variant.of in self.left_out:
                    continue
                yield Frame(record, self.root / record.image)

    def __iter__(self) -> Iterator[Frame]:
        return self.frames()

    def __len__(self) -> int:
        """How many frames there are."""
        if self.left_out:
            return sum(1 for _ in self.frames())
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


def _records(layout: Layout, path: Path, count: int) -> Iterator[FrameRecord]:
    shown = layout.shown(path)
    lines = _lines(layout, path)
    if len(lines) != count:
        raise DatasetError(f"{shown}: expected {count} records, got {len(lines)}", _RUN_AGAIN)
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
