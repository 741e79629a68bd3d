"""The layout of the public 3b1b_dataset pipeline: `output*/<year>/<video>/`, with code that was matched to each video.

A video's folder has its code as one file a scene (`validated_snippets/`, `cleaned_scenes/`) or as one file with all
that was imported (`monolith_manimgl.py`, `monolith_manimce.py`); the most finished kind is taken. How sure the match is
stands in `matches.json` beside it, or in `matching_summary_<year>.json` above or in `logs/` there. Everything is read
tolerantly: what is missing or is no JSON costs the filter, not the scenes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from synthgen.core.job import SceneRef
from synthgen.errors import SourceError, UsageError
from synthgen.sources.files import engine_by_imports
from synthgen.sources.folder import python_files
from synthgen.sources.listing import Listing, ToRef, Unreadable, list_files
from synthgen.sources.scenes import SceneClass, SceneIndex

_COPYRIGHT = "Scene code derived from 3Blue1Brown's videos repository (CC BY-NC-SA 4.0) by the 3b1b_dataset pipeline."
_SNIPPETS = ("validated_snippets", "cleaned_scenes")
"""Folders with one scene a file, the most finished first."""


@dataclass(frozen=True, slots=True)
class MatchedVideo:
    """A video's folder. `confidence` (0..1) is None where nothing says how sure the match is."""

    folder: Path
    year: int
    confidence: float | None
    youtube: str

    @property
    def name(self) -> str:
        return self.folder.name


def list_dataset3b1b(root: Path, engine: str, min_confidence: float) -> Listing:
    """The scenes of every video whose match is at least that sure. Raises UsageError for another folder."""
    videos = list(matched_videos(root))
    if not videos:
        raise UsageError(
            f"{root} holds no data set of this kind: there is no folder output*/<year>/<video>",
            "give the folder that holds the `outputs` folder, or that folder itself (`scene.root`)",
        )
    whole = Listing()
    for video in videos:
        if min_confidence > 0 and (video.confidence or 0) < min_confidence:
            continue
        found = _list_video(video, engine)
        whole.files += found.files
        whole.scenes += [replace(one, path=f"{video.year}/{video.name}/{one.path}") for one in found.scenes]
        whole.unreadable += [
            Unreadable(f"{video.year}/{video.name}/{one.path}", one.reason) for one in found.unreadable
        ]
    return whole


def matched_videos(root: Path) -> Iterator[MatchedVideo]:
    """Every video's folder below `root`, by year and name."""
    outputs = [folder for folder in sorted(root.glob("output*")) if folder.is_dir()] or [root]
    for output in outputs:
        for year_folder in sorted(output.glob("[12][0-9][0-9][0-9]")):
            name = f"matching_summary_{year_folder.name}.json"
            summary = (_json(output / name) or _json(output / "logs" / name)).get("results")
            results = summary if isinstance(summary, dict) else {}
            for folder in sorted(path for path in year_folder.iterdir() if path.is_dir()):
                told = results.get(folder.name)
                inner = told.get("match_data", told) if isinstance(told, dict) else {}
                match = {**(inner if isinstance(inner, dict) else {}), **_json(folder / "matches.json")}
                confidence = match.get("confidence_score", match.get("confidence"))
                sure = float(confidence) if isinstance(confidence, int | float) else None
                yield MatchedVideo(folder, int(year_folder.name), sure, str(match.get("video_id") or ""))


def _list_video(video: MatchedVideo, engine: str) -> Listing:
    files = _code_files(video.folder)
    index = SceneIndex([video.folder])

    def ref_of(file: Path) -> ToRef:
        chosen = engine or engine_by_imports(index.parse(file))

        def to_ref(scene: SceneClass) -> SceneRef:
            return SceneRef(
                scene_id=f"{video.year}.{video.name}.{scene.module}.{scene.name}",
                class_name=scene.name,
                file=scene.file,
                root=video.folder,
                module=scene.module,
                engine=chosen,
                source="3b1b_dataset",
                copyright=_COPYRIGHT,
                video=f"{video.name} (YouTube {video.youtube})" if video.youtube else video.name,
                year=video.year,
            )

        return to_ref

    return list_files(files, video.folder, index, ref_of)


def _code_files(folder: Path) -> list[Path]:
    """The files of the most finished kind of code that a video has."""
    for name in _SNIPPETS:
        if (folder / name).is_dir() and (found := python_files(folder / name)):
            return found
    pipeline = folder / ".pipeline" / "intermediate"
    files = [*python_files(folder), *(python_files(pipeline) if pipeline.is_dir() else [])]
    return [file for file in files if file.name.startswith("monolith")] or files


def _json(file: Path) -> dict[str, Any]:
    """A JSON object; nothing for a file that is missing or holds something else. Raises SourceError if unreadable."""
    try:
        found = json.loads(file.read_text(encoding="utf-8", errors="replace"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SourceError(f"{file} cannot be read: {error.strerror}", "check the path (`scene.root`)") from error
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
