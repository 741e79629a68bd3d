"""The frames a review is about, known from manifests alone: records and pictures are read when they are asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from synthgen.core.annotation import FrameRecord, from_json
from synthgen.dataset.layout import Layout
from synthgen.dataset.manifest import Manifest
from synthgen.errors import DatasetError, UsageError
from synthgen.quality.review.safe_paths import safe_file

_KEPT_SCENES = 8
"""Scenes whose lines stay in memory: those a reviewer goes back and forth between."""
_PICTURE_SUFFIXES = {".png", ".jpg", ".jpeg", ".webp"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One frame. `line` is the number of its record in its scene's shard, from 0; None for a picture without record.

    `version` changes whenever the picture does.
    """

    frame_id: str
    scene_id: str
    root: Path
    image: str
    version: str
    line: int | None

    def picture(self) -> Path:
        """The picture's file. Raises DatasetError when it is not a plain file below its root."""
        return safe_file(self.root, self.image)


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene (or a folder of further pictures) and its frames by time."""

    scene_id: str
    engine: str
    source: str
    version: str
    frames: tuple[Entry, ...]


class Catalogue:
    """Every frame by scene and time, and by its id."""

    def __init__(self, root: Path, manifests: Iterable[Manifest], folders: Sequence[Path] = ()) -> None:
        self.root = root
        self._layout = Layout(root)
        self.scenes = [_scene(root, manifest) for manifest in manifests]
        self.scenes += [_pictures(folder) for folder in folders]
        self._scenes = {scene.scene_id: scene for scene in self.scenes}
        self.entries = {entry.frame_id: entry for scene in self.scenes for entry in scene.frames}
        self._lines = lru_cache(maxsize=_KEPT_SCENES)(self._read_lines)

    def scene(self, scene_id: str) -> Scene:
        """A scene by its id. Raises KeyError for one that is not there."""
        return self._scenes[scene_id]

    def record(self, entry: Entry) -> FrameRecord | None:
        """The record of a frame, None for a picture that has none. Raises DatasetError when it is damaged."""
        if entry.line is None:
            return None
        path = self._layout.scene_annotations(entry.scene_id)
        lines = self._lines(entry.scene_id)
        if entry.line >= len(lines):
            raise DatasetError(f"{self._layout.shown(path)} has no line {entry.line + 1}", _RUN_AGAIN)
        return from_json(lines[entry.line].decode("utf-8"), self._layout.shown(path), entry.line + 1)

    def records(self, scene: Scene) -> list[FrameRecord]:
        """The records of a scene, without keeping its lines in memory. Raises DatasetError when one is damaged."""
        if all(entry.line is None for entry in scene.frames):
            return []
        shown = self._layout.shown(self._layout.scene_annotations(scene.scene_id))
        lines = self._read_lines(scene.scene_id)
        return [from_json(line.decode("utf-8"), shown, number) for number, line in enumerate(lines, 1)]

    def _read_lines(self, scene_id: str) -> list[bytes]:
        path = self._layout.scene_annotations(scene_id)
        try:
            return path.read_bytes().splitlines()
        except OSError as error:
            raise DatasetError(f"cannot read {self._layout.shown(path)}: {error}", _RUN_AGAIN) from error


_RUN_AGAIN = "Delete the scene's file in processed/metadata/scenes and run it again."


def _scene(root: Path, manifest: Manifest) -> Scene:
    frames = tuple(
        Entry(frame_id, manifest.scene_id, root, stored.file, stored.sha256, number)
        for number, (frame_id, stored) in enumerate(zip(_frame_ids(root, manifest), manifest.frames, strict=True))
    )
    return Scene(manifest.scene_id, manifest.engine, manifest.source, manifest.annotations.sha256, frames)


def _frame_ids(root: Path, manifest: Manifest) -> list[str]:
    """The ids of a scene's frames: the names of their pictures, or where frames share one, what the records say.

    Raises DatasetError when the records cannot be read.
    """
    names = [PurePosixPath(stored.file).stem for stored in manifest.frames]
    if len(set(names)) == len(names):
        return names
    path = Layout(root).scene_annotations(manifest.scene_id)
    try:
        ids = [str(json.loads(line)["frame_id"]) for line in path.read_bytes().splitlines()]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DatasetError(f"cannot read {Layout(root).shown(path)}: {error!r}", _RUN_AGAIN) from error
    if len(ids) != len(names):
        raise DatasetError(f"{Layout(root).shown(path)}: expected {len(names)} records, got {len(ids)}", _RUN_AGAIN)
    return ids


def _pictures(folder: Path) -> Scene:
    """A folder of pictures to be labelled. Raises UsageError when there is no such folder or it has no pictures."""
    folder = folder.absolute()
    found = sorted(path for path in folder.glob("*") if path.suffix.lower() in _PICTURE_SUFFIXES)
    if not found:
        raise UsageError(
            f"no pictures in {folder}", "name a folder with PNG, JPEG or WebP files: review.pictures=[FOLDER]"
        )
    name = f"pictures.{folder.name}"
    frames = tuple(
        Entry(f"{name}/{path.name}", name, folder, path.name, f"{path.stat().st_mtime_ns:x}", None) for path in found
    )
    return Scene(name, "", str(folder), "", frames)
