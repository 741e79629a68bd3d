"""A project's own `custom_config.yml` decides the look of its scenes, as when manimgl is started in its folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_contract.conftest import cache_dir

from synthgen.core.job import RenderSpec, SamplingMode, SamplingSpec, SceneJob, SceneRef
from synthgen.engines.host import Ending, EngineHost, Limits

SCENE = """
from manimlib import *


class Words(Scene):
    def construct(self):
        words = Text("Many words", font_size=60)
        assert words.font == "DejaVu Serif"
        self.add(words)
        self.wait(0.1)
"""
SETTINGS = """
camera:
  background_color: "#204060"
  resolution: (7680, 4320)
directories:
  base: /somewhere/else
text:
  font: DejaVu Serif
"""


def test_background_and_font_are_the_projects_and_sizes_and_folders_are_not(host: EngineHost, tmp_path: Path) -> None:
    if host.engine_name != "opengl":
        pytest.skip("manimgl alone reads such a file")
    file = tmp_path / "scenes.py"
    file.write_text(SCENE)
    (tmp_path / "custom_config.yml").write_text(SETTINGS)
    ref = SceneRef("look.Words", "Words", file, tmp_path, "scenes", "opengl", "file")
    job = SceneJob(ref, RenderSpec(320, 180), SamplingSpec(mode=SamplingMode.REST), 0, cache_dir())
    outcome = host.run("probe:moments", job, Limits())
    assert outcome.ending is Ending.RETURNED, outcome.output_tail
    ((snapshot, pixels),) = outcome.result
    assert pixels.shape == (180, 320, 3)
    assert pixels[0, 0].tolist() == [0x20, 0x40, 0x60]
    assert pixels.max() > 240 and len(snapshot.leaves) > 0
