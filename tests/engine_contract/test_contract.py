"""What every engine must get right, on the same scenes."""

from __future__ import annotations

import itertools

import pytest
from engine_contract.conftest import Probe
from engine_contract.label_bounds import assert_holds

from synthgen.core.geometry import Box, union
from synthgen.core.job import SamplingMode
from synthgen.core.paint import painted_bounds
from synthgen.core.snapshot import Snapshot
from synthgen.engines.host import EngineHost

STILL_SCENES = [
    "SquareAndCircle",
    "RotatedCurve",
    "SharpMiter",
    "ThickStroke",
    "OccludedPair",
    "TranslucentPair",
    "OffFrame",
    "TextAndTex",
    "Picture",
    "Solid",
    "Zoomed",
    "FixedInFrame",
    "Composites",
]


@pytest.mark.parametrize("scene", [*STILL_SCENES, "Glow", "MixedFills", "SeenThrough", "BehindASurface"])
def test_labels_hold_against_the_engines_own_drawings(probe: Probe, host: EngineHost, scene: str) -> None:
    """Boxes, masks, visibility and positions of the contract scenes keep the bounds of `task=validate`."""
    if scene not in STILL_SCENES and host.engine_name != "opengl":
        pytest.skip("only opengl has this")
    checks = probe("label_checks", scene, 1920, 1080)
    assert checks
    assert_holds(checks)


def test_labels_hold_while_something_moves(probe: Probe) -> None:
    """A square on its way behind a disc that stays: painted before it, or after it with a lower z_index (community)."""
    frames = probe("measured_records", "MovesAcross", mode=SamplingMode.UNIFORM, sample_fps=5.0)
    states = [next(item for item in frame.objects if item.type == "Square") for frame in frames]
    moving = [item for item in states if item.state != "still" and item.position[0] > -1]
    assert moving and states[-1].state == "still" and states[-1].occlusion > 0.9
    assert all(item.occlusion > 0.3 for item in moving)
    assert_holds(probe("label_checks", "MovesAcross", 960, 540, mode=SamplingMode.UNIFORM, sample_fps=5.0))


def test_an_empty_scene_has_no_leaves_and_still_a_picture(probe: Probe) -> None:
    (snapshot, pixels), *_ = probe("moments", "Empty")
    assert not snapshot.leaves
    assert pixels.shape == (270, 480, 3) and pixels.max() == pixels.min()


def test_y_runs_downwards_in_pixels_and_upwards_in_the_scene(probe: Probe) -> None:
    (snapshot, _), *_ = probe("moments", "TextAndTex")
    top, middle, bottom = [node for node in snapshot.nodes.values() if node.parent_id is None][:3]
    boxes = [_family_box(snapshot, node.instance_id) for node in (top, middle, bottom)]
    assert boxes[0].y_max < boxes[1].y_min and boxes[1].y_max < boxes[2].y_min


def test_what_is_painted_later_covers_what_was_painted_before(probe: Probe) -> None:
    (snapshot, pixels), *_ = probe("moments", "OccludedPair")
    back, front = [painted_bounds(leaf.paints) for leaf in snapshot.leaves]
    common = back.intersection(front)
    x, y = (round(value) for value in common.center)
    assert pixels[y, x, 0] > pixels[y, x, 2], "the red square was added last and must be on top"


def test_what_is_seen_of_a_mobject_is_not_measured_in_the_colours_of_a_picture(probe: Probe, host: EngineHost) -> None:
    """Half of a square 2 units wide, where a unit is 270 / 8 px."""
    if host.engine_name == "opengl":
        pytest.skip("manimgl does not colour by pictures")
    behind, *_ = probe("seen_areas", "ColouredByPicture", scenes="pictures_")
    assert behind == pytest.approx(2 * (270 / 8) ** 2, rel=0.02)


def test_boxes_reach_outside_the_frame(probe: Probe) -> None:
    (snapshot, _), *_ = probe("moments", "OffFrame")
    boxes = [painted_bounds(leaf.paints) for leaf in snapshot.leaves]
    assert any(box.x_min < 0 < box.x_max for box in boxes)


def test_content_is_what_was_written(probe: Probe) -> None:
    (snapshot, _), *_ = probe("moments", "TextAndTex")
    said = [value for node in snapshot.nodes.values() for value in node.content.values()]
    assert any("Plain words" in text.replace("Plainwords", "Plain words") for text in said)
    assert any(r"\frac{\pi^2}{6}" in text for text in said)


@pytest.mark.parametrize("scene", ["Motion", "Depth"])
def test_time_runs_as_in_a_full_render(probe: Probe, scene: str) -> None:
    """Sampling every tenth frame gives the very frames that sampling every frame gives: drawing changes nothing."""
    every = {snapshot.frame_index: pixels for snapshot, pixels in probe("moments", scene, mode=SamplingMode.UNIFORM)}
    some = probe("moments", scene, mode=SamplingMode.UNIFORM, sample_fps=3.0)
    assert len(every) > 10 and len(some) >= 2
    for snapshot, pixels in some:
        assert (pixels == every[snapshot.frame_index]).all(), snapshot.frame_index


@pytest.mark.parametrize("scene", ["Motion", "Composites"])
def test_two_runs_are_identical(probe: Probe, scene: str) -> None:
    first, second = probe("moments", scene), probe("moments", scene)
    assert len(first) == len(second) > 0
    for (a, a_pixels), (b, b_pixels) in zip(first, second, strict=True):
        assert (a_pixels == b_pixels).all()
        assert [leaf.instance_id for leaf in a.leaves] == [leaf.instance_id for leaf in b.leaves]
        assert list(a.nodes) == list(b.nodes)


