"""Writing one scene's frames, augmented samples and records so that they appear whole or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from synthgen.core.annotation import FrameRecord, from_json, to_json
from synthgen.core.job import RunReport, SceneRef
from synthgen.core.snapshot import PixelArray
from synthgen.dataset.encoder import FrameEncoder, Written
from synthgen.dataset.files import UNFINISHED, explained, explained_errors, to_bytes, write_durably
from synthgen.dataset.image_formats import ImageFormat
from synthgen.dataset.layout import Layout, image_path, sample_path
from synthgen.dataset.manifest import (
    Manifest,
    ShardOrigin,
    StoredFile,
    StoredRecords,
    describe,
    manifest_to_json,
    read_manifest,
)
from synthgen.dataset.staging import (
    ANNOTATIONS,
    FRAMES,
    MANIFEST,
    SAMPLE_RECORDS,
    SAMPLES,
    dataset_lock,
    open_staged_shard,
    publish,
    sweep,
    withdraw,
)
from synthgen.errors import DatasetError


class ShardWriter:
    """Collects a scene's frames aside and puts them in place on `commit`; use it in a `with` statement.

    Leaving the block without a commit removes everything. Raises DiskFull when there is no room and DatasetError
    for what else may go wrong on disk, at the latest from `commit`; after an error nothing of the shard remains.
    """

    def __init__(
        self, root: Path, scene_id: str, config_hash: str, image_format: ImageFormat = ImageFormat.PNG
    ) -> None:
        # Absolute, because a scene may change the working directory.
        self._layout = Layout(root.absolute())
        self._scene_id = scene_id
        self._config_hash = config_hash
        self._format = image_format
        self._frames: dict[str, FrameRecord] = {}
        self._samples: dict[str, FrameRecord] = {}
        self._committed = False
        with explained_errors(self._layout.staging):
            self._staged = open_staged_shard(self._layout, self._scene_id)
        self._encoder = FrameEncoder(self._staged.folder, image_format)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._committed:
            self.abort()

    def add_frame(self, record: FrameRecord, pixels: PixelArray) -> None:
        """Add one frame; `pixels` (height, width, 3) uint8 must not change afterwards.

        The record's `image` is filled in here. Raises ValueError for a frame id that was added before, a scene
        id or a size that does not fit.
        """
        self._add(self._frames, record, pixels, image_path(self._scene_id, record.frame_id, self._format.value), FRAMES)

    def add_sample(self, record: FrameRecord, pixels: PixelArray) -> None:
        """Add one augmented sample (a record with a `variant`); otherwise like `add_frame`."""
        if record.variant is None:
            raise ValueError(f"{record.frame_id} is no sample: it says nothing of what was done to its moment")
        path = sample_path(self._scene_id, record.frame_id, self._format.value)
        self._add(self._samples, record, pixels, path, SAMPLES)

    def _add(
        self, records: dict[str, FrameRecord], record: FrameRecord, pixels: PixelArray, image: str, folder: str
    ) -> None:
        if record.frame_id in records:
            raise ValueError(f"frame {record.frame_id} was added twice")
        if record.scene_id != self._scene_id:
            raise ValueError(f"frame {record.frame_id} belongs to {record.scene_id}, not to {self._scene_id}")
        if pixels.shape != (record.resolution[1], record.resolution[0], 3):
            raise ValueError(f"frame {record.frame_id}: resolution {record.resolution}, but pixels {pixels.shape}")
        records[record.frame_id] = replace(record, image=image)
        try:
            self._encoder.submit(f"{folder}/{Path(image).name}", pixels)
        except OSError as error:
            raise explained(error, self._layout.root / image) from error

    def commit(self, *, scene: SceneRef, versions: dict[str, str], seed: int, report: RunReport) -> Manifest:
        """Put the shard in place of any older one of its scene and return its manifest. `versions`: the engine's.

        Raises ValueError when no frame was added: a scene that shows nothing is a failure to record, not a shard.
        """
        if not self._frames:
            raise ValueError(f"scene {self._scene_id} has no frames to commit")
        origin = ShardOrigin(scene=scene, config_hash=self._config_hash, seed=seed, versions=versions)
        try:
            manifest = self._write_whole(origin, report)
            self._publish()
        except OSError as error:
            self.abort()
            raise explained(error, self._layout.scene_frames(self._scene_id)) from error
        except BaseException:
            self.abort()
            raise
        self._committed = True
        self._staged.discard()
        return manifest

    def abort(self) -> None:
        """Remove everything written so far."""
        self._encoder.cancel()
        self._staged.discard()

    def _write_whole(self, origin: ShardOrigin, report: RunReport) -> Manifest:
        """Complete the staged shard; its manifest comes last and says that it is whole."""
        folder, layout = self._staged.folder, self._layout
        written = self._encoder.finish()
        frames = self._write_records(self._frames, ANNOTATIONS, layout.scene_annotations(self._scene_id), written)
        samples = StoredRecords()
        if self._samples:
            target = layout.scene_sample_records(self._scene_id)
            samples = self._write_records(self._samples, SAMPLE_RECORDS, target, written)
        manifest = describe(origin, report, frames, samples)
        aside = folder / f"{MANIFEST}{UNFINISHED}"
        write_durably(aside, to_bytes(manifest_to_json(manifest)))
        aside.rename(folder / MANIFEST)
        return manifest

    def _write_records(
        self, added: dict[str, FrameRecord], name: str, target: Path, written: dict[str, Written]
    ) -> StoredRecords:
        """Write records in the order of time, then of samples; `target` is where the file will be."""
        pictures = {key: self._picture(written[_staged_name(record.image)]) for key, record in added.items()}
        found = [replace(record, image=pictures[key].file) for key, record in added.items()]
        records = sorted(found, key=_order)
        lines = [to_json(record) for record in records]
        shown = self._layout.shown(target)
        # Reading back costs 25 us an object and keeps what no reader would accept out of the dataset; a moment's
        # samples have the same fields as its frame, so one in ten of them will do.
        for number in range(1, len(lines) + 1, 1 if added is self._frames else 10):
            from_json(lines[number - 1], shown, number)
        content = "".join(line + "\n" for line in lines).encode()
        write_durably(self._staged.folder / name, content)
        return StoredRecords(
            records=records,
            file=StoredFile(shown, len(content), hashlib.sha256(content).hexdigest()),
            pictures=[pictures[record.frame_id] for record in records],
        )

    def _picture(self, written: Written) -> StoredFile:
        folder, _, name = written.name.partition("/")
        path = image_path if folder == FRAMES else sample_path
        ending = self._format.value
        stored = path(self._scene_id, name.removesuffix(f".{ending}"), ending)
        return StoredFile(stored, written.bytes, written.sha256)

    def _publish(self) -> None:
        with dataset_lock(self._layout):
            try:
                publish(self._layout, self._staged.folder, self._scene_id)
            except BaseException:
                withdraw(self._layout, self._scene_id)
                raise


def _order(record: FrameRecord) -> tuple[int, int, str]:
    return record.frame_index, record.variant.index if record.variant else 0, record.frame_id


def _staged_name(image: str) -> str:
    """Where a picture lies within the staged shard."""
    return f"{SAMPLES if image.startswith('augmented/') else FRAMES}/{Path(image).name}"


def is_complete(root: Path, scene_id: str, config_hash: str) -> bool:
    """Whether the scene's shard is there, made from this configuration, with every file of the size it was written.

    A damaged manifest counts as no shard: the scene is then run again.
    """
    layout = Layout(root)
    try:
        manifest = read_manifest(layout, scene_id)
    except DatasetError:
        return False
    if manifest is None or manifest.config_hash != config_hash:
        return False
    return all(_has_size(layout.root / stored.file, stored.bytes) for stored in manifest.files)


def clear_leftovers(root: Path) -> list[str]:
    """Clear up after processes that were killed; call at the start of a run. Returns the scenes it could finish.

    Safe while other processes write to the same dataset.
    """
    layout = Layout(root.absolute())
    with explained_errors(layout.staging):
        return sweep(layout)


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False
