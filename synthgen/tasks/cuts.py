"""`task=cuts`: where a real video's scenes begin and end: as seen, as `task=match` found, as the code has them."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from synthgen.dataset.files import pretty_json, write_atomically
from synthgen.dataset.layout import Layout
from synthgen.errors import DatasetError
from synthgen.matching.code_order import placed
from synthgen.matching.cuts import Segment, Shown, segments, visual_cuts
from synthgen.matching.video import probe
from synthgen.tasks.extract import named_videos
from synthgen.tasks.run_times import timed_scenes
from synthgen.tasks.settings import Settings


def run(settings: Settings) -> int:
    """Write `validation/metrics/cuts.json`, one row a stretch; returns the exit code.

    Where scenes are selected, they are those of the videos, in their order. Raises VideoError, UsageError and
    SourceError.
    """
    console = Console(stderr=True)
    layout = Layout(settings.dataset.root.absolute())
    wanted = named_videos(settings, console)
    code = timed_scenes(settings, console) if settings.selection else []
    videos = []
    for video in wanted:
        info = probe(video)
        seen = visual_cuts(video)
        duration_s = info.duration_s or (seen[-1][0] if seen else 0.0)
        shown = placed(code, [time_s for time_s, _ in seen], duration_s, _matched(layout, video))
        rows = segments(duration_s, seen, shown)
        videos.append({"video": video.name, "cuts": seen, "stretches": [asdict(row) for row in rows]})
        console.print(_table(video, rows))
    target = layout.match_report.with_name("cuts.json")
    write_atomically(target, pretty_json({"scenes": [asdict(one) for one in code], "videos": videos}))
    console.print(f"numbers in {target}", highlight=False)
    return 0


def _matched(layout: Layout, video: Path) -> list[Shown]:
    """What the last match found in the video; nothing if there was none."""
    if not layout.match_report.is_file():
        return []
    try:
        content: dict[str, Any] = json.loads(layout.match_report.read_text(encoding="utf-8"))
        reports = [report for report in content["videos"] if report["video"] == video.name]
        return [
            Shown(one["scene"], one["scene_class"], one["start_s"], one["end_s"], one["confidence"])
            for report in reports
            for one in report["stretches"]
            if one["accepted"]
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DatasetError(f"{layout.match_report}: damaged ({error})", "run task=match again") from error


def _table(video: Path, rows: list[Segment]) -> Table:
    table = Table("from", "to", "scene", "confidence", "evidence", title=video.name, title_justify="left")
    for row in rows:
        times = f"{row.start_s:.2f}", f"{row.end_s:.2f}"
        table.add_row(*times, row.scene or "-", f"{row.confidence:.2f}", f"{row.evidence}: {', '.join(row.signs)}")
    return table
