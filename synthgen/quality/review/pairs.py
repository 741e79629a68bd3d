"""JEPA pairs of a frame, as their files below `processed/jepa_pairs` have them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path("processed") / "jepa_pairs"


def pairs_of(root: Path, scene_id: str, frame_id: str) -> list[dict[str, Any]]:
    """The pairs whose input shows a frame, each with `at`: the frame's number within the input.

    Lines that cannot be read are passed over: pairs are derived from frames, and checked where they are made.
    """
    found = []
    for path in sorted((root / FOLDER).glob(f"*/{scene_id}.jsonl")):
        with path.open(encoding="utf-8") as lines:
            # Parsing every line of a scene to find a few would take seconds.
            for line in (line for line in lines if frame_id in line):
                found += _pair(line, frame_id)
    return found


def _pair(line: str, frame_id: str) -> list[dict[str, Any]]:
    try:
        pair = json.loads(line)
        return [{name: pair[name] for name in _FIELDS} | {"at": pair["frame_ids"].index(frame_id)}]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []


_FIELDS = ("pair_id", "strategy", "resolution", "input", "masks")
