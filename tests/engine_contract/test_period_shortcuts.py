"""What takes the period library many steps gives the same in few."""

from __future__ import annotations

import pytest
from engine_contract.conftest import Probe

from synthgen.engines.host import EngineHost


@pytest.fixture(autouse=True)
def _only_period(host: EngineHost) -> None:
    if host.engine_name != "period":
        pytest.skip("the shortcuts are for the period library")


@pytest.mark.parametrize(
    "name",
    [
        "partial_outlines",
        "partial_curves",
        "more_curves",
        "corners",
        "anchors",
        "subpaths",
        "families",
        "updates",
        "parameters",
        "drawings",
        "colours",
        "rotations",
        "smoothing",
        "extents",
        "norms",
        "made_colours",
        "paints",
        "lists",
        "passing",
        "points_on_curves",
        "lengths",
        "new_corners",
        "shifts",
        "closings",
        "copies",
        "more_parts",
        "tips",
        "numbers_on_lines",
        "clipped",
        "rows",
        "styles",
        "paths",
        "all_settings",
        "turned_vectors",
        "equations",
        "zetas",
        "gradients",
        "differences",
        "flows",
    ],
)
def test_a_shortcut_gives_what_the_librarys_own_method_gives(probe: Probe, name: str) -> None:
    assert probe(f"shortcut_probe:{name}", "Nothing") > 0
