"""What the grid filters and sorts by: a few numbers for each frame, gathered in the background and kept on disk."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from synthgen.core.annotation import FrameRecord
from synthgen.dataset.files import write_atomically
from synthgen.quality.review.suspicion import Doubt, label_doubts, suspicion

_VERSION = 1


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """One frame: `types` that occur in it with their categories, `objects` in all, how much is seen of the object
    least seen (`visibility`) and hidden of the one most hidden (`occlusion`), both 0..1 or None where nothing says.
    """

    frame_id: str
    time_s: float
    kind: str
    types: dict[str, str]
    objects: int
    visibility: float | None
    occlusion: float | None
    truncation: float | None
    doubts: tuple[Doubt, ...]

    @property
    def suspicion(self) -> float:
        return suspicion(self.doubts)


def gather_facts(records: Sequence[FrameRecord]) -> list[FrameFacts]:
    """The facts of a scene's frames (by time)."""
    return [_facts(record, doubts) for record, doubts in zip(records, label_doubts(records), strict=True)]


def _facts(record: FrameRecord, doubts: Sequence[Doubt]) -> FrameFacts:
    items = record.objects
    return FrameFacts(
        frame_id=record.frame_id,
        time_s=record.timestamp_s,
        kind=record.kind,
        types={item.type: item.category for item in items},
        objects=len(items),
        visibility=min((item.visibility for item in items if item.visibility is not None), default=None),
        occlusion=max((item.occlusion for item in items if item.occlusion is not None), default=None),
        truncation=max((item.truncation for item in items if item.truncation is not None), default=None),
        doubts=tuple(doubts),
    )


class FactsCache:
    """Facts of whole scenes on disk, by what the scene's records held: they can be old, but never wrong."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, version: str) -> list[FrameFacts] | None:
        try:
            content = json.loads(self._path(version).read_text(encoding="utf-8"))
            return [_from_fields(fields) for fields in content]
        except (OSError, ValueError, TypeError, KeyError):
            return None  # Not there or damaged: they are gathered again.

    def write(self, version: str, facts: Sequence[FrameFacts]) -> None:
        """Raises DatasetError when there is no room."""
        write_atomically(self._path(version), json.dumps([asdict(item) for item in facts]))

    def _path(self, version: str) -> Path:
        return self._folder / f"{version}-{_VERSION}.json"


def _from_fields(fields: dict[str, Any]) -> FrameFacts:
    return FrameFacts(**{**fields, "doubts": tuple(Doubt(**doubt) for doubt in fields["doubts"])})
