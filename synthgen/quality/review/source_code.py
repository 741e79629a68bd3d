"""The source beside a picture: the lines of a scene's file, where it is still at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from synthgen.dataset.origins import Origin, source_hash
from synthgen.errors import DatasetError
from synthgen.quality.review.safe_paths import safe_file

_LARGEST_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class SourceCode:
    """A file's lines. `has_changed`: it is not what was rendered any more, so its lines may have moved."""

    file: str
    lines: tuple[str, ...]
    has_changed: bool


def read_source(origins: Mapping[str, Origin], scene_id: str, file: str) -> SourceCode:
    """The file as records of the scene name it. Raises DatasetError when it is not at hand or no Python source."""
    origin = origins.get(scene_id)
    if origin is None:
        raise DatasetError("nothing says where the scene's source is", "Render the scene again on this machine.")
    if not file.endswith(".py"):
        raise DatasetError(f"{file!r} is no Python file", "Only the source of scenes is shown.")
    path = safe_file(origin.scene.root, file)
    if path.stat().st_size > _LARGEST_BYTES:
        raise DatasetError(f"{file} is too large to show", "Open it in an editor.")
    text = path.read_text(encoding="utf-8", errors="replace")
    is_scene_file = path == origin.scene.file.resolve()
    return SourceCode(file, tuple(text.splitlines()), is_scene_file and source_hash(origin.scene) != origin.sha256)
