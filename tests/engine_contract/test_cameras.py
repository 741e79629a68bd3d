"""Displays, fixed orientation, clouds, glow, and what draws nothing."""

from __future__ import annotations

import numpy as np
import pytest
from engine_contract.conftest import Probe
from engine_contract.label_bounds import assert_holds

from synthgen.core.annotation import FrameRecord, ObjectRecord
from synthgen.core.geometry import Box
from synthgen.core.job import SamplingMode
from synthgen.engines.host import EngineHost

SHOWN = {
    "community": ["ZoomedDisplay", "FixedOrientation", "Clouds"],
    "period": ["ZoomedDisplay", "FixedOrientation", "Clouds"],
    "opengl": ["Glows"],
}


def _needs_displays(host: EngineHost) -> None:
    if host.engine_name == "opengl":
        pytest.skip("manimgl has no displays of other cameras")


def test_labels_hold_against_the_engines_own_drawings(probe: Probe, host: EngineHost) -> None:
    for name in SHOWN[host.engine_name]:
        assert_holds(probe("label_checks", name, 1920, 1080, scenes="cameras_"))


def test_what_a_display_shows_is_recorded_again(probe: Probe, host: EngineHost) -> None:
    """The square and the circle twice; the triangle, which the display leaves out, and the display itself once."""
    _needs_displays(host)
    record: FrameRecord = probe("measured_records", "ZoomedDisplay", 960, 540, scenes="cameras_")[-1]
    by_id = {item.instance_id: item for item in record.objects}
    assert len(by_id) == len(record.objects) == len({item.track_id for item in record.objects})
    again = [item for item in record.objects if item.seen_through is not None]
    # The rectangle is the frame of the zoomed camera, whose inner edge it sees itself.
    assert sorted(item.type for item in again) == ["Circle", "Rectangle", "Square"]
    (display,) = [item for item in record.objects if item.type == "Image"]
    for item in again:
        assert item.appearance_of is not None
        first = by_id[item.appearance_of]
        assert item.seen_through == display.instance_id
        assert (first.type, first.content, first.position) == (item.type, item.content, item.position)
    square, circle = (next(item for item in again if item.type == name) for name in ("Square", "Circle"))
    for item in square, circle:
        assert item.bbox.width == pytest.approx(by_id[item.appearance_of].bbox.width / 0.3, abs=1.5)
    assert square.visibility == pytest.approx(1, abs=0.01) and square.truncation == pytest.approx(0, abs=0.01)
    assert circle.truncation and 0.4 < circle.truncation < 0.9
    assert circle.occlusion is not None and circle.occlusion < 0.12, "by the frames around the display"
    assert display.visibility == pytest.approx(1, abs=0.02), "what it shows is part of it and does not hide it"


def test_an_appearance_stands_where_the_picture_shows_it(probe: Probe, host: EngineHost) -> None:
    """The white square, found by its colour in the upper right part of the picture."""
    _needs_displays(host)
    snapshot, pixels = probe("moments", "ZoomedDisplay", 960, 540, scenes="cameras_")[-1]
    (leaf,) = [
        leaf for leaf in snapshot.leaves if leaf.window and snapshot.nodes[leaf.instance_id].bases[0] == "Square"
    ]
    window = leaf.window
    inner = pixels[:, :, :].min(axis=2) > 128
    ys, xs = np.nonzero(inner)
    inside = (xs > window.x_min + 6) & (xs < window.x_max - 6) & (ys > window.y_min + 6) & (ys < window.y_max - 6)
    found = Box(xs[inside].min(), ys[inside].min(), xs[inside].max() + 1, ys[inside].max() + 1)
    record: FrameRecord = probe("records", "ZoomedDisplay", 960, 540, scenes="cameras_")[-1]
    (square,) = [item for item in record.objects if item.seen_through is not None and item.type == "Square"]
    errors = np.abs(np.array(found.as_list()) - square.bbox.as_list())
    assert errors.max() <= 1.0, (found, square.bbox)


def test_an_appearance_keeps_its_track_through_a_replacement(probe: Probe, host: EngineHost) -> None:
    _needs_displays(host)
    frames = probe(
        "records", "ZoomedMotion", 320, 180, fps=10, mode=SamplingMode.UNIFORM, sample_fps=10.0, scenes="cameras_"
    )
    shown = [[item for item in frame.objects if item.type in {"Square", "Circle"}] for frame in frames]
    assert [len(items) for items in shown] == [2] * len(frames)
    assert len({tuple(sorted(_tracks(items))) for items in shown}) == 1
    assert {item.type for item in shown[-1]} == {"Circle"}


def _tracks(items: list[ObjectRecord]) -> list[int]:
    return [item.track_id for item in items if item.track_id is not None]


def test_what_draws_nothing_is_no_object(probe: Probe) -> None:
    for frame in probe("records", "Unseen", 320, 180, fps=10, mode=SamplingMode.UNIFORM, scenes="cameras_"):
        assert [item.type for item in frame.objects] == ["Square"]
