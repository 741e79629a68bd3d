"""Every repair of manimgl lets a scene run that needs it; what cannot be repaired says so."""

from __future__ import annotations

import ast

import pytest
from engine_contract.conftest import HERE, Probe

from synthgen.engines import compat_opengl
from synthgen.engines.host import EngineHost

FILE = HERE / "scenes" / "repairs_opengl.py"
REPAIRS = [repair.name for repair in compat_opengl.REPAIRS]
OTHERS = ["missing_module", "failed_statement", "points_nowhere", "stand_ins"]


@pytest.fixture(autouse=True)
def _only_opengl(host: EngineHost) -> None:
    if host.engine_name != "opengl":
        pytest.skip("repairs are for manimgl")


def test_there_is_a_scene_for_every_repair() -> None:
    classes = {node.name for node in ast.parse(FILE.read_text()).body if isinstance(node, ast.ClassDef)}
    assert set(REPAIRS) <= classes
    assert len(set(REPAIRS)) == len(REPAIRS)


@pytest.mark.parametrize("name", [*REPAIRS, *OTHERS])
def test_a_scene_that_needs_the_repair_runs(probe: Probe, name: str) -> None:
    moments = probe("moments", name, scenes="repairs_", year=2020)
    assert any(snapshot.leaves for snapshot, _ in moments)


def test_what_stands_in_for_a_missing_file_is_marked_in_the_snapshot(probe: Probe) -> None:
    snapshot, _ = probe("moments", "stand_ins", scenes="repairs_")[0]
    marked = {node.stand_in for node in snapshot.nodes.values() if node.stand_in}
    assert marked == {"never_published", "never_published_either"}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("used_placeholder", "Transformer cannot be used: its module never_published.models is not installed"),
        ("Unmade", "ZeroDivisionError: division by zero"),
    ],
)
def test_what_is_missing_fails_where_it_is_used_and_says_why(probe: Probe, name: str, message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        probe("moments", name, scenes="repairs_")
