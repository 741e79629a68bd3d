"""What `opengl` says it painted, held against what its shaders paint."""

from __future__ import annotations

import numpy as np
import pytest
from engine_contract.conftest import Probe

from synthgen.core.geometry import Box, union
from synthgen.core.paint import Fill, Mesh, painted_bounds
from synthgen.engines.host import EngineHost

SCENES = ["SharpMiter", "TextAndTex", "Composites", "Solid", "Zoomed"]


@pytest.fixture(autouse=True)
def _only_opengl(host: EngineHost) -> None:
    if host.engine_name != "opengl":
        pytest.skip("only the opengl engine paints with these shaders")


def test_leaf_boxes_lie_within_a_quarter_pixel_of_the_isolated_drawing(probe: Probe) -> None:
    """99% of the edges of single leaves, drawn alone at four times the resolution of 1080p; none is off by a pixel."""
    errors = [
        error
        for scene in SCENES
        for check in probe("opengl_probe:leaf_checks", scene, 1920, 1080)
        for error in check.edge_errors
    ]
    assert len(errors) >= 400
    assert np.percentile(errors, 99) <= 0.25 and max(errors) < 1.0


def test_dots_reach_as_far_as_half_their_coverage(probe: Probe) -> None:
    """Glowing dots are measured at the half-maximum of their glow, like the rim of any other dot."""
    checks = probe("opengl_probe:leaf_checks", "Glow", 1920, 1080)
    assert len(checks) >= 3
    for check in checks:
        assert max(check.edge_errors) < 0.5, check


def test_what_a_clip_plane_cuts_off_has_no_part_in_the_box(probe: Probe) -> None:
    """Half of a circle remains of its fill and of its stroke."""
    (check,) = probe("opengl_probe:leaf_checks", "ClippedCircle")
    assert max(check.edge_errors) < 0.5
    assert check.box.width == pytest.approx(check.box.height / 2, rel=0.05)


def test_what_lies_behind_the_camera_has_no_part_in_the_box(probe: Probe) -> None:
    """A floor and a line under the camera: their boxes are finite, and the floor's is right where it is seen."""
    floor, line = probe("opengl_probe:in_frame_checks", "BehindTheCamera")
    assert max(floor.edge_errors) <= 1.0
    assert line.box.contains(line.measured)


def test_fills_of_a_batch_are_painted_before_its_strokes(probe: Probe) -> None:
    """The first square's stroke lies over the second square's opaque fill: two entries each, fills first."""
    (snapshot, pixels), *_ = probe("moments", "FillsThenStrokes")
    ids = [leaf.instance_id for leaf in snapshot.leaves]
    assert ids == [ids[0], ids[1], ids[0], ids[1]] and ids[0] != ids[1]
    assert [type(leaf.paints[0]) for leaf in snapshot.leaves] == [Fill, Fill, Mesh, Mesh]
    stroke, fill = painted_bounds(snapshot.leaves[2].paints), painted_bounds(snapshot.leaves[1].paints)
    x, y = round(stroke.x_max) - 3, 135
    assert Box(x, y, x + 1, y + 1).intersection(fill) is not None
    red, green, _ = pixels[y, x].astype(int)
    assert red > green + 50


@pytest.mark.parametrize("scene", ["Everything2D", "TextAndTex", "WhiteOnBlack"])
def test_shading_is_that_of_the_engines_shaders(probe: Probe, scene: str) -> None:
    """Strokes with soft edges and letters with borders: a leaf's coverage is what the engine draws of it alone."""
    found = probe("opengl_probe:shading_errors", scene)
    assert len(found) >= 2
    worst = sorted(found, key=lambda one: -one[1])[:3]
    assert all(share <= 0.04 for _, share, _ in found), worst


