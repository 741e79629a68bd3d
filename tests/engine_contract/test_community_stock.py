"""Sampled frames of `community` are the stock renderer's own frames, pixel for pixel, at the same index."""

from __future__ import annotations

import pytest
from engine_contract.conftest import Probe

from synthgen.core.job import SamplingMode
from synthgen.engines.host import EngineHost


@pytest.mark.parametrize("scene", ["Motion", "Depth"])
def test_sampled_frames_equal_the_stock_renderers(probe: Probe, host: EngineHost, scene: str) -> None:
    if host.engine_name != "community":
        pytest.skip("each engine has its own stock renderer")
    stock = probe("stock_community:frames", scene)
    sampled = probe("moments", scene, mode=SamplingMode.UNIFORM, sample_fps=10.0)
    assert len(sampled) >= len(stock) // 3 - 1 > 3
    for snapshot, pixels in sampled:
        assert (pixels == stock[snapshot.frame_index]).all(), snapshot.frame_index
