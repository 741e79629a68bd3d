"""What sampling costs: 20 frames of a 16-second 1080p60 scene, as ratios within one run.

    python benchmarks/sampling.py [--stock]

Prints (time of the whole run, process start excluded) / (drawing + PNG encoding of the same frames alone), the share
that the identity hooks take of a scene's run, and with --stock how many times faster it is than `manim` itself.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

from PIL import Image

from synthgen.annotate.record import AnnotateSpec
from synthgen.config import default_cache_dir
from synthgen.core.job import RenderSpec, SamplingMode, SamplingSpec, SceneJob, SceneRef
from synthgen.dataset.png import encode_png
from synthgen.engines.base import Engine
from synthgen.engines.host import Ending, EngineHost, Limits
from synthgen.engines.sampling import make_sampler
from synthgen.tasks.scene_worker import SceneTask, render_scene

SCENES = Path(__file__).resolve().parent / "scenes.py"
RUNS = 5


def job(class_name: str, sample_fps: float) -> SceneJob:
    scene = SceneRef(f"benchmark.{class_name}", class_name, SCENES, SCENES.parent, SCENES.stem, "community", "file")
    sampling = SamplingSpec(SamplingMode.UNIFORM, fps=sample_fps)
    return SceneJob(scene, RenderSpec(1920, 1080, Fraction(60)), sampling, 0, default_cache_dir())


def whole_run(engine: Engine, payload: tuple[SceneJob, Path]) -> tuple[float, int]:
    """Seconds for everything a scene's worker does: load, run, draw, annotate, encode, commit."""
    started = time.perf_counter()
    result = render_scene(engine, SceneTask(payload[0], AnnotateSpec(visibility=False), payload[1], "benchmark"))
    if result.failure:
        raise RuntimeError(result.failure.traceback)
    return time.perf_counter() - started, result.frame_count


def bare_draws(engine: Engine, scene_job: SceneJob) -> tuple[float, float]:
    """Seconds for nothing but drawing and encoding the same frames, one after another: by Pillow, by our encoder."""
    drawing = pillow = own = 0.0

    def on_moment(moment: Any) -> None:
        nonlocal drawing, pillow, own
        started = time.perf_counter()
        _, pixels = moment._picture.repaint()
        drawn = time.perf_counter()
        Image.fromarray(pixels).save(io.BytesIO(), "PNG", compress_level=1)
        saved = time.perf_counter()
        encode_png(pixels)
        drawing, pillow, own = drawing + drawn - started, pillow + saved - drawn, own + time.perf_counter() - saved

    engine.run(scene_job, engine.load(scene_job), make_sampler(scene_job.sampling, scene_job.render.fps), on_moment)
    return drawing + pillow, drawing + own


def undrawn_run(engine: Engine, payload: tuple[SceneJob, bool]) -> float:
    """Processor seconds of a run that draws nothing, with or without the identity hooks doing their work."""
    scene_job, hooked = payload
    if not hooked:
        import manim

        hooks = {manim.Mobject: ("__init__", "__deepcopy__", "become"), manim.Transform: ("begin", "finish")}
        for owner, names in hooks.items():
            for name in names:
                setattr(owner, name, getattr(owner, name).__wrapped__)
    scene_class = engine.load(scene_job)
    started = time.process_time()  # A difference of per cents would drown in what else the machine does.
    engine.run(scene_job, scene_class, make_sampler(scene_job.sampling, scene_job.render.fps), lambda moment: None)
    return time.process_time() - started


def stock_run() -> float:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "manim", "render", "-qh", "--disable_caching", "--media_dir", folder]
        started = time.perf_counter()
        subprocess.run([*command, str(SCENES), "SixteenSeconds"], check=True, capture_output=True)
        return time.perf_counter() - started


def call(host: EngineHost, entry: str, payload: Any) -> Any:
    outcome = host.run(f"sampling:{entry}", payload, Limits(600, 8192))
    if outcome.ending is not Ending.RETURNED:
        raise RuntimeError(outcome.output_tail)
    return outcome.result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stock", action="store_true", help="also time manim's own command line (slow)")
    arguments = parser.parse_args()
    # The host runs in a folder of its own and must find this file's functions.
    os.environ["PYTHONPATH"] = os.pathsep.join([str(SCENES.parent), os.environ.get("PYTHONPATH", "")])
    host = EngineHost("community")
    sampled, unsampled = job("SixteenSeconds", 1.25), job("SixteenSeconds", 0.001)
    with tempfile.TemporaryDirectory() as folder:
        call(host, "whole_run", (sampled, Path(folder)))
        rounds = []
        for _ in range(RUNS):
            whole_s, frames = call(host, "whole_run", (sampled, Path(folder)))
            rounds.append((whole_s, call(host, "bare_draws", sampled), frames))
    pairs = [[call(host, "undrawn_run", (unsampled, hooked)) for hooked in (True, False)] for _ in range(3 * RUNS)]
    hooks = [with_hooks / without for with_hooks, without in pairs]
    whole_s = statistics.median(whole for whole, _, _ in rounds)
    print(f"{rounds[0][2]} frames of 16 s at 1920x1080, 60 fps: median {whole_s:.2f} s")
    by_pillow = statistics.median(whole / bare[0] for whole, bare, _ in rounds)
    by_us = statistics.median(whole / bare[1] for whole, bare, _ in rounds)
    print(f"whole run / (draw + PNG by Pillow, level 1): {by_pillow:.2f}   (bound 1.5)")
    print(f"whole run / (draw + PNG by our own, faster encoder): {by_us:.2f}")
    print(f"identity hooks: {100 * (statistics.median(hooks) - 1):+.1f}% of a run   (bound 3%)")
    if arguments.stock:
        print(f"faster than manim's command line: {stock_run() / whole_s:.0f}x   (bound 20x)")
    host.close()


if __name__ == "__main__":
    main()
