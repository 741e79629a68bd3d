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

_KEPT = ["Square", "Square ~", "Square", "Square ~", "Square"]

STORIES: dict[str, list[Story]] = {
    # A mobject that was replaced has become what replaced it; shown again, it is a new appearance.
    "Replacing": [
        [
            *("Square", "Square [Square>Circle]", "Circle", "Circle [Circle>Triangle]"),
            *("Triangle", "Triangle ~", "Triangle", "Triangle ~", "Triangle"),
        ],
        ["Triangle"],
    ],
    "Copying": [
        ["Square"],
        ["Square [Square>Circle]", "Circle"],
        ["Circle [Circle>Triangle]", "Triangle"],
        ["Square"],
    ],
    "AlreadyThere": [["Square", "Square [Square>Circle]"], ["Circle"]],
    "Moving": [
        [
            *("Square ~", "Square", "Square ~", "Square"),
            *("Square [Square>Circle]", "Circle", "Circle [Circle>Square]", "Square"),
        ]
    ],
    # What becomes a group ends as an object; the group's members are new ones.
    "Becoming": [["Dot", "Square"], ["Circle"], ["Triangle"]],
    "Redrawn": [["Square"], ["Circle"], ["Triangle"]],
    "Cycling": [_KEPT, [entry.replace("Square", "Circle") for entry in _KEPT], ["Triangle", "Triangle ~", "Triangle"]],
    # A Succession cleans up when it has ended: until then what was replaced is drawn too.
    "Nested": [
        ["Square", "Square [Square>Dot]", "Dot", "Dot [Dot>Line]", "Line ~"],
        ["Circle", "Circle [Circle>Triangle]", "Triangle"],
        ["Line ~"],
    ],
    # The third comes from a copy of the first that the library makes, to have as many as the target has.
    "Grouped": [
        ["Square", "Square [Square>Triangle]", "Triangle", "Triangle [Triangle>Line]", "Line"],
        ["Circle", "Circle [Circle>Dot]", "Dot", "Dot [Dot>Square]", "Square"],
        ["Triangle [Triangle>Annulus]", "Annulus"],
    ],
    "Restructured": [
        ["Circle", "Circle [Circle>a+b]", "a+b", "a+b [a+b>Square]", "Square"],
        ["Dot", "Dot [Dot>Triangle]"],
        ["Line", "Line [Line>Triangle]"],
        ["Triangle"],
    ],
    "Fading": [
        ["first", "first [first>second]", "second", "second [second>others]", "others"],
        ["others [second>others]"],
        ["second [first>second]"],
    ],
    "MatchingTex": [["x+y", "x+y [x+y>y=z]", "y=z"], ["y=z [x+y>y=z]"]],
    "MatchingShapes": [["ace", "ace [ace>ceb]", "ceb"], ["ceb [ace>ceb]"]],
    # manimgl turns the one key into the other; community fades over.
    "MatchingKeys": [
        ["a+b", "a+b [a+b>a-b]", "a-b", "a-b [a-b>Circle]", "Circle"],
        ["Square", "Square ~"],
        ["a-b [a+b>a-b]"],
    ],
    "MatchingGroups": [["Square", "Square ~", "Square"], ["Circle", "Circle ~", "Circle"]],
}
NOT_IN_PERIOD = {"Fading", "MatchingTex", "MatchingShapes", "MatchingKeys", "MatchingGroups"}


@pytest.mark.parametrize("scene", STORIES)
def test_every_track_tells_one_story(probe: Probe, host: EngineHost, scene: str) -> None:
    """No identity jumps: each track shows the sequence it must, in every frame at most one object has it, and an
    object that stays on screen stays on its track."""
    if host.engine_name == "period" and scene in NOT_IN_PERIOD:
        pytest.skip("the period library has no such transform")
    frames = _frames(probe, scene)
    wanted = STORIES[scene]
    if (scene, host.engine_name) == ("MatchingKeys", "opengl"):
        wanted = wanted[:2]
    assert sorted(_stories(frames)) == sorted(wanted)
    for frame in frames:
        tracks = [item.track_id for item in frame.objects]
        assert len(set(tracks)) == len(tracks), frame.frame_index
    for before, after in itertools.pairwise(frames):
        was = {item.instance_id: item.track_id for item in before.objects}
        assert all(was.get(item.instance_id, item.track_id) == item.track_id for item in after.objects)


def test_what_is_taken_apart_stays_one_object(probe: Probe, host: EngineHost) -> None:
    """In the middle of TransformMatchingTex: the source and what fades in of the target, two formulas, nothing else."""
    if host.engine_name == "period":
        pytest.skip("the period library has no such transform")
    middle = [frame for frame in _frames(probe, "MatchingTex") if frame.kind == "motion"][1]
    assert [(item.type, item.state, item.parent_id) for item in middle.objects] == [
        ("MathTex", "TransformMatchingTex", None)
    ] * 2


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
