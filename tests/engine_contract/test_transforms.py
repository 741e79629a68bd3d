"""How identities, names and tracks go through every kind of transform, frame by frame.

The story of a track is what its object shows, one entry a change: its content; `~` behind it inside an animation that
leaves it what it is; `[from>to]` behind it inside one that turns one thing into another.
"""

from __future__ import annotations

import itertools

import pytest
from engine_contract.conftest import Probe

from synthgen.core.annotation import FrameRecord, ObjectRecord
from synthgen.core.job import SamplingMode
from synthgen.engines.host import EngineHost

Story = list[str]

STORIES: dict[str, list[Story]] = {}


def _frames(probe: Probe, scene: str) -> list[FrameRecord]:
    found: list[FrameRecord] = probe(
        "records", scene, 320, 180, fps=10, mode=SamplingMode.UNIFORM, sample_fps=10.0, scenes="transforms_"
    )
    return found


def _entry(item: ObjectRecord) -> str:
    said = item.content.replace(" ", "")
    if item.morph_from and item.morph_to:
        return f"{said} [{item.morph_from.content}>{item.morph_to.content}]".replace(" ", "").replace("[", " [")
    return said if item.state == "still" else f"{said} ~"


def _stories(frames: list[FrameRecord]) -> list[Story]:
    """The stories of all tracks, in order of appearance."""
    tracks: dict[int, Story] = {}
    for frame in frames:
        for item in frame.objects:
            assert item.track_id is not None
            tracks.setdefault(item.track_id, []).append(_entry(item))
    return [[entry for entry, _ in itertools.groupby(story)] for story in tracks.values()]


if __name__ == "__main__":
    pass