def test_coverage_is_the_engines_own_drawing(probe: Probe) -> None:
    """White, opaque things on black: their picture is their coverage; away from the frame's origin too."""
    seen = probe("opengl_probe:covered", "WhiteOnBlack")
    picture = seen.pixels[:, :, 0] / 255
    assert np.abs(seen.coverage - picture).max() <= 2 / 255
    assert np.abs(seen.wider[50 : 50 + 270, 100 : 100 + 480] - picture).max() <= 2 / 255
    assert seen.wider[:50].max() == 0 or seen.wider[:, 580:].max() > 0


def test_finer_coverage_shows_the_same_edges(probe: Probe) -> None:
    """Supersampled coverage, averaged, differs from the picture's only where pixels are partly covered."""
    seen = probe("opengl_probe:covered", "WhiteOnBlack")
    averaged = seen.finer.reshape(270, 4, 480, 4).mean(axis=(1, 3))
    assert np.abs(averaged - seen.coverage).max() < 0.3
    assert np.abs(averaged - seen.coverage).mean() < 0.002


def test_what_is_seen_is_what_colouring_the_scene_shows(probe: Probe) -> None:
    """Each thing white and opaque, the rest black: the same picture as that of the live scene so coloured."""
    checks = probe("opengl_probe:seen_checks", "SeenThrough")
    assert len(checks) == 5
    for seen, picture in checks:
        assert seen.max() == 1.0
        assert np.abs(seen - picture).max() <= 1 / 255


def test_what_lies_behind_a_surface_is_hidden_although_it_is_painted_later(probe: Probe) -> None:
    """A dot behind has no visibility, one in front has all of it, a line that reaches out on both sides the rest."""
    *_, record = probe("measured_records", "BehindASurface")
    surface, behind, in_front, line = record.objects
    assert behind.visibility is not None and behind.visibility < 0.01 and behind.bbox_modal is None
    assert in_front.visibility is not None and in_front.visibility > 0.99
    assert surface.visibility is not None and 0.5 < surface.visibility < 1
    assert line.visibility is not None and 0.2 < line.visibility < 0.5


def test_a_line_shorter_than_a_pixel_is_not_there(probe: Probe) -> None:
    """It lies between the middles of two rows of pixels: nothing is drawn, so nothing is recorded."""
    snapshot, _ = probe("moments", "HardlyBegun")[-1]
    assert [snapshot.nodes[leaf.instance_id].class_name for leaf in snapshot.leaves] == ["Line"]
    (leaf,) = snapshot.leaves
    assert painted_bounds(leaf.paints) is not None and painted_bounds(leaf.paints).height > 100


def test_centres_are_told_in_pixels(probe: Probe) -> None:
    """Also under a turned camera, and for what is fixed in the frame."""
    for _, (x, y), box in probe("opengl_probe:positions", "FixedInFrame"):
        assert abs(x - box.center[0]) < 0.1 * box.width and abs(y - box.center[1]) < 0.25 * box.height


@pytest.mark.parametrize("scene", ["SquareAndCircle", "TextAndTex", "Composites", "Solid", "Picture"])
def test_anchor_bounds_have_the_centre_the_engine_gives(probe: Probe, scene: str) -> None:
    for name, by_engine, by_bounds in probe("opengl_probe:centres", scene):
        assert by_bounds == pytest.approx(by_engine, abs=1e-6), name


def test_edits_leave_no_trace(probe: Probe) -> None:
    """Every kind of edit on every kind of mobject, at rest and in motion: all data is as before, in the same arrays."""
    assert probe("opengl_probe:edits_leave_no_trace", "Editable") == []


def test_the_whole_of_a_leaf_is_the_union_of_its_entries(probe: Probe) -> None:
    (snapshot, _), *_ = probe("moments", "FillsThenStrokes")
    first = snapshot.leaves[0].instance_id
    whole = union(painted_bounds(leaf.paints) for leaf in snapshot.leaves if leaf.instance_id == first)
    unit_px = 270 / 8
    assert whole.width == pytest.approx((2 + 0.2) * unit_px, abs=0.1)
