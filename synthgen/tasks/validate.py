"""`task=validate`: hold a dataset's labels against its own pixels by drawing its objects again, each alone."""

from __future__ import annotations

import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from synthgen.core.annotation import FrameRecord
from synthgen.core.job import RenderSpec, SamplingSpec, SceneJob
from synthgen.dataset.files import write_atomically
from synthgen.dataset.manifest import Manifest
from synthgen.dataset.origins import Origin, read_origins, source_hash
from synthgen.dataset.reading import Dataset, Frame, open_dataset
from synthgen.engines.host import Ending, Limits, Outcome
from synthgen.errors import DatasetError, UsageError
from synthgen.quality.accuracy_page import draw_page
from synthgen.quality.oracle import OracleSpec, blank_check, is_sampled, sample_rank
from synthgen.quality.oracle_report import Report, make_report, to_fields
from synthgen.quality.oracle_types import FrameCheck
from synthgen.sources.resolve import resolve_scenes
from synthgen.sources.sdist import period_root
from synthgen.tasks.pool import ScenePool
from synthgen.tasks.settings import Settings
from synthgen.tasks.validate_worker import CheckTask
from synthgen.variants.pipeline import plan_of
from synthgen.variants.registry import load_plugins

ENTRY = "synthgen.tasks.validate_worker:check_scene"

_PER_FRAME_S = 60.0
"""Time allowed for measuring a frame, on top of what a scene may take to run."""


def run(settings: Settings) -> int:
    """Check a sample of the dataset at `dataset.root`, write the report; returns 0 when every bound holds, else 1.

    Raises DatasetError when there is no dataset, it is damaged, or nothing says where its scenes are.
    """
    console = Console(stderr=True)
    dataset = open_dataset(settings.dataset.root.absolute())
    sample = _sample(dataset, settings)
    origins = _origins(dataset, settings, console)
    checks, tasks = _plan(dataset, sample, origins, settings, console)
    checks += _check(tasks, settings, console)
    checks.sort(key=lambda check: check.frame_id)
    report = make_report(checks, settings.validate.bounds)
    files = _write(report, dataset, sample, settings)
    _show(report, files)
    return 0 if report.holds else 1


def _sample(dataset: Dataset, settings: Settings) -> dict[str, list[FrameRecord]]:
    """The records to check by scene id; never none."""
    load_plugins(settings.variants.plugins)
    records = [frame.record for frame in itertools.chain(dataset, dataset.samples())]
    if not records:
        raise DatasetError(f"no frames in {dataset.root}", "make some with `python -m synthgen scene=dot_products`")
    share, seed = settings.validate.share, settings.seed
    chosen = [record for record in records if is_sampled(record.frame_id, share, seed) and _is_drawn(record)]
    found: dict[str, list[FrameRecord]] = defaultdict(list)
    for record in chosen or [min(records, key=lambda record: sample_rank(record.frame_id, seed))]:
        found[record.scene_id].append(record)
    return found


def _is_drawn(record: FrameRecord) -> bool:
    """Whether a picture is as an engine drew it: cropped and turned ones have no drawing of their own."""
    return record.variant is None or plan_of(record.variant, *record.resolution).warp is None


def _origins(dataset: Dataset, settings: Settings, console: Console) -> dict[str, Origin]:
    """Where each scene is: as remembered when the dataset was made, or as the user says now."""
    origins = read_origins(dataset.root)
    if settings.selection is not None:
        for scene in resolve_scenes(settings.selection, settings.cache_dir, console.print):
            origins[scene.scene_id] = Origin(scene, settings.asset_dirs, source_hash(scene))
    if not origins:
        raise UsageError(
            f"nothing in {dataset.root} says where its scenes are",
            "name the scenes as you did to make the dataset: task=validate scene=...",
        )
    return origins


def _plan(
    dataset: Dataset,
    sample: dict[str, list[FrameRecord]],
    origins: dict[str, Origin],
    settings: Settings,
    console: Console,
) -> tuple[list[FrameCheck], list[CheckTask]]:
    """The scenes to run again; and, for those that cannot be, checks that say why."""
    impossible: list[FrameCheck] = []
    tasks: list[CheckTask] = []
    for manifest in dataset.scenes:
        records = sample.get(manifest.scene_id)
        if not records:
            continue
        origin = origins.get(manifest.scene_id)
        if origin is None:
            reason = "nothing says where its scene is; name it with scene=..."
        elif origin.has_changed:
            reason = f"{origin.scene.file} is not what it was when the frame was made"
        else:
            job = _job(manifest, origin, settings, console)
            oracle = OracleSpec(settings.seed, settings.validate.scale, settings.validate.drawn_objects)
            plugins = settings.variants.plugins
            tasks.append(CheckTask(job, tuple(records), dataset.root, oracle, plugins))
            continue
        impossible += [blank_check(record, reason) for record in records]
    return impossible, tasks


