"""Every repair of the period library lets a scene run that needs it; what cannot be repaired says so."""

from __future__ import annotations

import ast

import pytest
from engine_contract.conftest import HERE, Probe

from synthgen.core.paint import painted_bounds
from synthgen.core.snapshot import Leaf, Snapshot
from synthgen.engines import compat
from synthgen.engines.host import EngineHost

FILE = HERE / "scenes" / "repairs_period.py"
REPAIRS = [repair.name for repair in (*compat.BEFORE_IMPORT, *compat.AFTER_IMPORT)]
LOADING = [
    "missing_module",
    "failed_statement",
    "lost_names",
    "points_of_groups",
    "slipped_lambdas",
    "whole_points",
    "old_words",
    "mixed_creature_scenes",
]


@pytest.fixture(autouse=True)
def _only_period(host: EngineHost) -> None:
    if host.engine_name != "period":
        pytest.skip("repairs are for the period library")


def test_there_is_a_scene_for_every_repair() -> None:
    classes = {node.name for node in ast.parse(FILE.read_text()).body if isinstance(node, ast.ClassDef)}
    assert set(REPAIRS) <= classes
    assert len(set(REPAIRS)) == len(REPAIRS)


@pytest.mark.parametrize("name", [*REPAIRS, *LOADING])
def test_a_scene_that_needs_the_repair_runs(probe: Probe, name: str) -> None:
    moments = probe("moments", name, scenes="repairs_")
    assert any(snapshot.leaves for snapshot, _ in moments)


@pytest.mark.parametrize(("year", "square", "arrow"), [(2017, (0, 2), 2), (2018, (2, 0), 3.5), (None, (2, 0), 3.5)])
def test_scenes_of_2017_scale_and_turn_about_the_origin(
    probe: Probe, year: int | None, square: tuple[float, float], arrow: float
) -> None:
    """What says about what it is changed, and what the library does by itself, is as ever."""
    (snapshot, _), *_ = reversed(probe("moments", "changes_about_origin", scenes="repairs_", year=year))
    centers = {snapshot.nodes[leaf.instance_id].class_name: _center(snapshot, leaf) for leaf in snapshot.leaves}
    assert centers["Square"] == pytest.approx(square, abs=0.02)
    assert centers["Arrow"] == pytest.approx((arrow, 0), abs=0.4)


def _center(snapshot: Snapshot, leaf: Leaf) -> tuple[float, float]:
    """Where it is, in units of the scene."""
    bounds, camera = painted_bounds(leaf.paints), snapshot.camera
    assert bounds is not None
    x, y = bounds.center
    unit_px = camera.width_px / camera.frame_width
    return (x - camera.width_px / 2) / unit_px, (camera.height_px / 2 - y) / unit_px


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("used_placeholder", "Resistor cannot be used: its module never_published.circuits is not installed"),
        ("used_subclass_of_placeholder", r"Resistor cannot be used \(Powered needs it\)"),
        ("Unmade", "ZeroDivisionError: division by zero"),
    ],
)
def test_what_is_missing_fails_where_it_is_used_and_says_why(probe: Probe, name: str, message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        probe("moments", name, scenes="repairs_")
