"""Where the scenes of a dataset came from, so that they can be run again.

The file names folders of this machine and so is no part of what is the same on every machine; a dataset that has moved
is told its scenes anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synthgen.core.checked_json import Fields, Place, parse_object
from synthgen.core.job import SceneRef
from synthgen.dataset.files import explained_errors, pretty_json, write_atomically
from synthgen.dataset.layout import Layout
from synthgen.dataset.staging import dataset_lock
from synthgen.errors import DatasetError

_REMEDY = "Name the scenes as you did to make the dataset (scene=...)."


@dataclass(frozen=True, slots=True)
class Origin:
    """A scene, where its assets were looked for, and what its file held (as a hash) when it was rendered."""

    scene: SceneRef
    asset_dirs: tuple[Path, ...]
    sha256: str

    @property
    def has_changed(self) -> bool:
        """Whether the scene's file is gone or holds something else now."""
        return source_hash(self.scene) != self.sha256


def source_hash(scene: SceneRef) -> str:
    """The hash of the scene's own file, "" when it cannot be read."""
    try:
        return hashlib.sha256(scene.file.read_bytes()).hexdigest()
    except OSError:
        return ""


def remember_origins(root: Path, scenes: Iterable[SceneRef], asset_dirs: Sequence[Path]) -> None:
    """Add scenes to what is known, in place of older entries. Raises DatasetError when it cannot be written."""
    layout = Layout(root.absolute())
    with explained_errors(layout.metadata), dataset_lock(layout):
        try:
            known = read_origins(root)
        except DatasetError:
            known = {}  # Damaged: what is known now is better than nothing.
        for scene in scenes:
            assets = tuple(folder.absolute() for folder in asset_dirs)
            known[scene.scene_id] = Origin(scene, assets, source_hash(scene))
        content = {"scenes": [_fields(origin) for _, origin in sorted(known.items())]}
        write_atomically(_path(layout), pretty_json(content))


def read_origins(root: Path) -> dict[str, Origin]:
    """What is known, by scene id; empty when nothing is. Raises DatasetError when the file is damaged."""
    layout = Layout(root)
    path = _path(layout)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"cannot read {layout.shown(path)}: {error}", _REMEDY) from error
    fields = parse_object(text, Place(layout.shown(path)))
    found = [_origin(item) for item in fields.children("scenes")]
    fields.done()
    return {origin.scene.scene_id: origin for origin in found}


def _path(layout: Layout) -> Path:
    return layout.metadata / "origins.json"


def _fields(origin: Origin) -> dict[str, Any]:
    scene = origin.scene
    return {
        "scene_id": scene.scene_id,
        "class_name": scene.class_name,
        "file": str(scene.file.absolute()),
        "root": str(scene.root.absolute()),
        "module": scene.module,
        "engine": scene.engine,
        "source": scene.source,
        "copyright": scene.copyright,
        "video": scene.video,
        "year": scene.year,
        "asset_dirs": [str(folder) for folder in origin.asset_dirs],
        "sha256": origin.sha256,
    }


def _origin(fields: Fields) -> Origin:
    origin = Origin(
        SceneRef(
            scene_id=fields.text("scene_id", empty=False),
            class_name=fields.text("class_name", empty=False),
            file=Path(fields.text("file", empty=False)),
            root=Path(fields.text("root", empty=False)),
            module=fields.text("module"),
            engine=fields.text("engine", empty=False),
            source=fields.text("source"),
            copyright=fields.text("copyright"),
            video=fields.text("video"),
            year=fields.optional("year", fields.integer),
        ),
        tuple(Path(folder) for folder in fields.texts("asset_dirs")),
        fields.text("sha256"),
    )
    fields.done()
    return origin
