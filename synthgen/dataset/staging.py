"""Where a shard grows before it is whole, how it moves into place, and what becomes of it when its process dies.

A staged shard is a folder with `frames/`, `annotations.jsonl`, where there are augmented samples `samples/` and
`samples.jsonl`, and, written last, `manifest.json`: with that it is whole and can be published at any time by anyone.
Its owner holds a lock on the file beside it, which the system releases when the owner dies, however it dies and on
whatever machine of a shared folder it ran.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import shutil
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from synthgen.dataset.files import UNFINISHED, locked, sync_folder
from synthgen.dataset.layout import Layout, checked_name

FRAMES = "frames"
ANNOTATIONS = "annotations.jsonl"
SAMPLES = "samples"
SAMPLE_RECORDS = "samples.jsonl"
MANIFEST = "manifest.json"

_REPLACED = "replaced_"
_LOCK_SUFFIX = ".lock"
_DATASET_LOCK = ".dataset.lock"


@dataclass(frozen=True, slots=True)
class StagedShard:
    """A staging folder and the descriptor whose lock says that its owner lives."""

    folder: Path
    descriptor: int

    def discard(self) -> None:
        """Remove the folder with all that is left in it, then its lock. May be called twice."""
        shutil.rmtree(self.folder, ignore_errors=True)
        with contextlib.suppress(OSError):
            _lock_file(self.folder).unlink()
        with contextlib.suppress(OSError):
            os.close(self.descriptor)


def open_staged_shard(layout: Layout, scene_id: str) -> StagedShard:
    """A fresh staging folder for a scene, locked by this process. Raises OSError."""
    layout.staging.mkdir(parents=True, exist_ok=True)
    while True:
        folder = layout.staging / f"{checked_name(scene_id)}-{os.getpid()}-{secrets.token_hex(4)}"
        # The lock comes before the folder: a folder without one is known to be dead.
        descriptor = _take_lock(_lock_file(folder), create=True)
        if descriptor is not None:
            staged = StagedShard(folder, descriptor)
            try:
                (folder / FRAMES).mkdir(parents=True)
                (folder / SAMPLES).mkdir()
            except OSError:
                staged.discard()
                raise
            return staged


def dataset_lock(layout: Layout) -> AbstractContextManager[None]:
    """Held for the moment in which shards come or go, so that two processes never move one scene at once."""
    return locked(layout.staging / _DATASET_LOCK)


def publish(layout: Layout, folder: Path, scene_id: str) -> None:
    """Move a whole staged shard into place, replacing the scene's old one. Call under `dataset_lock`. Raises OSError.

    The old manifest goes first and the new one comes last: at no point does a manifest stand beside files of
    another shard. Every step may be the last one before a crash; calling this again then does the rest.
    """
    manifest = layout.scene_manifest(scene_id)
    manifest.parent.mkdir(parents=True, exist_ok=True)
    manifest.unlink(missing_ok=True)
    _move_folder(folder / FRAMES, layout.scene_frames(scene_id))
    _move_file(folder / ANNOTATIONS, layout.scene_annotations(scene_id))
    if _has_samples(folder):
        _move_folder(folder / SAMPLES, layout.scene_samples(scene_id))
        _move_file(folder / SAMPLE_RECORDS, layout.scene_sample_records(scene_id))
    else:
        _withdraw_samples(layout, scene_id)
    layout.scene_failure(scene_id).unlink(missing_ok=True)
    (folder / MANIFEST).replace(manifest)
    sync_folder(manifest.parent)


def _has_samples(folder: Path) -> bool:
    """Asked of the manifest: what was moved already is not in the folder any more."""
    return bool(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["samples"])


def _move_folder(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.exists():
        if target.exists():
            target.rename(source.with_name(_REPLACED + source.name))
        source.rename(target)
    sync_folder(target.parent)


def _move_file(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.exists():
        source.replace(target)
    sync_folder(target.parent)


def withdraw(layout: Layout, scene_id: str) -> None:
    """Remove a scene's shard, its manifest first. Call under `dataset_lock`."""
    layout.scene_manifest(scene_id).unlink(missing_ok=True)
    layout.scene_annotations(scene_id).unlink(missing_ok=True)
    shutil.rmtree(layout.scene_frames(scene_id), ignore_errors=True)
    _withdraw_samples(layout, scene_id)


def _withdraw_samples(layout: Layout, scene_id: str) -> None:
    layout.scene_sample_records(scene_id).unlink(missing_ok=True)
    shutil.rmtree(layout.scene_samples(scene_id), ignore_errors=True)


def sweep(layout: Layout) -> list[str]:
    """Clear up after processes that died: finish shards that were on their way into place, remove all others.

    Safe while other processes write to the same dataset. Returns the ids of the scenes that were finished.
    """
    if not layout.staging.is_dir():
        return []
    finished = []
    with dataset_lock(layout):
        for folder in sorted(path for path in layout.staging.iterdir() if path.is_dir()):
            descriptor = _take_lock(_lock_file(folder), create=False)
            if descriptor is None and _lock_file(folder).exists():
                continue
            if (scene_id := _scene_to_finish(layout, folder)) is not None:
                publish(layout, folder, scene_id)
                finished.append(scene_id)
            shutil.rmtree(folder, ignore_errors=True)
            _lock_file(folder).unlink(missing_ok=True)
            if descriptor is not None:
                os.close(descriptor)
        _remove_unused_locks(layout)
        _remove_unfinished_files(layout)
    return finished


def _scene_to_finish(layout: Layout, folder: Path) -> str | None:
    """The scene of a dead but whole staged shard, unless another shard of that scene is in place."""
    if not (folder / MANIFEST).is_file():
        return None
    scene_id = folder.name.rsplit("-", 2)[0]
    return None if layout.scene_manifest(scene_id).exists() else scene_id


def _remove_unused_locks(layout: Layout) -> None:
    """Locks whose owner died before it had made its folder, or after it had removed it."""
    for lock in layout.staging.glob(f"*{_LOCK_SUFFIX}"):
        if lock.name == _DATASET_LOCK or lock.with_name(lock.name.removesuffix(_LOCK_SUFFIX)).exists():
            continue
        descriptor = _take_lock(lock, create=False)
        if descriptor is not None:
            lock.unlink(missing_ok=True)
            os.close(descriptor)


def _remove_unfinished_files(layout: Layout) -> None:
    """What `write_atomically` had not finished: every writer below the root holds the lock that we hold."""
    for folder in (layout.root, layout.metadata, layout.failures):
        for path in folder.glob(f".*{UNFINISHED}"):
            path.unlink(missing_ok=True)


def _lock_file(folder: Path) -> Path:
    return folder.with_name(folder.name + _LOCK_SUFFIX)


def _take_lock(path: Path, *, create: bool) -> int | None:
    """The descriptor of the file, locked; None when somebody else holds the lock or the file is gone."""
    try:
        descriptor = os.open(path, os.O_RDWR | (os.O_CREAT if create else 0), 0o666)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # A sweep may have locked and removed the file between the two calls above: then this lock guards nothing.
        if path.exists() and os.fstat(descriptor).st_ino == path.stat().st_ino:
            return descriptor
    except OSError:
        pass
    os.close(descriptor)
    return None
