"""Transcripts of videos: SubRip files, or JSON with times; carried along and cut by stretch, never deciding a match."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synthgen.errors import VideoError

_TIMES = re.compile(r"(?:(\d+):)?(\d+):(\d+)[,.](\d+)\s*-->\s*(?:(\d+):)?(\d+):(\d+)[,.](\d+)")
_STARTS = ("start", "start_s", "start_time", "from", "time")
_ENDS = ("end", "end_s", "end_time", "to")
_REMEDY = "give an SRT file, or JSON: a list of objects with text, start, and end or duration, in seconds"


@dataclass(frozen=True, slots=True)
class Line:
    start_s: float
    end_s: float
    text: str


def transcript_beside(video: Path) -> Path | None:
    """The transcript that has the video's name, if there is one."""
    return next((path for end in (".srt", ".json") if (path := video.with_suffix(end)).is_file()), None)


def read_transcript(path: Path) -> list[Line]:
    """The lines of an SRT or JSON transcript in order of time. Raises VideoError when it is neither."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        lines = _from_json(json.loads(text)) if path.suffix.lower() == ".json" else _from_srt(text)
    except (OSError, ValueError, TypeError, KeyError, StopIteration, AttributeError) as error:
        raise VideoError(f"{path}: not a transcript ({error})", _REMEDY) from error
    if not lines:
        raise VideoError(f"{path}: there are no lines with times in it", _REMEDY)
    return sorted(lines, key=lambda line: line.start_s)


def spoken_during(lines: Sequence[Line], start_s: float, end_s: float) -> str:
    """What is said in a stretch of time: the lines of which at least half lies in it."""
    within = [line for line in lines if start_s <= (line.start_s + line.end_s) / 2 < end_s]
    return " ".join(line.text for line in within)


def _from_srt(text: str) -> list[Line]:
    lines = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        found = _TIMES.search(block)
        if found:
            spoken = " ".join(block[found.end() :].split())
            lines.append(Line(_seconds(found.groups()[:4]), _seconds(found.groups()[4:]), spoken))
    return lines


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _from_json(content: Any) -> list[Line]:
    if isinstance(content, dict):
        content = next(value for value in content.values() if isinstance(value, list))
    return [_json_line(entry) for entry in content]


def _json_line(entry: dict[str, Any]) -> Line:
    start_s = float(next(entry[name] for name in _STARTS if name in entry))
    end = next((entry[name] for name in _ENDS if name in entry), None)
    end_s = float(end) if end is not None else start_s + float(entry["duration"])
    return Line(start_s, end_s, str(entry.get("text", "")).strip())
