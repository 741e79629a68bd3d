"""`task=statistics`: count what is in a dataset and draw it; also done at the end of every run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from synthgen.dataset.files import explained_errors, pretty_json, write_atomically
from synthgen.dataset.layout import Layout
from synthgen.dataset.reading import open_dataset
from synthgen.quality.statistics import RESPECTS, Statistics, as_numbers, gather
from synthgen.quality.statistics_page import SPREAD, statistics_html
from synthgen.sources.procedural.request import ProceduralRequest
from synthgen.tasks.settings import Settings


def run(settings: Settings) -> int:
    """Write the statistics of the dataset at `dataset.root`; returns the exit code. Raises DatasetError."""
    print(write_statistics(settings.dataset.root))
    return 0


def write_statistics(root: Path, request: ProceduralRequest | None = None) -> Path:
    """Write statistics.json and statistics.html into the dataset's metadata; returns the page.

    `request` is what procedural scenes were asked for. Raises DatasetError when there is no dataset, or no room.
    """
    layout = Layout(root.absolute())
    dataset = open_dataset(root)
    statistics = gather(frame.record for frame in dataset)
    asked = _asked(request, [manifest.source for manifest in dataset.scenes], statistics)
    page = layout.metadata / "statistics.html"
    with explained_errors(layout.metadata):
        write_atomically(layout.metadata / "statistics.json", pretty_json(as_numbers(statistics, asked)))
        write_atomically(page, statistics_html(f"Statistics of {root.name}", statistics, asked))
    return page


def asked_and_achieved(root: Path) -> str:
    """A line for people: what was to be spread evenly in the dataset's last run, and how evenly it is (0 to 1).

    "" where nothing was asked. Reads what `write_statistics` wrote.
    """
    numbers = json.loads((Layout(root.absolute()).metadata / "statistics.json").read_text(encoding="utf-8"))
    wanted = str(numbers["asked"].get(SPREAD, "")).split(", ")
    values = {name: numbers["evenness"][name] for name, word in RESPECTS.items() if word and word in wanted}
    return ", ".join(f"{name} {value:.2f}" for name, value in values.items() if value is not None)


def _asked(request: ProceduralRequest | None, sources: list[str], statistics: Statistics) -> Mapping[str, Any]:
    if request is None:
        return {}
    made = [source for source in sources if source.startswith("template ")]
    hard = sum("hard:" in source for source in made)
    return {
        "procedural scenes": f"{request.count} asked, {len(made)} made",
        "templates": f"{len({source.split()[1].rstrip(',') for source in made})} used",
        "hard cases": f"{request.hard_share:.0%} asked, {hard / max(len(made), 1):.0%} made",
        "crowding": f"{request.crowding:g} asked, {statistics.covered.mean or 0:.0%} of a frame in boxes",
        "overlap": f"{request.overlap:g} asked, {statistics.overlap.mean or 0:.0%} of a box in another's",
        SPREAD: ", ".join(request.balance) or "nothing",
    }
