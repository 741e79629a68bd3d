"""The main job: run scenes, label their frames, write the dataset and a picture of it."""

from __future__ import annotations

import hashlib
import platform
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

import synthgen
from synthgen.annotate.record import AnnotateSpec
from synthgen.core.job import SceneRef, tagged
from synthgen.dataset.code import copy_code
from synthgen.dataset.failures import record_failure
from synthgen.dataset.index import write_index, write_run_metadata
from synthgen.dataset.origins import remember_origins
from synthgen.dataset.shard import clear_leftovers, is_complete
from synthgen.engines.host import Outcome
from synthgen.sources.resolve import resolve_scenes
from synthgen.tasks.jobs import library_root_for, scene_job
from synthgen.tasks.pairs import write_dataset_pairs
from synthgen.tasks.pool import ScenePool
from synthgen.tasks.preview import write_previews
from synthgen.tasks.scene_worker import SceneResult, SceneTask
from synthgen.tasks.settings import Settings
from synthgen.tasks.statistics import asked_and_achieved, write_statistics

Windows = Mapping[str, tuple[float, float]]


@dataclass
class Tally:
    """What a run did, for the progress line and the summary. `scene_ids`: all scenes that were asked for."""

    scene_ids: frozenset[str] = frozenset()
    rendered: int = 0
    skipped: int = 0
    frames: int = 0
    objects: int = 0
    samples: int = 0
    failures: list[SceneResult] = field(default_factory=list)
    types: Counter[str] = field(default_factory=Counter)
    unknown_classes: Counter[str] = field(default_factory=Counter)
    stand_ins: Counter[str] = field(default_factory=Counter)
    durations_s: dict[str, float] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)

    def add(self, result: SceneResult, outcome: Outcome) -> None:
        self.durations_s[result.scene_id] = round(outcome.duration_s, 3)
        if result.failure is not None:
            self.failures.append(result)
            return
        self.rendered += 1
        self.frames += result.frame_count
        self.objects += result.object_count
        self.samples += result.sample_count
        self.types += result.types
        self.unknown_classes += result.unknown_classes
        self.stand_ins.update(set(result.report.stand_ins))

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self.started


def run(settings: Settings) -> int:
    """Render the selected scenes into the dataset. Returns 0 if at least one scene is there in the end, else 1."""
    console = Console(stderr=True)
    root = settings.dataset.root.absolute()
    tally = render(settings, console)
    if settings.dataset.include_code:
        copy_code(root)
    if settings.masks is not None:
        write_dataset_pairs(settings, settings.masks)
        write_index(root)
    pages = write_previews(root)
    pages.append(write_statistics(root, settings.selection.procedural if settings.selection else None))
    _summarise(console, tally, root, pages)
    return 0 if tally.rendered + tally.skipped > 0 else 1


def render(settings: Settings, console: Console, windows: Windows | None = None) -> Tally:
    """Render the selected scenes that are not whole in the dataset yet, and index it.

    `windows`: by scene id, the first and last second that uniform sampling is confined to.
    """
    scenes = resolve_scenes(settings.selection, settings.cache_dir, console.print)
    library_root = library_root_for(scenes, settings, console)
    root = settings.dataset.root.absolute()
    clear_leftovers(root)
    scenes = [replace(scene, scene_id=tagged(scene.scene_id, settings.dataset.tag)) for scene in scenes]
    tasks = [_task(scene, settings, library_root, root, (windows or {}).get(scene.scene_id)) for scene in scenes]
    todo = [task for task in tasks if settings.dataset.overwrite or not _is_done(task)]
    tally = Tally(frozenset(scene.scene_id for scene in scenes), skipped=len(tasks) - len(todo))
    _announce(console, tasks, todo, settings)
    remember_origins(root, [task.job.scene for task in todo], settings.asset_dirs)
    try:
        _render(todo, settings, library_root, tally, console)
    finally:
        # Also after Ctrl-C: what is whole stays usable, and the next run goes on from here.
        clear_leftovers(root)
        write_index(root)
        write_run_metadata(root, settings.composed_text, _versions(), _run_facts(settings, tally))
    return tally


def _task(
    scene: SceneRef, settings: Settings, library_root: Path | None, root: Path, window: tuple[float, float] | None
) -> SceneTask:
    if window is not None:
        sampling = replace(settings.sampling, from_s=window[0], until_s=window[1])
        settings = replace(settings, sampling=sampling, config_text=f"{settings.config_text}\nwindow: {window}\n")
    job = scene_job(scene, settings, library_root)
    wanted = settings.annotate
    annotate = AnnotateSpec(wanted.level, wanted.min_opacity, wanted.visibility, wanted.masks)
    config_hash, image_format = _config_hash(scene, settings), settings.dataset.image_format
    return SceneTask(job, annotate, root, config_hash, wanted.taxonomy, settings.variants, image_format)


