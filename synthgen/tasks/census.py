"""`task=census`: run the scenes of a source within limits, and report which render and what stops the others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

import synthgen
from synthgen.core.job import SceneRef
from synthgen.core.rng import derive_seed
from synthgen.dataset.files import explained_errors, locked, pretty_json, write_atomically
from synthgen.engines.host import Ending, Outcome
from synthgen.errors import UsageError
from synthgen.quality.census import Extent, Finding, as_fields, blamed, by_engine, by_year, causes, counted, rate, split
from synthgen.quality.census_page import census_html
from synthgen.sources.checkout import needs_newer_manimgl
from synthgen.sources.listing import Listed, Listing
from synthgen.sources.resolve import list_source
from synthgen.tasks.census_worker import Trial
from synthgen.tasks.jobs import library_root_for, scene_job
from synthgen.tasks.pool import ScenePool, failure_of
from synthgen.tasks.settings import Again, Settings

ENTRY = "synthgen.tasks.census_worker:try_scene"

_MOST_CAUSES = 12
_ALL_RANKS = float(1 << 32)


def run(settings: Settings) -> int:
    """Run the sampled scenes that no earlier census has, write the report over all of them; returns the exit code.

    Findings are kept one by one: after Ctrl-C the same command goes on where it stopped. Raises UsageError and
    SourceError for a wrong selection, DatasetError when the report cannot be written.
    """
    console = Console(stderr=True)
    listing = list_source(settings.selection, settings.cache_dir, console.print)
    console.print(listing.summary(), highlight=False)
    sample = _sample(listing, settings)
    library_root = library_root_for((listed.ref for listed in sample), settings, console)
    folder = settings.census.folder.absolute()
    with explained_errors(folder), locked(folder / ".census.lock"):
        found = _findings(folder, sample, settings, library_root, console)
        extent = _extent(listing, settings)
        files = folder / "metrics" / "census.json", folder / "census.html"
        write_atomically(files[0], pretty_json(as_fields(found, extent)))
        write_atomically(files[1], census_html(found, extent))
    _show(found, files)
    return 0


def _sample(listing: Listing, settings: Settings) -> list[Listed]:
    """The scenes to try, in the order of their ranks: any beginning of them is a fair sample itself."""

    def rank(listed: Listed) -> float:
        return derive_seed(settings.seed, f"census {listed.ref.scene_id}") / _ALL_RANKS

    ranked = sorted(listing.runnable, key=rank)
    sample = [listed for listed in ranked if rank(listed) < settings.census.sample] or ranked[:1]
    if not sample:
        raise UsageError("there is no scene to run in what was selected", "task=catalog shows what there is")
    return sample


def _extent(listing: Listing, settings: Settings) -> Extent:
    return Extent(
        files=listing.files,
        runnable=len(listing.runnable),
        abstract=len(listing.scenes) - len(listing.runnable),
        unreadable={one.path: one.reason.splitlines()[0] for one in listing.unreadable},
        sample=settings.census.sample,
        seed=settings.seed,
    )


def _findings(
    folder: Path, sample: Sequence[Listed], settings: Settings, library_root: Path | None, console: Console
) -> list[Finding]:
    """A finding for every scene of the sample, in its order: kept ones, and new ones for the rest."""
    file = folder / "census.jsonl"
    keys = {listed.ref.scene_id: _key(listed.ref, settings) for listed in sample}
    same = (one for one in _kept(file) if keys.get(one.scene_id) == one.key)
    found = {one.scene_id: one for one in same if one.holds_within(settings.limits.time_s)}
    if settings.census.again is Again.ALL:
        found = {}
    elif settings.census.again is Again.FAILED:
        found = {name: one for name, one in found.items() if one.rendered}
    todo = [listed for listed in sample if listed.ref.scene_id not in found]
    console.print(
        f"{len(sample)} scenes in the sample, {len(found)} of them known already, {settings.workers} workers",
        highlight=False,
    )
    with file.open("a", encoding="utf-8", errors="backslashreplace") as kept, _bar(console) as progress:
        bar = progress.add_task("trying", total=len(todo), told="")

        def on_outcome(index: int, outcome: Outcome) -> None:
            listed = todo[index]
            one = found[listed.ref.scene_id] = _finding(listed, keys[listed.ref.scene_id], outcome, settings)
            _keep(kept, one)
            progress.update(bar, advance=1, told=f"{rate(list(found.values())) or 0:.1%} rendered")

        jobs = [
            (listed.ref.engine, scene_job(listed.ref, settings, library_root, settings.census.render))
            for listed in todo
        ]
        ScenePool(settings.workers, settings.limits, library_root).run_entry(ENTRY, jobs, on_outcome)
    return [found[listed.ref.scene_id] for listed in sample]


def _bar(console: Console) -> Progress:
    words, told = TextColumn("{task.description}"), TextColumn("{task.fields[told]}")
    return Progress(
        SpinnerColumn(), words, BarColumn(), MofNCompleteColumn(), told, TimeRemainingColumn(), console=console
    )


def _key(ref: SceneRef, settings: Settings) -> str:
    """What decides whether a scene renders, except its time, the machine, and the code of synthgen's own repairs."""
    memory_mib = settings.limits.memory_mib
    facts = [synthgen.__version__, ref.engine, ref.class_name, settings.census.render, memory_mib, settings.seed]
    digest = hashlib.sha256(repr([*map(str, facts), *map(str, settings.asset_dirs)]).encode())
    digest.update(ref.file.read_bytes())
    return digest.hexdigest()[:16]


