"""`task=flatten`: write each chosen scene as one file that stands for itself, with a map of its lines beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

import synthgen
from synthgen.core.job import SceneRef
from synthgen.core.line_map import map_file
from synthgen.dataset.files import pretty_json, write_atomically
from synthgen.engines.compat.moved_modules import EVERYTHING, new_name
from synthgen.errors import UsageError
from synthgen.sources.corpus import FOLDER
from synthgen.sources.flatten import Failed, Flattened, Flattener, Gap, Modules, Outcome, Skipped
from synthgen.sources.resolve import resolve_scenes
from synthgen.sources.sdist import period_root
from synthgen.tasks.settings import Settings

_CHECKOUT = Path(synthgen.__file__).resolve().parents[1]
_SHOWN = 8


@dataclass
class Tally:
    """What a run did, for the summary."""

    files: set[Path] = field(default_factory=set)
    flattened: int = 0
    skipped: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    gaps: dict[str, tuple[Gap, ...]] = field(default_factory=dict)

    def add(self, scene: SceneRef, outcome: Outcome) -> None:
        self.files.add(scene.file)
        match outcome:
            case Flattened(gaps=gaps):
                self.flattened += 1
                if gaps:
                    self.gaps[scene.scene_id] = gaps
            case Skipped(reason=reason):
                self.skipped.append(f"{scene.scene_id}: {reason}")
            case Failed(reason=reason):
                self.failed.append(f"{scene.scene_id}: {reason}")


def run(settings: Settings) -> int:
    """Flatten the selected scenes into `flatten.path`; returns 0 if at least one was, else 1.

    Raises UsageError for a folder in which nothing may be written, SourceError and DatasetError. Files are written one
    by one, each whole, a scene's map before the scene; doing it again gives the same files.
    """
    console = Console(stderr=True)
    folder = _checked(settings.flatten.path.absolute())
    scenes = resolve_scenes(settings.selection, settings.cache_dir, console.print)
    flatteners: dict[tuple[Path, str], Flattener] = {}
    tally = Tally()
    words = TextColumn("{task.description}")
    with Progress(words, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console) as progress:
        for scene in progress.track(scenes, description="flattening"):
            key = (scene.root, scene.engine)
            if key not in flatteners:
                flatteners[key] = _flattener(scene, settings, console)
            outcome = flatteners[key].flatten(scene.file, scene.module, scene.class_name, scene.copyright)
            if isinstance(outcome, Flattened):
                _write(folder / _place(scene), outcome)
            tally.add(scene, outcome)
    summary = folder / "flattened.json"
    write_atomically(summary, pretty_json(_facts(tally)))
    _show(console, tally, folder)
    return 0 if tally.flattened else 1


def _checked(folder: Path) -> Path:
    """Other people's code must not end up among the program's own files."""
    is_checkout = (_CHECKOUT / "pyproject.toml").is_file()
    inside = folder.resolve().is_relative_to(_CHECKOUT)
    if is_checkout and inside and not folder.resolve().is_relative_to(_CHECKOUT / "outputs"):
        raise UsageError(
            f"`flatten.path` {folder} lies in synthgen's own repository, where scenes of others do not belong",
            "choose a folder elsewhere, or one in outputs/: flatten.path=FOLDER",
        )
    return folder


def _flattener(scene: SceneRef, settings: Settings, console: Console) -> Flattener:
    if scene.engine != "period":
        return Flattener(Modules([scene.root]))
    return Flattener(Modules([scene.root, period_root(settings.cache_dir, console.print)], _where_it_is_now))


def _where_it_is_now(name: str) -> str:
    """Where the period engine finds a module of an old name."""
    return "manimlib.imports" if name in EVERYTHING else new_name(name) or name


def _place(scene: SceneRef) -> Path:
    parts = scene.module.removeprefix(f"{FOLDER}.").split(".")
    return Path(*parts, f"{scene.class_name}.py")


def _write(file: Path, flattened: Flattened) -> None:
    if file.exists() and not map_file(file).exists():
        raise UsageError(
            f"{file} is there already and was not written by task=flatten", "choose another folder: flatten.path=FOLDER"
        )
    write_atomically(map_file(file), flattened.line_map.to_json())
    write_atomically(file, flattened.text)


def _facts(tally: Tally) -> dict[str, object]:
    gaps = {scene_id: [str(gap) for gap in gaps] for scene_id, gaps in sorted(tally.gaps.items())}
    return {"flattened": tally.flattened, "skipped": tally.skipped, "failed": tally.failed, "gaps": gaps}


def _show(console: Console, tally: Tally, folder: Path) -> None:
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_row("parsed", f"{len(tally.files)} files with the scenes")
    done = f"{tally.flattened} scenes, {len(tally.gaps)} of them with gaps"
    table.add_row("flattened", f"{done}, {len(tally.skipped)} left alone, {len(tally.failed)} failed")
    kinds = Counter(gap.kind.value for gaps in tally.gaps.values() for gap in gaps)
    if kinds:
        table.add_row("gaps", ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
        names = Counter(f"{gap.name} ({gap.reason})" for gaps in tally.gaps.values() for gap in gaps)
        for name, count in names.most_common(_SHOWN):
            table.add_row("", f"{count} x {name}".replace("[", r"\["))
    _add_some(table, "failed", tally.failed)
    _add_some(table, "left alone", tally.skipped)
    table.add_row("folder", str(folder))
    console.print(table, highlight=False)


def _add_some(table: Table, title: str, reasons: Sequence[str]) -> None:
    for reason in reasons[:_SHOWN]:
        table.add_row(title, reason.replace("[", r"\["))
