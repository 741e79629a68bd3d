"""Matched videos as `validation/metrics/match.json` tells of them: which scene runs from when to when, how surely."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synthgen.core.checked_json import is_finite
from synthgen.errors import DatasetError

if TYPE_CHECKING:
    from synthgen.quality.review.catalogue import Catalogue

FILE = Path("validation") / "metrics" / "match.json"
_ROWS = ("stretches", "rows", "segments", "matches", "timeline")
_START, _END = ("start_s", "start"), ("end_s", "end")
_SCENE = ("scene_class", "scene_id", "scene", "class")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a video (seconds) and the scene it shows, "" where none was found. `boundary_id` names its start."""

    boundary_id: str
    start_s: float
    end_s: float
    scene: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class MatchedVideo:
    video: str
    segments: tuple[Segment, ...]

    def as_fields(self) -> dict[str, Any]:
        return asdict(self)


def read_matches(root: Path) -> list[MatchedVideo]:
    """The matched videos of a dataset, none where nothing was matched. Raises DatasetError when the file is damaged."""
    path = root / FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise DatasetError(f"cannot read {FILE}: {error}", _REMEDY) from error
    videos = content.get("videos", [content]) if isinstance(content, dict) else content
    if not isinstance(videos, list):
        raise DatasetError(f"{FILE}: expected videos with their rows, got {type(videos).__name__}", _REMEDY)
    return [_video(video, number) for number, video in enumerate(videos)]


_REMEDY = "Match the video again with `python -m synthgen task=match`."


def _video(video: Any, number: int) -> MatchedVideo:
    rows = _first(video, _ROWS) if isinstance(video, dict) else None
    if not isinstance(rows, list):
        raise DatasetError(f"{FILE}: video {number} has no rows", _REMEDY)
    segments = [_segment(row, f"video {number}, row {index}", index) for index, row in enumerate(rows)]
    named = video.get("video", "")
    name = named if isinstance(named, str) else str(named.get("path", "")) if isinstance(named, dict) else ""
    return MatchedVideo(name or f"video {number}", tuple(sorted(segments, key=lambda item: item.start_s)))


def _segment(row: Any, where: str, index: int) -> Segment:
    if not isinstance(row, dict):
        raise DatasetError(f"{FILE}: {where} is no object", _REMEDY)
    start, end, confidence = _first(row, _START), _first(row, _END), row.get("confidence")
    if not is_finite(start) or not is_finite(end) or start > end:
        raise DatasetError(f"{FILE}: {where} has no start and end in seconds", _REMEDY)
    if confidence is not None and not is_finite(confidence):
        raise DatasetError(f"{FILE}: {where} has a confidence that is no number", _REMEDY)
    return Segment(f"row-{index}", float(start), float(end), str(_first(row, _SCENE) or ""), confidence)


def _first(fields: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((fields[name] for name in names if name in fields), None)


def confidences(videos: Iterable[MatchedVideo], catalogue: Catalogue) -> dict[str, float]:
    """The lowest confidence with which each frame's scene was matched, by frame id; only of scenes with a match."""
    lowest: dict[str, float] = {}
    for video in videos:
        for segment in video.segments:
            if segment.scene and segment.confidence is not None:
                lowest[segment.scene] = min(segment.confidence, lowest.get(segment.scene, 1.0))
    found: dict[str, float] = {}
    for scene in catalogue.scenes:
        names = (scene.scene_id, scene.scene_id.rpartition(".")[2])
        confidence = next((lowest[name] for name in names if name in lowest), None)
        if confidence is not None:
            found.update((entry.frame_id, confidence) for entry in scene.frames)
    return found