def _job(manifest: Manifest, origin: Origin, settings: Settings, console: Console) -> SceneJob:
    width_px, height_px = manifest.resolution
    is_period = manifest.engine == "period"
    return SceneJob(
        scene=origin.scene,
        render=RenderSpec(width_px, height_px, Fraction(manifest.fps)),
        sampling=SamplingSpec(),
        seed=manifest.seed,
        cache_dir=settings.cache_dir.absolute(),
        library_root=period_root(settings.cache_dir, console.print) if is_period else None,
        asset_dirs=origin.asset_dirs,
    )


def _check(tasks: Sequence[CheckTask], settings: Settings, console: Console) -> list[FrameCheck]:
    found: list[FrameCheck] = []
    longest = max((len(task.records) for task in tasks), default=0)
    limits = Limits(settings.limits.time_s + _PER_FRAME_S * longest, settings.limits.memory_mib)
    library_root = next((task.job.library_root for task in tasks if task.job.library_root), None)
    pool = ScenePool(settings.workers, limits, library_root)
    words = TextColumn("{task.description}")
    columns = (SpinnerColumn(), words, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("drawing again", total=sum(len(task.records) for task in tasks))

        def on_outcome(index: int, outcome: Outcome) -> None:
            checks = _as_checks(tasks[index], outcome)
            found.extend(checks)
            progress.update(bar, advance=len(checks))

        pool.run_entry(ENTRY, [(task.job.scene.engine, task) for task in tasks], on_outcome)
    return found


def _as_checks(task: CheckTask, outcome: Outcome) -> list[FrameCheck]:
    if outcome.ending is Ending.RETURNED:
        checks: list[FrameCheck] = outcome.result
        return checks
    why = f"its scene's process ended while it was checked: {outcome.ending.value} {outcome.output_tail[-200:]}".strip()
    return [blank_check(record, why) for record in task.records]


def _write(
    report: Report, dataset: Dataset, sample: dict[str, list[FrameRecord]], settings: Settings
) -> tuple[Path, Path]:
    frames = [record for records in sample.values() for record in records]
    sampled: dict[str, Any] = {
        "frames": len(frames),
        "of_frames": len(dataset) + dataset.sample_count,
        "samples": sum(record.variant is not None for record in frames),
        "scenes": len(sample),
        "of_scenes": len(dataset.scenes),
        "share": settings.validate.share,
        "seed": settings.seed,
        "scale": settings.validate.scale,
        "drawn_objects": settings.validate.drawn_objects,
        "resolutions": dict(Counter(f"{record.resolution[0]}x{record.resolution[1]}" for record in frames)),
    }
    folder = dataset.root / "validation"
    figures, page = folder / "metrics" / "label_accuracy.json", folder / "accuracy.html"
    content = to_fields(report, sampled, settings.validate.bounds)
    write_atomically(figures, json.dumps(content, indent=1, allow_nan=False) + "\n")
    records = {record.frame_id: record for record in frames}

    def picture(frame_id: str) -> Any:
        record = records[frame_id]
        return Frame(record, dataset.root / record.image).picture()

    write_atomically(page, draw_page(report, content, records, picture, settings.validate.bounds))
    return figures, page


def _show(report: Report, files: Sequence[Path]) -> None:
    console = Console()
    table = Table("engine", "bound", "limit", "measured", "of", "", box=None, pad_edge=False)
    for verdict in report.verdicts:
        if verdict.measured is None:
            mark = "[dim]not measured[/dim]"
        else:
            mark = "[green]holds[/green]" if verdict.holds else "[red]BROKEN[/red]"
        measured = "" if verdict.measured is None else f"{verdict.measured:.4g}"
        sign = ">=" if verdict.at_least else "<="
        table.add_row(verdict.subject, verdict.bound, f"{sign} {verdict.limit:g}", measured, str(verdict.count), mark)
    console.print(table)
    for check in report.checks:
        mark = "[red]FAILED[/red]" if check.failed else "[green]passed[/green]"
        console.print(f"{mark} {check.name}: {check.passed} of {check.passed + check.failed}", highlight=False)
        for example in check.examples[:3]:
            console.print(f"    {example}", markup=False, highlight=False)
    for file in files:
        console.print(str(file), highlight=False, soft_wrap=True)
