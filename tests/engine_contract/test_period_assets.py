"""Missing files get visible, labelled stand-ins; the user's own files go before; nothing is left lying about."""

from __future__ import annotations

import numpy as np
import pytest
from engine_contract.conftest import Probe

from synthgen.core.snapshot import Snapshot
from synthgen.engines.host import EngineHost


@pytest.fixture(autouse=True)
def _only_period(host: EngineHost) -> None:
    if host.engine_name != "period":
        pytest.skip("other engines have no stand-ins")


def _stand_ins(snapshot: Snapshot) -> dict[str, str]:
    return {node.class_name: node.stand_in for node in snapshot.nodes.values() if node.stand_in}


def test_what_is_missing_is_stood_in_for_and_recorded(probe: Probe) -> None:
    """A creature asks for another drawing in each of its modes, and none in the plain one, which is shipped."""
    told = probe("period_probe:tell", "Missing", scenes="assets_")
    others = {"SVGMobject": "some_logo", "ImageMobject": "some_photograph"}
    assert _stand_ins(told.snapshots[0]) == {**others, "Randolph": "PiCreatures_thinking.svg"}
    assert _stand_ins(told.snapshots[-1]) == others
    wanted = ["some_logo", "some_photograph", "PiCreatures_hooray.svg", "PiCreatures_thinking.svg"]
    assert told.report.stand_ins == wanted


def test_stand_ins_are_seen(probe: Probe) -> None:
    (_, pixels), *_ = probe("moments", "Missing", scenes="assets_")
    height, width = pixels.shape[:2]
    unit = width / (2 * 7.111)
    x, y = round(width / 2 + 3 * unit), round(height / 2)
    assert pixels[y - 10 : y + 10, x - 20 : x + 20].max() > 150, "the name on the picture"
    assert pixels[y - 10 : y + 10, width // 2 - 20 : width // 2 + 20].max() > 150, "the name in the drawing"


def test_creatures_show_what_mode_they_are_in(probe: Probe) -> None:
    """Hooray, on the left: a hand is higher than the eyes. Plain, on the right: the eyes are highest."""
    (_, pixels), *_ = probe("moments", "Moods", scenes="assets_")
    tops = []
    for half in np.split(pixels.astype(int), 2, axis=1):
        body, eyes = (half[..., 2] > 90) & (half[..., 0] < 60), half[..., 0] > 180
        tops.append((body.any(axis=1).argmax(), eyes.any(axis=1).argmax()))
    (hand, eyes_below), (body_below, eyes_above) = tops
    assert 0 < hand < eyes_below and 0 < eyes_above < body_below


def test_the_users_own_files_are_found(probe: Probe) -> None:
    told = probe("period_probe:tell_with_own_assets", "Missing", scenes="assets_")
    assert told.report.stand_ins == ["PiCreatures_thinking.svg"]


def test_the_users_own_data_are_read(probe: Probe) -> None:
    told = probe("period_probe:tell_with_own_assets", "Reading", scenes="assets_")
    assert [node.class_name for node in told.snapshots[0].nodes.values()].count("Square") == 3
    with pytest.raises(AssertionError, match=r"No such file or directory: 'assets/some_numbers.json'"):
        probe("period_probe:tell", "Reading", scenes="assets_")


def test_pictures_to_paint_with_and_drawings_taken_apart_are_stood_in_for(probe: Probe) -> None:
    """A car is put together from nine pieces of the outline of its drawing."""
    told = probe("period_probe:tell", "Painted", scenes="assets_")
    assert _stand_ins(told.snapshots[0]) == {
        "Square": "some_photograph", "Car": "Car", "Randolph": "PiCreatures_happy.svg"
    }  # fmt: skip


@pytest.mark.parametrize("scene", ["Missing", "Painted"])
def test_nothing_is_left_in_the_library_or_the_working_directory(probe: Probe, scene: str) -> None:
    told = probe("period_probe:tell", scene, scenes="assets_")
    assert told.left_in_library == [] and told.left_here == []


@pytest.mark.parametrize("scene", ["Composites", "TextAndTex", "SharpMiter"])
def test_the_centre_of_the_bounds_is_where_the_library_has_it(probe: Probe, scene: str) -> None:
    errors = probe("period_probe:center_errors", scene)
    assert errors and max(errors) < 1e-6
