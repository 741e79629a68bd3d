"""Scenes written from templates run: in the engines, and under the libraries' own command lines.

SYNTHGEN_TEMPLATE_SEEDS=50 runs that many scenes of every template instead of one of a few.
"""

from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from engine_contract.conftest import cache_dir

from synthgen.core.job import RenderSpec, SamplingMode, SamplingSpec, SceneJob, SceneRef
from synthgen.engines.host import Ending, EngineHost, Limits
from synthgen.resources import templates_dir
from synthgen.sources.procedural.request import ProceduralRequest
from synthgen.sources.procedural.scenes import procedural_scenes

SEEDS = int(os.environ.get("SYNTHGEN_TEMPLATE_SEEDS", "0"))
# Between them: text, formulas, plots, tables or grids, networks, pictures, updaters, and three dimensions.
SAMPLE = ("derivation", "area_under_curve", "table_of_values", "network", "picture_story", "unit_circle", "surface_3d")
TEMPLATES = sorted(path.stem for path in (templates_dir() / "procedural").glob("*.yaml"))
ONLY_OPENGL = {"talk_bubbles"}

# manimgl asks for a context with a display, and parses the command line when it is imported.
STOCK_OPENGL = """
import sys, moderngl, pyglet
pyglet.options["headless"] = True
context = moderngl.create_context
moderngl.create_context = lambda *args, **options: context(*args, **{**options, "backend": "egl"})
sys.argv = ["manimgl", *sys.argv[1:]]
from manimlib.__main__ import main
main()
"""


def scenes(template: str, engine: str, count: int) -> list[SceneRef]:
    request = ProceduralRequest(count=count, templates=(template,), crowding=0.4)
    return procedural_scenes(request, engine, cache_dir(), lambda text: None)


@pytest.mark.parametrize("template", TEMPLATES if SEEDS else SAMPLE)
def test_every_frame_of_a_written_scene_shows_something(host: EngineHost, template: str) -> None:
    """It runs to its end, and no frame at rest is of one colour."""
    if host.engine_name == "period" or (host.engine_name == "community" and template in ONLY_OPENGL):
        pytest.skip("templates are written for community and opengl")
    for scene in scenes(template, host.engine_name, max(SEEDS, 1)):
        render = RenderSpec(240, 135, Fraction(10))
        job = SceneJob(scene, render, SamplingSpec(mode=SamplingMode.REST), seed=0, cache_dir=cache_dir())
        outcome = host.run("probe:moments", job, Limits())
        assert outcome.ending is Ending.RETURNED, f"{scene.file}: {outcome.output_tail}"
        assert len(outcome.result) >= 2
        for snapshot, pixels in outcome.result:
            assert snapshot.leaves and pixels.min() != pixels.max(), f"{scene.file}: frame {snapshot.frame_index}"


@pytest.mark.parametrize("template", TEMPLATES if SEEDS else ["venn_diagram", "unit_circle", "complex_map"])
@pytest.mark.parametrize("engine", ["community", "opengl"])
def test_a_written_scene_runs_under_the_stock_command_line(engine: str, template: str, tmp_path: Path) -> None:
    """The last frame is written by the library's own program."""
    if engine == "community" and template in ONLY_OPENGL:
        pytest.skip("a template for opengl only")
    (scene,) = scenes(template, engine, 1)
    if engine == "community":
        options = ["-m", "manim", "render", "-s", "-r", "240,135", "--media_dir", str(tmp_path)]
        command = [sys.executable, *options, str(scene.file), scene.class_name]
    else:
        (tmp_path / "stock.py").write_text(STOCK_OPENGL)
        options = ["-s", "-w", "-l", "--video_dir", str(tmp_path)]
        command = [sys.executable, str(tmp_path / "stock.py"), str(scene.file), scene.class_name, *options]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=180, check=False)
    assert list(tmp_path.rglob("*.png")), done.stdout[-2000:] + done.stderr[-2000:]
