"""Every repair of the period library lets a scene run that needs it; what cannot be repaired says so."""

from __future__ import annotations

import ast

import pytest
from engine_contract.conftest import HERE, Probe

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
