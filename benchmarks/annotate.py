"""What labels cost: annotation of a frame over the engine's own drawing of it, as ratios within one run.

    python benchmarks/annotate.py

For each engine and scene: annotation (boxes, visibility, modal masks) / drawing of the same frame, medians.
"""

from __future__ import annotations

import os
import statistics
import time
from fractions import Fraction
from pathlib import Path

from synthgen.annotate.masks import MaskMode
from synthgen.annotate.record import AnnotateSpec, Annotator
from synthgen.config import default_cache_dir
from synthgen.core.job import RenderSpec, SamplingMode, SamplingSpec, SceneJob, SceneRef
from synthgen.engines.base import Engine, Moment
from synthgen.engines.host import Ending, EngineHost, Limits
from synthgen.engines.sampling import make_sampler
from synthgen.sources.sdist import period_root

HERE = Path(__file__).resolve().parent
FILES = {"community": "scenes.py", "period": "scenes_period.py", "opengl": "scenes_opengl.py"}
SCENES = ("SixteenSeconds", "DenseText", "ManyFaces")
ROUNDS = 5


def job(engine: str, class_name: str) -> SceneJob:
    file = HERE / FILES[engine]
    scene = SceneRef(f"benchmark.{class_name}", class_name, file, HERE, file.stem, engine, "file")
    render = RenderSpec(1920, 1080, Fraction(30))
    cache = default_cache_dir()
    return SceneJob(scene, render, SamplingSpec(SamplingMode.REST), 0, cache, library_root=library_root(engine))


def library_root(engine: str) -> Path | None:
    return period_root(default_cache_dir(), print) if engine == "period" else None


def measure(engine: Engine, scene_job: SceneJob) -> tuple[float, float, int]:
    """Median seconds of drawing and of annotating the scene's last rest moment, and its number of leaves."""
    found: list[tuple[float, float, int]] = []
    annotator = Annotator(AnnotateSpec(masks=MaskMode.MODAL), scene_job.scene)

    def on_moment(moment: Moment) -> None:
        draws, labels = [], []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            moment.draw([])
            draws.append(time.perf_counter() - started)
            started = time.perf_counter()
            annotator.record(moment.snapshot, 0)
            labels.append(time.perf_counter() - started)
        found.append((statistics.median(draws), statistics.median(labels), len(moment.snapshot.leaves)))

    engine.run(scene_job, engine.load(scene_job), make_sampler(scene_job.sampling, scene_job.render.fps), on_moment)
    return found[-1]


def main() -> None:
    # The host runs in a folder of its own and must find this file's functions.
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
    for engine in FILES:
        host = EngineHost(engine, library_root(engine))
        for name in SCENES:
            outcome = host.run("annotate:measure", job(engine, name), Limits(600, 8192))
            if outcome.ending is not Ending.RETURNED:
                raise RuntimeError(outcome.output_tail)
            draw_s, label_s, leaves = outcome.result
            ratio = label_s / draw_s
            times = f"draw {1e3 * draw_s:.1f} ms, labels {1e3 * label_s:.1f} ms"
            print(f"{engine} {name}: {leaves} leaves, {times}: {ratio:.2f}x")
        host.close()


if __name__ == "__main__":
    main()