def _config_hash(scene: SceneRef, settings: Settings) -> str:
    """Everything that decides a scene's bytes: the configuration, the program's version, and the scene's own source."""
    taxonomy = settings.annotate.taxonomy
    parts = [
        settings.config_text.encode(),
        settings.dataset.image_format.encode(),
        synthgen.__version__.encode(),
        f"{scene.engine} {scene.class_name}".encode(),
        scene.file.read_bytes(),
        taxonomy.read_bytes() if taxonomy else b"",
        *(plugin.read_bytes() for plugin in settings.variants.plugins),
    ]
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:16]


def _is_done(task: SceneTask) -> bool:
    return is_complete(task.dataset_root, task.job.scene.scene_id, task.config_hash)


def _announce(console: Console, tasks: Sequence[SceneTask], todo: Sequence[SceneTask], settings: Settings) -> None:
    engines = Counter(task.job.scene.engine for task in tasks)
    named = ", ".join(f"{count} on {engine}" for engine, count in engines.items())
    already = len(tasks) - len(todo)
    console.print(
        f"{len(tasks)} scenes ({named}), {settings.workers} workers, "
        f"{settings.render.width_px}x{settings.render.height_px}"
        + (f"; {already} already whole in the dataset" if already else "")
    )


def _render(
    todo: Sequence[SceneTask], settings: Settings, library_root: Path | None, tally: Tally, console: Console
) -> None:
    by_id = {task.job.scene.scene_id: task for task in todo}
    pool = ScenePool(settings.workers, settings.limits, library_root)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("rendering", total=len(todo), rate="")

        def on_result(result: SceneResult, outcome: Outcome) -> None:
            tally.add(result, outcome)
            task = by_id[result.scene_id]
            if result.failure is not None:
                record_failure(task.dataset_root, task.job.scene, result.failure, task.config_hash)
                progress.console.print(f"[red]failed[/red] {result.scene_id}: {_one_line(result)}", highlight=False)
            pictures = tally.frames + tally.samples
            named = f"{tally.frames} frames" + (f", {tally.samples} samples" if tally.samples else "")
            rate = f"{named}, {pictures / max(tally.elapsed_s, 1e-9):.1f}/s"
            progress.update(bar, advance=1, rate=rate)

        pool.run(todo, on_result)


def _one_line(result: SceneResult) -> str:
    failure = result.failure
    if failure is None:
        return ""
    place = f" ({failure.file}:{failure.line})" if failure.file else ""
    message = failure.message.splitlines()[0][:160] if failure.message else ""
    return f"{failure.reason.value}{place} {message}".replace("[", r"\[")


def _versions() -> dict[str, str]:
    return {"synthgen": synthgen.__version__, "python": platform.python_version()}


def _run_facts(settings: Settings, tally: Tally) -> dict[str, object]:
    """What differs between equal runs, and is worth knowing."""
    return {
        "elapsed_s": round(tally.elapsed_s, 1),
        "workers": settings.workers,
        "scenes_rendered": tally.rendered,
        "scenes_skipped": tally.skipped,
        "scenes_failed": len(tally.failures),
        "frames": tally.frames,
        "samples": tally.samples,
        "scene_durations_s": dict(sorted(tally.durations_s.items())),
        "unknown_classes": dict(sorted(tally.unknown_classes.items())),
    }


def _summarise(console: Console, tally: Tally, root: Path, pages: Sequence[Path]) -> None:
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_row("scenes", f"{tally.rendered} rendered, {tally.skipped} skipped, {len(tally.failures)} failed")
    rate = tally.frames / max(tally.elapsed_s, 1e-9)
    table.add_row("frames", f"{tally.frames} with {tally.objects} objects in {tally.elapsed_s:.0f} s ({rate:.1f}/s)")
    if tally.samples:
        rate = tally.samples / max(tally.elapsed_s, 1e-9)
        table.add_row("samples", f"{tally.samples} of {tally.frames} moments ({rate:.1f}/s)")
    if tally.types:
        table.add_row("types", ", ".join(f"{name} {count}" for name, count in tally.types.most_common(12)))
    reasons = Counter(result.failure.reason.value for result in tally.failures if result.failure)
    if reasons:
        table.add_row("failures", ", ".join(f"{name} {count}" for name, count in reasons.most_common()))
    if tally.stand_ins:
        named = ", ".join(f"{name} ({count} scenes)" for name, count in tally.stand_ins.most_common(8))
        table.add_row("stand-ins", named)
    if tally.unknown_classes:
        names = ", ".join(f"{name} {count}" for name, count in tally.unknown_classes.most_common(8))
        table.add_row("unknown classes", names)
    if spread := asked_and_achieved(root):
        table.add_row("evenness", f"{spread} (0 to 1)")
    table.add_row("dataset", str(root))
    for page in pages:
        table.add_row("picture" if page.suffix == ".png" else "page", str(page))
    console.print(table)
