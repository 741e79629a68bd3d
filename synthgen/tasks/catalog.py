"""`task=catalog`: what a source holds, as a table in the terminal and as JSON on disk; nothing is imported or run."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from rich.console import Console
from rich.table import Table

from synthgen.dataset.files import pretty_json, write_atomically
from synthgen.errors import WorkFailed
from synthgen.sources.checkout import needs_newer_manimgl
from synthgen.sources.listing import Listed, Listing
from synthgen.sources.resolve import list_source
from synthgen.tasks.settings import Settings

_MOST_CLASSES = 120
"""A longer listing is shown file by file; the JSON has every class."""


def run(settings: Settings) -> int:
    """List the selected scenes; returns the exit code. Raises UsageError, SourceError, DatasetError."""
    console = Console()
    listing = list_source(settings.selection, settings.cache_dir, Console(stderr=True).print)
    file = settings.census.folder.absolute() / "catalog.json"
    write_atomically(file, pretty_json(_as_fields(listing)))
    console.print(_class_table(listing) if len(listing.scenes) <= _MOST_CLASSES else _file_table(listing))
    for unreadable in listing.unreadable:
        reason = unreadable.reason.splitlines()[0]
        console.print(f"unreadable: {unreadable.path}: {reason}", markup=False, highlight=False, style="red")
    console.print(listing.summary(), highlight=False)
    console.print(str(file), highlight=False, soft_wrap=True)
    if not listing.scenes:
        raise WorkFailed("the source holds no scene class", "see above for the files that could not be read")
    return 0


def _as_fields(listing: Listing) -> dict[str, Any]:
    return {
        "summary": listing.summary(),
        "files": listing.files,
        "scenes": [_scene_fields(listed) for listed in listing.scenes],
        "unreadable": [{"file": one.path, "reason": one.reason} for one in listing.unreadable],
    }


def _scene_fields(listed: Listed) -> dict[str, Any]:
    scene, ref = listed.scene, listed.ref
    return {
        "scene_id": ref.scene_id,
        "class": scene.name,
        "bases": list(scene.bases),
        "file": listed.path,
        "lines": [scene.first_line, scene.last_line],
        "engine": ref.engine,
        "source": ref.source,
        "needs_newer_manimgl": needs_newer_manimgl(ref),
        "year": ref.year,
        "video": ref.video or None,
        "place_in_video": listed.place_in_video,
        "own_construct": scene.own_construct,
        "abstract": not scene.runs,
    }


def _class_table(listing: Listing) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("file", "class", "of"):
        table.add_column(name, overflow="fold")
    for name in ("lines", "engine", "year", "place", ""):
        table.add_column(name)
    shown = ""
    for listed in listing.scenes:
        scene, ref = listed.scene, listed.ref
        table.add_row(
            listed.path if listed.path != shown else "",
            scene.name,
            ", ".join(scene.bases),
            f"{scene.first_line}-{scene.last_line}",
            ref.engine,
            str(ref.year or ""),
            str(listed.place_in_video or ""),
            "" if scene.runs else "abstract",
        )
        shown = listed.path
    return table


def _file_table(listing: Listing) -> Table:
    by_file: dict[str, list[Listed]] = defaultdict(list)
    for listed in listing.scenes:
        by_file[listed.path].append(listed)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("file", overflow="fold")
    for name in ("scenes", "abstract"):
        table.add_column(name, justify="right")
    for name in ("engine", "year", "video"):
        table.add_column(name)
    for path, scenes in by_file.items():
        refs = [listed.ref for listed in scenes]
        table.add_row(
            path,
            str(len(scenes)),
            str(sum(not listed.scene.runs for listed in scenes) or ""),
            ", ".join(sorted({ref.engine for ref in refs})),
            ", ".join(sorted({str(ref.year) for ref in refs if ref.year})),
            next((ref.video for ref in refs if ref.video), ""),
        )
    return table