def _kept(file: Path) -> list[Finding]:
    """The findings of earlier runs; a line that was being written when the machine went down is no finding."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        try:
            fields = json.loads(line)
            names = ("stand_ins", "repairs", "notes")
            found.append(Finding(**{**fields, **{name: tuple(fields[name]) for name in names}}))
        except (ValueError, TypeError, KeyError):
            continue
    return found


def _keep(file: IO[str], finding: Finding) -> None:
    file.write(json.dumps(asdict(finding), ensure_ascii=False) + "\n")
    file.flush()


def _finding(listed: Listed, key: str, outcome: Outcome, settings: Settings) -> Finding:
    trial: Trial = outcome.result if outcome.ending is Ending.RETURNED else Trial()
    failure = trial.failure or failure_of(outcome, settings.limits)
    ref = listed.ref
    return Finding(
        scene_id=ref.scene_id,
        key=key,
        path=listed.path,
        engine=ref.engine,
        version=ref.source,
        year=ref.year,
        video=ref.video,
        own_construct=listed.scene.own_construct,
        reason=failure.reason.value if failure else "",
        message=failure.message if failure else "",
        place=f"{failure.file}:{failure.line}" if failure and failure.file else "",
        drawn_frames=trial.drawn,
        run_time_s=round(outcome.duration_s, 3),
        peak_memory_mib=round(outcome.peak_memory_mib, 1),
        stand_ins=tuple(trial.report.stand_ins),
        repairs=tuple(trial.report.repairs),
        notes=(*_foreseen(ref), *trial.report.notes),
    )


def _foreseen(ref: SceneRef) -> tuple[str, ...]:
    return ("written for a manimgl newer than the released one",) if needs_newer_manimgl(ref) else ()


def _show(found: Sequence[Finding], files: Sequence[Path]) -> None:
    console = Console()
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for name in ("scenes", "rendered", "rate"):
        table.add_column(name, justify="right")
    groups = {**split(found, by_year), **split(found, by_engine), "all": list(found)}
    for name, group in groups.items():
        style = "bold" if name == "all" else ""
        rendered = sum(one.rendered for one in group)
        table.add_row(name, str(len(group)), str(rendered), f"{rate(group) or 0:.1%}", style=style)
    console.print(table)
    if due_to := blamed(found):
        console.print("failures due to: " + ", ".join(f"{kind} ({count})" for kind, count in due_to.items()))
    for cause in causes(found)[:_MOST_CAUSES]:
        example = f"{cause.example.scene_id} {cause.example.place}".strip()
        console.print(f"{cause.count:5}  {cause.text}  [{example}]", markup=False, highlight=False)
    if stand_ins := counted(found, lambda one: one.stand_ins)[:8]:
        console.print("stand-ins: " + ", ".join(f"{name} ({count})" for name, count in stand_ins), highlight=False)
    for file in files:
        console.print(str(file), highlight=False, soft_wrap=True)
