"""The manifest of a shard: what one scene put on disk and what it was made from.

Its presence is what makes a shard count, so it is written last. It holds nothing that differs between two runs of the
same configuration (no times, no paths of the machine).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from synthgen.core.annotation import SCHEMA_VERSION, FrameRecord, check_schema_version
from synthgen.core.checked_json import Fields, Place, parse_object
from synthgen.core.job import RunReport, SceneRef
from synthgen.dataset.files import pretty_json
from synthgen.dataset.layout import Layout
from synthgen.errors import DatasetError


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the shard: its path relative to the dataset's root, its size, and the hash of its content."""

    file: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is known of one whole shard. `scene_frames` and `plays` count the scene's own clock, not what was drawn.

    `frame_ids` names the records, `frames` and `samples` the picture of each; records whose pictures are the same name
    the same file. `augmentations` counts in how many samples each took part.
    """

    scene_id: str
    scene_class: str
    source: str
    video: str
    year: int | None
    copyright: str
    engine: str
    engine_versions: dict[str, str]
    seed: int
    config_hash: str
    resolution: tuple[int, ...]
    fps: str
    scene_frames: int
    plays: int
    objects: int
    types: dict[str, int]
    categories: dict[str, int]
    stand_ins: tuple[str, ...]
    notes: tuple[str, ...]
    annotations: StoredFile
    frame_ids: tuple[str, ...]
    frames: tuple[StoredFile, ...]
    sample_annotations: StoredFile | None = None
    sample_objects: int = 0
    augmentations: dict[str, int] = field(default_factory=dict)
    samples: tuple[StoredFile, ...] = ()

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """All files of the shard but the manifest."""
        records = (self.annotations, *([self.sample_annotations] if self.sample_annotations else []))
        return (*records, *self.frames, *self.samples)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRecords:
    """Records as they were written: the file they are in, and the picture of each."""

    records: Sequence[FrameRecord] = ()
    file: StoredFile | None = None
    pictures: Sequence[StoredFile] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardOrigin:
    """What decides a shard's content: the scene, the configuration (as a hash of it), the seed and the engine."""

    scene: SceneRef
    config_hash: str
    seed: int
    versions: dict[str, str]


def describe(origin: ShardOrigin, report: RunReport, frames: StoredRecords, samples: StoredRecords) -> Manifest:
    """The manifest of a shard with at least one frame."""
    assert frames.file is not None
    records = frames.records
    scene = origin.scene
    objects = [item for record in records for item in record.objects]
    fps = records[0].fps
    return Manifest(
        scene_id=scene.scene_id,
        scene_class=scene.class_name,
        source=scene.source,
        video=scene.video,
        year=scene.year,
        copyright=scene.copyright,
        engine=scene.engine,
        engine_versions=dict(sorted(origin.versions.items())),
        seed=origin.seed,
        config_hash=origin.config_hash,
        resolution=records[0].resolution,
        fps=f"{fps.numerator}/{fps.denominator}",
        scene_frames=report.frame_count,
        plays=report.play_count,
        objects=len(objects),
        types=counted(item.type for item in objects),
        categories=counted(item.category for item in objects),
        stand_ins=tuple(report.stand_ins),
        notes=tuple(report.notes),
        annotations=frames.file,
        frame_ids=tuple(record.frame_id for record in records),
        frames=tuple(frames.pictures),
        sample_annotations=samples.file,
        sample_objects=sum(len(record.objects) for record in samples.records),
        augmentations=counted(
            one.name for record in samples.records if record.variant for one in record.variant.augment
        ),
        samples=tuple(samples.pictures),
    )


def counted(names: Iterable[str]) -> dict[str, int]:
    """How often each name occurs, in alphabetical order."""
    return dict(sorted(Counter(names).items()))


def manifest_to_json(manifest: Manifest) -> str:
    return pretty_json({"schema_version": SCHEMA_VERSION, **asdict(manifest)})


def read_manifest(layout: Layout, scene_id: str) -> Manifest | None:
    """The manifest of a scene's shard, None when there is no whole shard. Raises DatasetError when it is damaged."""
    path = layout.scene_manifest(scene_id)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(
            f"cannot read {layout.shown(path)}: {error}", "Delete the file and run the scene again."
        ) from error
    return _manifest(text, Place(layout.shown(path)))


def read_manifests(layout: Layout) -> list[Manifest]:
    """All whole shards, by scene id. Raises DatasetError when a manifest is damaged."""
    found = (read_manifest(layout, path.stem) for path in visible_files(layout.manifests, ".json"))
    return sorted((manifest for manifest in found if manifest is not None), key=lambda manifest: manifest.scene_id)


def visible_files(folder: Path, suffix: str) -> list[Path]:
    """The files of a folder that end in `suffix` and are not hidden (as half-written ones are), by name."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix == suffix and not path.name.startswith("."))


def _manifest(text: str, place: Place) -> Manifest:
    fields = parse_object(text, place)
    check_schema_version(fields, place)
    manifest = Manifest(
        scene_id=fields.text("scene_id", empty=False),
        scene_class=fields.text("scene_class"),
        source=fields.text("source"),
        video=fields.text("video"),
        year=fields.optional("year", fields.integer),
        copyright=fields.text("copyright"),
        engine=fields.text("engine", empty=False),
        engine_versions=fields.table("engine_versions", str),
        seed=fields.integer("seed"),
        config_hash=fields.text("config_hash"),
        resolution=fields.integers("resolution"),
        fps=fields.text("fps", empty=False),
        scene_frames=fields.integer("scene_frames", 0),
        plays=fields.integer("plays", 0),
        objects=fields.integer("objects", 0),
        types=fields.table("types", int),
        categories=fields.table("categories", int),
        stand_ins=fields.texts("stand_ins"),
        notes=fields.texts("notes"),
        annotations=_stored_file(fields.child("annotations")),
        frame_ids=fields.texts("frame_ids"),
        frames=tuple(_stored_file(item) for item in fields.children("frames")),
        **(_samples(fields) if fields.has("samples") else {}),
    )
    fields.done()
    return manifest


def _samples(fields: Fields) -> dict[str, Any]:
    """What shards from before there were augmented samples do not have."""
    return {
        "sample_annotations": fields.optional("sample_annotations", lambda name: _stored_file(fields.child(name))),
        "sample_objects": fields.integer("sample_objects", 0),
        "augmentations": fields.table("augmentations", int),
        "samples": tuple(_stored_file(item) for item in fields.children("samples")),
    }


def _stored_file(fields: Fields) -> StoredFile:
    stored = StoredFile(fields.text("file", empty=False), fields.integer("bytes", 0), fields.text("sha256"))
    fields.done()
    return stored
