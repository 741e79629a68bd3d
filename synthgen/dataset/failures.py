"""Scenes that gave no frames: one file each, gathered into one list at the dataset's root."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synthgen.core.annotation import SCHEMA_VERSION, check_schema_version
from synthgen.core.checked_json import Place, parse_object
from synthgen.core.job import Failure, FailureReason, SceneRef
from synthgen.dataset.files import explained_errors, pretty_json, write_atomically
from synthgen.dataset.layout import Layout
from synthgen.dataset.manifest import visible_files
from synthgen.dataset.staging import dataset_lock, withdraw
from synthgen.errors import DatasetError


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureRecord:
    """A scene that failed, under which configuration, and why."""

    scene_id: str
    scene_class: str
    source: str
    engine: str
    config_hash: str
    failure: Failure


def record_failure(root: Path, scene: SceneRef, failure: Failure, config_hash: str) -> None:
    """Write down that a scene failed. Raises DatasetError when it cannot be written.

    A shard the scene had from an earlier configuration goes: the dataset must not mix two.
    """
    layout = Layout(root.absolute())
    record = FailureRecord(
        scene_id=scene.scene_id,
        scene_class=scene.class_name,
        source=scene.source,
        engine=scene.engine,
        config_hash=config_hash,
        failure=failure,
    )
    with explained_errors(layout.failures), dataset_lock(layout):
        withdraw(layout, scene.scene_id)
        write_atomically(layout.scene_failure(scene.scene_id), pretty_json(_fields(record)))


def read_failures(root: Path) -> list[FailureRecord]:
    """All recorded failures, by scene id. Raises DatasetError when a file is damaged."""
    layout = Layout(root)
    found = [_read(path, layout) for path in visible_files(layout.failures, ".json")]
    return sorted(found, key=lambda record: record.scene_id)


def write_failures_index(root: Path) -> int:
    """Derive `failures.jsonl` (one line a scene, by scene id) from the single files; returns how many there are."""
    layout = Layout(root)
    with explained_errors(layout.root), dataset_lock(layout):
        records = read_failures(root)
        lines = [json.dumps(_fields(record), separators=(",", ":")) + "\n" for record in records]
        write_atomically(layout.failures_index, "".join(lines))
    return len(records)


def _fields(record: FailureRecord) -> dict[str, Any]:
    failure = record.failure
    return {
        "schema_version": SCHEMA_VERSION,
        "scene_id": record.scene_id,
        "scene_class": record.scene_class,
        "source": record.source,
        "engine": record.engine,
        "reason": failure.reason.value,
        "message": failure.message,
        "file": failure.file,
        "line": failure.line,
        "traceback": failure.traceback,
        "config_hash": record.config_hash,
    }


def _read(path: Path, layout: Layout) -> FailureRecord:
    place = Place(layout.shown(path))
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"cannot read {place}: {error}", "Delete the file and run the scene again.") from error
    fields = parse_object(text, place)
    check_schema_version(fields, place)
    reasons = [reason.value for reason in FailureReason]
    if fields.text("reason") not in reasons:
        fields.wrong("reason", f"one of {', '.join(reasons)}")
    record = FailureRecord(
        scene_id=fields.text("scene_id", empty=False),
        scene_class=fields.text("scene_class"),
        source=fields.text("source"),
        engine=fields.text("engine"),
        config_hash=fields.text("config_hash"),
        failure=Failure(
            reason=FailureReason(fields.text("reason")),
            message=fields.text("message"),
            traceback=fields.text("traceback"),
            file=fields.text("file"),
            line=fields.integer("line", 0),
        ),
    )
    fields.done()
    return record
