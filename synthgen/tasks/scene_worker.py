"""One scene from start to finish inside its forked process: run, annotate, write its shard, report."""

from __future__ import annotations

import errno
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from synthgen.annotate.objects import Level
from synthgen.annotate.record import AnnotateSpec, Annotator
from synthgen.core.job import Failure, FailureReason, RunReport, SceneJob
from synthgen.core.line_map import read_line_map
from synthgen.dataset.image_formats import ImageFormat
from synthgen.dataset.shard import ShardWriter
from synthgen.engines.base import Engine, Moment
from synthgen.engines.sampling import FrameSampler, make_sampler
from synthgen.engines.selection import Kept, Selection
from synthgen.tasks.samples import SampleMaker
from synthgen.variants.pipeline import VariantSpec


@dataclass(frozen=True, slots=True)
class SceneTask:
    """A job together with what is to be made of its moments and where it goes."""

    job: SceneJob
    annotate: AnnotateSpec
    dataset_root: Path
    config_hash: str
    taxonomy_file: Path | None = None
    variants: VariantSpec = field(default_factory=VariantSpec)
    image_format: ImageFormat = ImageFormat.PNG


@dataclass(slots=True)
class SceneResult:
    """What became of a scene: its counts, or its failure."""

    scene_id: str
    failure: Failure | None = None
    frame_count: int = 0
    object_count: int = 0
    sample_count: int = 0
    types: Counter[str] = field(default_factory=Counter)
    unknown_classes: Counter[str] = field(default_factory=Counter)
    report: RunReport = field(default_factory=RunReport)


def render_scene(engine: Engine, task: SceneTask) -> SceneResult:
    """Entry point of the worker: never raises for what a scene does, always says why it failed."""
    result = SceneResult(task.job.scene.scene_id)
    try:
        _render(engine, task, result)
    except BaseException as error:  # sys.exit and MemoryError are outcomes of a scene like any other
        result.failure = describe_failure(error, task.job.scene.root)
    return result


def time_scene(engine: Engine, job: SceneJob) -> float | Failure:
    """Entry point of a worker that draws no frame of an animation: how long the scene runs (s), or why it does not."""
    try:
        report = engine.run(job, engine.load(job), FrameSampler(frozenset()), lambda moment: None)
    except BaseException as error:  # sys.exit and MemoryError are outcomes of a scene like any other
        return describe_failure(error, job.scene.root)
    return float(report.frame_count / job.render.fps)


def _render(engine: Engine, task: SceneTask, result: SceneResult) -> None:
    job = task.job
    scene_class = engine.load(job)
    annotator = Annotator(task.annotate, job.scene, task.taxonomy_file)
    maker = SampleMaker(task.variants, annotator, job)
    selection = Selection(job.sampling)
    with ShardWriter(task.dataset_root, job.scene.scene_id, task.config_hash, task.image_format) as shard:

        def write(kept: Kept) -> None:
            record = annotator.record(kept.snapshot, scene_index=result.frame_count)
            shard.add_frame(record, kept.pixels)
            result.frame_count += 1
            result.object_count += len(record.objects)
            result.types.update(item.type for item in record.objects)
            if kept.moment is not None:
                for sample, pixels in maker.samples(kept.moment, record):
                    shard.add_sample(sample, pixels)
                    result.sample_count += 1

        def on_moment(moment: Moment) -> None:
            to_draw_again = moment if maker.is_active else None
            for kept in selection.offer(moment.snapshot, moment.pixels, to_draw_again):
                write(kept)

        result.report = engine.run(job, scene_class, make_sampler(job.sampling, job.render.fps), on_moment)
        for kept in selection.finish():
            write(kept)
        result.report.notes += maker.notes
        result.unknown_classes = annotator.unknown_classes
        if result.object_count == 0 and task.annotate.level is not Level.NONE:
            raise NothingDrawn("the scene ran to its end, but no frame shows an object")
        shard.commit(scene=job.scene, versions=engine.version(), seed=job.seed, report=result.report)


class NothingDrawn(Exception):
    """A scene without a single visible object is no ground truth."""


_REASONS: tuple[tuple[str, FailureReason], ...] = (
    ("TexMissing", FailureReason.TEX),
    ("TexError", FailureReason.TEX),
    ("NothingDrawn", FailureReason.EMPTY),
    ("DiskFull", FailureReason.DISK),
    ("MemoryError", FailureReason.MEMORY),
    ("EOFError", FailureReason.INPUT),
    ("SystemExit", FailureReason.EXIT),
    ("ImportError", FailureReason.IMPORT),
    ("SyntaxError", FailureReason.IMPORT),
    ("SceneNotFound", FailureReason.IMPORT),
    ("OSError", FailureReason.ASSET),  # Scenes read nothing but their pictures, drawings and data.
)


def describe_failure(error: BaseException, root: Path) -> Failure:
    """The reason in one word, the message, and the last line of the scene's own source the error went through."""
    file, line = _place(error.__traceback__, root)
    return Failure(
        reason=_reason(error),
        message=f"{type(error).__name__}: {error}".strip(": ")[:2000],
        traceback="".join(traceback.format_exception(error))[-8000:],
        file=file,
        line=line,
    )


def _reason(error: BaseException) -> FailureReason:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return FailureReason.DISK
    names = {base.__name__ for cause in _causes(error) for base in type(cause).__mro__}
    return next((reason for name, reason in _REASONS if name in names), FailureReason.EXCEPTION)


def _causes(error: BaseException) -> Iterator[BaseException]:
    current: BaseException | None = error
    while current is not None:
        yield current
        current = current.__cause__


def _place(trace: TracebackType | None, root: Path) -> tuple[str, int]:
    found = ("", 0)
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_absolute() and path.is_relative_to(root) and "site-packages" not in path.parts:
            found = (path.relative_to(root).as_posix(), trace.tb_lineno)
        trace = trace.tb_next
    return _original(found, root)


def _original(place: tuple[str, int], root: Path) -> tuple[str, int]:
    """The author's own line, where the file is a flattened one."""
    file, line = place
    line_map = read_line_map(root / file) if file else None
    origin = line_map.original(line) if line_map else None
    return (origin.file, origin.line) if origin else place
