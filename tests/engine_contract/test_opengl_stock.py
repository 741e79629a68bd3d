"""Sampled frames of `opengl` are the stock renderer's own frames, pixel for pixel, at the same index."""

from __future__ import annotations

from typing import Any

import pytest
from engine_contract.conftest import Probe

from synthgen.core.job import SamplingMode
from synthgen.core.snapshot import PixelArray
from synthgen.engines.host import EngineHost

SIZE = {"width_px": 240, "height_px": 135}
SCENES = ["Motion", "Depth", "Everything2D", "Everything3D"]


@pytest.fixture(autouse=True)
def _only_opengl(host: EngineHost) -> None:
    if host.engine_name != "opengl":
        pytest.skip("each engine has its own stock renderer")


@pytest.fixture(scope="module")
def known() -> dict[str, list[PixelArray]]:
    return {}


@pytest.fixture
def stock_frames(probe: Probe, known: dict[str, list[PixelArray]]) -> Any:
    """All frames of a scene by the stock renderer, run once."""

    def frames(scene: str) -> list[PixelArray]:
        if scene not in known:
            known[scene] = probe("stock_opengl:frames", scene, **SIZE)
        return known[scene]

    return frames


@pytest.mark.parametrize("scene", SCENES)
def test_sampled_frames_equal_the_stock_renderers(probe: Probe, stock_frames: Any, scene: str) -> None:
    """Also where the scene reads its own picture, or data changed without the engine being told."""
    stock = stock_frames(scene)
    sampled = probe("moments", scene, mode=SamplingMode.UNIFORM, sample_fps=10.0, **SIZE)
    assert len(sampled) >= len(stock) // 3 - 2 > 3
    for snapshot, pixels in sampled:
        assert (pixels == stock[snapshot.frame_index]).all(), snapshot.frame_index


@pytest.mark.parametrize("scene", SCENES)
def test_rest_moments_change_no_later_frame(probe: Probe, stock_frames: Any, scene: str) -> None:
    """Drawing between plays, where the stock renderer draws nothing, leaves what follows as it would have been."""
    stock = stock_frames(scene)
    sampled = probe("moments", scene, mode=SamplingMode.MIXED, **SIZE)
    assert {snapshot.kind for snapshot, _ in sampled} == {"rest", "motion"}
    for snapshot, pixels in sampled:
        if snapshot.kind == "motion":
            assert (pixels == stock[snapshot.frame_index]).all(), snapshot.frame_index


def test_a_rest_moment_inside_a_still_wait_is_a_stock_frame(probe: Probe, stock_frames: Any) -> None:
    """The rest moment before the motionless wait of `Motion` is that wait's own first frame."""
    stock = stock_frames("Motion")
    last_but_one = [pair for pair in probe("moments", "Motion", **SIZE) if pair[0].kind == "rest"][-2]
    assert (last_but_one[1] == stock[last_but_one[0].frame_index]).all()
