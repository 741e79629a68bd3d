"""Every kind of edit in every engine: the labels of the new drawing meet it, and nothing of it is left behind."""

from __future__ import annotations

import pytest
from engine_contract.conftest import Probe

from synthgen.engines.host import EngineHost

EDGE_BOUND_PX = {"community": 1.0, "period": 1.0, "opengl": 1.5}
SCENES = ["SquareAndCircle", "TextAndTex", "OccludedPair", "TranslucentPair", "Solid", "Zoomed", "FixedInFrame"]


@pytest.mark.parametrize("scene", SCENES)
def test_boxes_after_every_edit_meet_what_is_drawn_alone(probe: Probe, host: EngineHost, scene: str) -> None:
    found = probe("edit_probe:edit_checks", scene, 960, 540)
    assert all(found.pop("_held")["same"]), "a held moment is drawn as it was when it was held"
    for name, check in found.items():
        assert check["errors"], name
        errors = sorted(check["errors"])
        assert errors[int(0.99 * (len(errors) - 1))] <= EDGE_BOUND_PX[host.engine_name], (name, errors[-4:])
        assert check["restored"], f"{name} left a trace"


def test_every_edit_can_be_seen(probe: Probe) -> None:
    found = probe("edit_probe:edit_checks", "OccludedPair")
    found.pop("_held")
    # The pair has no stroke to widen.
    assert [name for name, check in found.items() if not check["changed"] and name != "stroke"] == []
    assert found["plain"]["corner"] == [0x20, 0x40, 0x60]
    assert found["gradient"]["corner"] not in ([0, 0, 0], [0x20, 0x40, 0x60])
    back, front = found["shift"]["paint_order"]
    assert found["order"]["paint_order"] == [front, back]
    assert found["hidden"]["leaves"] <= 2


def test_what_is_added_has_ids_of_its_own_and_takes_none_of_the_scenes(probe: Probe) -> None:
    found = probe("edit_probe:edit_checks", "SquareAndCircle")
    added = found["addition"]["nodes"]
    assert len(added) >= 8 and all(instance_id < 0 for instance_id in added)
    assert found["shift"]["nodes"] == []


@pytest.mark.parametrize("scene", ["Motion", "Depth", "Composites"])
def test_moments_are_held_while_the_scene_goes_on(probe: Probe, scene: str) -> None:
    assert all(probe("edit_probe:edit_checks", scene)["_held"]["same"])


def test_edits_while_a_scene_runs_leave_its_ids_alone(probe: Probe) -> None:
    """An arrow that is scaled makes itself another tip."""
    with_edits = probe("edit_probe:ids_with_edits", "ArrowThenMore")
    assert len(with_edits) > 1 and with_edits == probe("edit_probe:ids_without_edits", "ArrowThenMore")
