"""Sampled frames of `period` are the library's own frames, pixel for pixel, at the same index."""

from __future__ import annotations

from typing import Any

import pytest
from engine_contract.conftest import Probe

from synthgen.core.job import SamplingMode
from synthgen.core.snapshot import PixelArray
from synthgen.engines.host import EngineHost

SIZE = {"width_px": 240, "height_px": 135}
SCENES = ["Motion", "Depth", "Counting", "Looking", "Updating", "Zooming", "Turning", "Drifting", "Passing"]


@pytest.fixture(autouse=True)
def _only_period(host: EngineHost) -> None:
    if host.engine_name != "period":
        pytest.skip("each engine has its own stock renderer")


@pytest.fixture(scope="module")
def known() -> dict[str, list[PixelArray]]:
    return {}


@pytest.fixture
def run(probe: Probe) -> Any:
    """Run a function on a scene of either scene file."""

    def call(function: str, scene: str, **settings: Any) -> Any:
        return probe(function, scene, scenes="" if scene in ("Motion", "Depth") else "stock_", **SIZE, **settings)

    return call


@pytest.fixture
def stock_frames(run: Any, known: dict[str, list[PixelArray]]) -> Any:
    """All frames of a scene by the library's own loop, run once."""

    def frames(scene: str) -> list[PixelArray]:
        if scene not in known:
            known[scene] = run("stock_period:frames", scene)
        return known[scene]

    return frames


@pytest.mark.parametrize("scene", SCENES)
def test_sampled_frames_equal_the_librarys_own(run: Any, stock_frames: Any, scene: str) -> None:
    stock = stock_frames(scene)
    sampled = run("moments", scene, mode=SamplingMode.UNIFORM, sample_fps=10.0)
    assert len(sampled) >= len(stock) // 3 - 1 > 3
    for snapshot, pixels in sampled:
        assert (pixels == stock[snapshot.frame_index]).all(), snapshot.frame_index


@pytest.mark.parametrize("scene", SCENES)
def test_rest_moments_change_no_later_frame(run: Any, stock_frames: Any, scene: str) -> None:
    """Drawing between plays, where the library draws nothing, leaves what follows as it would have been."""
    stock = stock_frames(scene)
    sampled = run("moments", scene, mode=SamplingMode.MIXED)
    assert {snapshot.kind for snapshot, _ in sampled} == {"rest", "motion"}
    for snapshot, pixels in sampled:
        if snapshot.kind == "motion":
            assert (pixels == stock[snapshot.frame_index]).all(), snapshot.frame_index


def test_skipped_animations_have_no_frames(run: Any, stock_frames: Any) -> None:
    """As in a full render, what a scene skips is not in the video; time goes on all the same."""
    stock = stock_frames("Looking")
    every = run("moments", "Looking", mode=SamplingMode.UNIFORM, sample_fps=30.0)
    assert [snapshot.frame_index for snapshot, _ in every] == list(range(len(stock)))


def test_a_rest_moment_inside_a_still_wait_is_a_stock_frame(run: Any, stock_frames: Any) -> None:
    """Also where it is the first that is painted at all: the camera has moved by then, its matrix must not have."""
    stock = stock_frames("Drifting")
    at_rest = run("moments", "Drifting", mode=SamplingMode.REST)
    assert len(at_rest) == 2
    for snapshot, pixels in at_rest:
        assert (pixels == stock[snapshot.frame_index]).all(), snapshot.frame_index


def test_parts_are_drawn_alone_under_the_matrix_of_the_frame(run: Any) -> None:
    """The library goes on with the matrix of its first painting; what is measured alone must do the same."""
    checks = run("box_checks", "Drifting", mode=SamplingMode.REST)
    assert checks and max(error for check in checks for error in check.edge_errors) < 0.5
