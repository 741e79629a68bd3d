"""What variants cost, as ratios within one run.

    python benchmarks/variants.py [--sizes 854x480,1920x1080] [--workers [SCENES]] [--memory [SCENES]]

Prints (CPU time per sample, all included) / (drawing and encoding the same pictures), for the scene augmentations of
`augment=standard` and for all of them. Drawing is what the library itself is needed for: its mobjects moved and
recoloured, and painted. All the rest (choosing, labels, records, files) is ours. Also prints samples per second.
Instead, unless --sizes is given too: with --workers how much faster two workers are than one (some three minutes; only
a quiet machine tells); with --memory how the peak memory of scenes' processes develops over many scenes.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from synthgen.annotate.record import AnnotateSpec, Annotator
from synthgen.config import default_cache_dir
from synthgen.core.job import RenderSpec, RunReport, SamplingMode, SamplingSpec, SceneJob, SceneRef
from synthgen.core.snapshot import PixelArray
from synthgen.dataset.png import encode_png
from synthgen.dataset.shard import ShardWriter
from synthgen.engines.base import Engine, Moment
from synthgen.engines.host import Ending, EngineHost, Limits, Outcome
from synthgen.engines.sampling import make_sampler
from synthgen.resources import conf_dir, templates_dir
from synthgen.tasks.pool import ScenePool
from synthgen.tasks.samples import SampleMaker
from synthgen.tasks.scene_worker import SceneResult, SceneTask
from synthgen.variants.base import SceneAugmentation
from synthgen.variants.catalog import BUILT_IN
from synthgen.variants.pipeline import Plan, VariantSpec, plan_of

EXAMPLES = templates_dir() / "examples" / "community.py"
SCENES = ("AreaUnderCurve", "QuadraticFormula", "UnitCircle")
SAMPLES_OF_A_MOMENT = 10
MOMENTS = 4
BOUND = 1.5
WORKERS_BOUND = 1.8


@dataclass
class Cost:
    """CPU seconds for a number of samples: all that a worker does for them, and drawing and encoding alone."""

    samples: int = 0
    whole_s: float = 0.0
    bare_s: float = 0.0


def job(class_name: str, width_px: int, height_px: int) -> SceneJob:
    file = EXAMPLES
    scene = SceneRef(f"benchmark.{class_name}", class_name, file, file.parent, file.stem, "community", "file")
    sampling = SamplingSpec(SamplingMode.MIXED, count=MOMENTS)
    return SceneJob(scene, RenderSpec(width_px, height_px, Fraction(30)), sampling, 0, default_cache_dir())


def spec(after_drawing: bool, count: int = SAMPLES_OF_A_MOMENT) -> VariantSpec:
    """The augmentations of `augment=standard`, with those that work on drawn pictures or without."""
    wanted = yaml.safe_load((conf_dir() / "augment" / "standard.yaml").read_text())
    chosen = {
        name: wanted[name]
        for name, cls in BUILT_IN.items()
        if name in wanted and (after_drawing or issubclass(cls, SceneAugmentation))
    }
    return VariantSpec(count=count, augmentations=chosen)


def cost(engine: Engine, payload: tuple[SceneJob, VariantSpec, Path]) -> Cost:
    """Frames and samples made and kept as a worker does; then the same pictures drawn and encoded, nothing else."""
    scene_job, variants, folder = payload
    annotator = Annotator(AnnotateSpec(), scene_job.scene)
    maker = SampleMaker(variants, annotator, scene_job)
    found = Cost()
    moments: list[Moment] = []

    def on_moment(moment: Moment) -> None:
        moment.hold()
        moments.append(moment)

    engine.run(scene_job, engine.load(scene_job), make_sampler(scene_job.sampling, scene_job.render.fps), on_moment)
    chosen = moments[:: max(1, len(moments) // MOMENTS)][:MOMENTS]
    with ShardWriter(folder, scene_job.scene.scene_id, "benchmark") as shard:
        records = [annotator.record(moment.snapshot, index) for index, moment in enumerate(chosen)]
        made = []
        started = time.process_time()
        for record, moment in zip(records, chosen, strict=True):
            shard.add_frame(record, moment.pixels)
            for sample, pixels in maker.samples(moment, record):
                shard.add_sample(sample, pixels)
                made.append((moment, sample))
        shard.commit(scene=scene_job.scene, versions=engine.version(), seed=0, report=RunReport())
        found.whole_s = time.process_time() - started
    found.samples = len(made)
    found.bare_s = sum(_encoding_s(moment.pixels) for moment in chosen)
    found.bare_s += sum(_bare_s(moment, plan_of(sample.variant, *sample.resolution)) for moment, sample in made)
    return found


def _bare_s(moment: Any, plan: Plan) -> float:
    """Seconds for changing what is on screen, painting it, and encoding the finished picture.

    The picture is made anew: keeping those of the samples would cost their maker fresh memory for each.
    """
    with moment.alive():
        started = time.process_time()
        with moment.changed(plan.edits):
            _, pixels = moment._picture.repaint()
        drawing_s = time.process_time() - started
    return drawing_s + _encoding_s(plan.finish(pixels))


def _encoding_s(pixels: PixelArray) -> float:
    started = time.process_time()
    encode_png(pixels)
    return time.process_time() - started


def call(host: EngineHost, entry: str, payload: Any) -> Any:
    outcome = host.run(f"variants:{entry}", payload, Limits(600, 8192))
    if outcome.ending is not Ending.RETURNED:
        raise RuntimeError(outcome.output_tail)
    return outcome.result


def report_costs(host: EngineHost, sizes: list[tuple[int, int]]) -> None:
    for width, height in sizes:
        for named, variants in (("scene-level", spec(False)), ("all", spec(True))):
            with tempfile.TemporaryDirectory() as folder:
                found = [call(host, "cost", (job(name, width, height), variants, Path(folder))) for name in SCENES]
            ratios = [one.whole_s / one.bare_s for one in found]
            samples, whole_s = sum(one.samples for one in found), sum(one.whole_s for one in found)
            print(
                f"{width}x{height}, {named}: {whole_s / sum(one.bare_s for one in found):.2f} x draw + encode "
                f"(by scene {', '.join(f'{ratio:.2f}' for ratio in ratios)}; bound {BOUND}); "
                f"{samples / whole_s:.1f} samples a CPU second"
            )


def report_workers(scenes: int) -> None:
    """One worker and two on the same scenes: wall time, engine start included.

    One keeps more than a core busy, for it encodes while it draws: on two cores two workers cannot be twice as fast.
    """
    seconds = {}
    for workers in (1, 2):
        seconds[workers], samples = _run_pool(workers, scenes)
        print(f"{workers} workers: {samples} samples in {seconds[workers]:.1f} s, {samples / seconds[workers]:.1f}/s")
    print(f"2 workers / 1 worker: {seconds[1] / seconds[2]:.2f}   (bound {WORKERS_BOUND})")


def _run_pool(workers: int, scenes: int) -> tuple[float, int]:
    tasks, samples = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(scenes):
            scene_job = job(SCENES[number % len(SCENES)], 854, 480)
            scene = replace(scene_job.scene, scene_id=f"{scene_job.scene.scene_id}{number}")
            task_job = replace(scene_job, scene=scene)
            tasks.append(SceneTask(task_job, AnnotateSpec(), Path(folder), "benchmark", None, spec(True)))

        def on_result(result: SceneResult, outcome: Outcome) -> None:
            nonlocal samples
            samples += result.sample_count

        started = time.perf_counter()
        ScenePool(workers, Limits(600, 8192)).run(tasks, on_result)
        return time.perf_counter() - started, samples


def report_memory(host: EngineHost, scenes: int) -> None:
    peaks = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(scenes):
            scene_job = job(SCENES[number % len(SCENES)], 427, 240)
            task = SceneTask(scene_job, AnnotateSpec(), Path(folder), "benchmark", None, spec(True, count=2))
            outcome = host.run("synthgen.tasks.scene_worker:render_scene", task, Limits(600, 8192))
            peaks.append(outcome.peak_memory_mib)
    tenth = max(1, scenes // 10)
    first, last = statistics.median(peaks[:tenth]), statistics.median(peaks[-tenth:])
    change = 100 * (last / first - 1)
    print(f"peak memory, {scenes} scenes: first tenth {first:.0f} MiB, last {last:.0f} MiB ({change:+.1f}%, bound 10%)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", help="sizes to measure the ratio at (854x480,1920x1080)")
    parser.add_argument(
        "--workers", type=int, nargs="?", const=24, default=0, help="two workers and one on so many scenes"
    )
    parser.add_argument("--memory", type=int, nargs="?", const=300, default=0, help="follow memory over so many scenes")
    arguments = parser.parse_args()
    wanted = arguments.sizes or ("" if arguments.workers or arguments.memory else "854x480,1920x1080")
    # The host runs in a folder of its own and must find this file's functions.
    os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    host = EngineHost("community")
    host.start()
    sizes = [(int(width), int(height)) for width, height in (size.split("x") for size in wanted.split(",") if size)]
    report_costs(host, sizes)
    if arguments.memory:
        report_memory(host, arguments.memory)
    host.close()
    if arguments.workers:
        report_workers(arguments.workers)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