def test_ids_are_stable_within_a_scene(probe: Probe) -> None:
    """An object that stays on screen keeps its id from moment to moment."""
    seen = [set(snapshot.nodes) for snapshot, _ in probe("moments", "Motion", mode=SamplingMode.UNIFORM)]
    assert all(before & after for before, after in itertools.pairwise(seen))


@pytest.mark.parametrize("scene", ["SquareAndCircle", "TextAndTex", "Picture", "Depth"])
def test_a_moment_is_drawn_again_with_edits_and_left_as_it_was(probe: Probe, scene: str) -> None:
    for check in probe("redraw_checks", scene):
        assert check["same"] and check["changed"] and check["restored"]


def test_an_edit_moves_the_box_as_it_moves_the_object(probe: Probe) -> None:
    """Half a unit right and a quarter up, in a frame of 8 units and 270 px."""
    unit_px = 270 / 8
    (check,) = probe("redraw_checks", "SquareAndCircle")[-1:]
    for before, moved in zip(check["before"], check["moved"], strict=True):
        assert moved.x_min - before.x_min == pytest.approx(0.5 * unit_px, abs=0.05)
        assert moved.y_min - before.y_min == pytest.approx(-0.25 * unit_px, abs=0.05)


def test_lines_name_the_scenes_own_source(probe: Probe, host: EngineHost) -> None:
    """An object knows the line that made it, through helpers and copies."""
    from engine_contract.conftest import HERE

    text = (HERE / "scenes" / f"{host.engine_name}.py").read_text().splitlines()
    (snapshot, _), *_ = probe("moments", "Provenance")
    lines = {
        node.created[0].line: node.class_name
        for node in snapshot.nodes.values()
        if node.created and node.class_name in {"Square", "Circle"}
    }
    comments = {text[line - 1].split("#")[-1].strip() for line in lines}
    assert comments == {"line of `first`", "line of `second`", "line of the copies"}


def test_a_state_that_no_frame_of_the_video_shows_is_no_moment(probe: Probe) -> None:
    """Between the first two plays a circle is added that fades in only then: its play's first frame is drawn instead.

    Between the other two nothing is changed, and what the play left is drawn.
    """
    moments = [snapshot for snapshot, _ in probe("moments", "BetweenPlays")]
    assert [moment.kind for moment in moments] == ["motion", "rest", "rest"]
    assert [_alpha(moment, "Square") for moment in moments] == [1, 1, 1]
    # The first frame that manimgl draws of a play is one step into it.
    first, *later = (_alpha(moment, "Circle") for moment in moments)
    assert first < 0.5 and later == [1, 1]


SHOWN_AT_REST = ["words", "Circle", "Circle", "Square Triangle", "Star", "second", "x+y", "y+x"]
"""After Transform, ReplacementTransform, Indicate, TransformFromCopy, become, FadeTransform; around a matching one."""


def test_what_is_left_after_a_transform_is_called_what_it_shows(probe: Probe, host: EngineHost) -> None:
    moments = [snapshot for snapshot, _ in probe("moments", "Morphing") if snapshot.kind == "rest"]
    shown = [
        " ".join(_said(node) for node in moment.nodes.values() if node.parent_id is None and _is_drawn(moment, node))
        for moment in moments
    ]
    # The period library has no Star, and none of the last three.
    wanted = [*SHOWN_AT_REST[:4], "Annulus"] if host.engine_name == "period" else SHOWN_AT_REST
    assert shown == wanted


def test_a_track_goes_on_in_the_target_that_takes_the_sources_place(probe: Probe, host: EngineHost) -> None:
    """Through ReplacementTransform, FadeTransform and TransformMatchingTex, frame by frame."""
    replaced = [("Square", "Circle"), ("first", "second"), ("x+y", "y+x")][: 1 if host.engine_name == "period" else 3]
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for snapshot, _ in probe("moments", "Morphing", mode=SamplingMode.UNIFORM):
        for node in snapshot.nodes.values():
            first.setdefault(_said(node), node.track_id)
            last[_said(node)] = node.track_id
    # While FadeTransform runs, a copy of the target fades in with a track of its own; what stays has the source's.
    assert [first[before] for before, _ in replaced] == [last[after] for _, after in replaced]


def _alpha(snapshot: Snapshot, class_name: str) -> float:
    """How strongly the mobject of that class is painted, 0..1."""
    leaves = [leaf for leaf in snapshot.leaves if snapshot.nodes[leaf.instance_id].class_name == class_name]
    return max((paint.alpha for leaf in leaves for paint in leaf.paints), default=0.0)


def _said(node) -> str:  # type: ignore[no-untyped-def]
    """What a node shows: its content without blanks, or its class."""
    said = next((text for text in node.content.values() if text), node.class_name)
    return said.replace(" ", "")


def _is_drawn(snapshot, node) -> bool:  # type: ignore[no-untyped-def]
    return bool({leaf.instance_id for leaf in snapshot.leaves} & _members(snapshot, node.instance_id))


def _members(snapshot, root_id: int) -> set[int]:  # type: ignore[no-untyped-def]
    members = {root_id}
    for node in snapshot.nodes.values():
        if node.parent_id in members:
            members.add(node.instance_id)
    return members


def _family_box(snapshot, root_id: int) -> Box:  # type: ignore[no-untyped-def]
    members = _members(snapshot, root_id)
    return union(painted_bounds(leaf.paints) for leaf in snapshot.leaves if leaf.instance_id in members)
