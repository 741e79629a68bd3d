"""How long the scenes of a selection run, in the order of their video: each is run once, and nothing is drawn."""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

import synthgen
from synthgen.core.job import Failure, SceneRef
from synthgen.dataset.files import pretty_json, write_atomically
from synthgen.engines.host import Outcome
from synthgen.matching.code_order import TimedScene
from synthgen.sources.listing import Listed, Listing
from synthgen.sources.resolve import list_source
from synthgen.tasks.jobs import library_root_for, scene_job
from synthgen.tasks.pool import ScenePool, failure_of
from synthgen.tasks.settings import Settings

ENTRY = "synthgen.tasks.scene_worker:time_scene"


def timed_scenes(settings: Settings, console: Console) -> list[TimedScene]:
    """The selected scenes in their order, with how long they run; those that do not run are named and left out.

    Run times are kept in the dataset and not measured again. Raises UsageError and SourceError for a wrong selection.
    """
    refs = [listed.ref for listed in _in_order(list_source(settings.selection, settings.cache_dir, console.print))]
    keys = {ref.scene_id: _key(ref, settings) for ref in refs}
    known = _measured(refs, keys, settings, console)
    found = ((ref, known.get(keys[ref.scene_id])) for ref in refs)
    return [TimedScene(ref.scene_id, ref.class_name, time_s) for ref, time_s in found if time_s is not None]


def _in_order(listing: Listing) -> list[Listed]:
    """The scenes as a list in their file has them, where there is one; the others after them, as they are written."""
    scenes = listing.runnable
    if all(one.place_in_video is None for one in scenes):
        return scenes
    files = list(dict.fromkeys(one.path for one in scenes))
    return sorted(scenes, key=lambda one: (files.index(one.path), one.place_in_video or math.inf))


def _measured(refs: list[SceneRef], keys: dict[str, str], settings: Settings, console: Console) -> dict[str, float]:
    """Run times in seconds by key; each is on disk as soon as it is known, so that an interrupted run goes on."""
    file = settings.dataset.root.absolute() / "match" / "run_times.json"
    known = _kept(file)
    todo = [ref for ref in refs if keys[ref.scene_id] not in known]
    library_root = library_root_for(todo, settings, console)
    with Progress(console=console) as progress:
        bar = progress.add_task("timing scenes", total=len(todo))

        def on_outcome(number: int, outcome: Outcome) -> None:
            progress.advance(bar)
            ref, failure = todo[number], failure_of(outcome, settings.limits) or outcome.result
            if isinstance(failure, Failure):
                console.print(f"[red]failed[/red] {ref.scene_id}: {failure.message}", highlight=False)
            else:
                known[keys[ref.scene_id]] = outcome.result
                write_atomically(file, pretty_json(known))

        jobs = [(ref.engine, scene_job(ref, settings, library_root)) for ref in todo]
        ScenePool(settings.workers, settings.limits, library_root).run_entry(ENTRY, jobs, on_outcome)
    return known


def _key(ref: SceneRef, settings: Settings) -> str:
    """Everything that decides how long a scene runs."""
    facts = (synthgen.__version__, ref.engine, ref.class_name, settings.render, settings.seed, settings.asset_dirs)
    return hashlib.sha256(repr(facts).encode() + ref.file.read_bytes()).hexdigest()[:16]


def _kept(file: Path) -> dict[str, float]:
    """Run times of earlier runs; a damaged file is none."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return {str(key): float(time_s) for key, time_s in content.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
