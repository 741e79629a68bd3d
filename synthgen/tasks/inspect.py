"""`task=inspect`: a page of sample pictures with all there is to see of them, and a summary in the terminal."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from synthgen.core.pair import Pair
from synthgen.dataset.files import explained_errors
from synthgen.dataset.index import write_index
from synthgen.dataset.layout import Layout
from synthgen.dataset.pairs import read_pair_manifests, read_pairs
from synthgen.dataset.reading import Dataset, Frame, open_dataset
from synthgen.dataset.splits import SplitShares
from synthgen.quality.inspect_page import InspectedPicture, inspect_html
from synthgen.quality.inspect_pictures import Shown, boxes, masks, sides
from synthgen.quality.preview_colours import Colour, type_colours
from synthgen.tasks.settings import Settings

PICTURES = 12
"""How many are shown: enough for an impression, few enough for a glance."""

_TYPES_NAMED = 12


def run(settings: Settings) -> int:
    """Inspect the dataset at `dataset.root`; returns the exit code. Raises DatasetError."""
    root = settings.dataset.root.absolute()
    dataset = open_dataset(root)
    facts = summary(dataset, write_index(root))
    page = write_inspection(dataset, facts)
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column()
    table.add_column(overflow="fold")
    for name, value in [*facts, ("page", str(page))]:
        table.add_row(name, value.replace("[", r"\["))
    Console().print(table)
    return 0


def summary(dataset: Dataset, index: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What there is, in a few lines; `index` is the content of dataset.json."""
    counts, types = index["counts"], Counter(index["types"])
    splits = Counter(SplitShares().split_of(item.scene_id).value for item in dataset.scenes)
    reasons = Counter(record.failure.reason.value for record in dataset.failures)
    named = ", ".join(f"{name} {count}" for name, count in types.most_common(_TYPES_NAMED))
    facts = [
        ("scenes", f"{counts['scenes']} ({_listed(splits)}), {counts['failures']} failed"),
        ("frames", f"{counts['frames']} with {counts['objects']} objects, and {counts['samples']} variants of frames"),
        ("pictures", _listed(index["resolutions"])),
        ("pairs", _listed(index["pairs"])),
        ("types", f"{len(types)}: {named}{', ...' if len(types) > _TYPES_NAMED else ''}"),
        ("engines", ", ".join(f"{item['name']} ({item['scenes']} scenes)" for item in index["engines"])),
        ("stand-ins", _listed(index["stand_ins"])),
        ("failures", _listed(reasons)),
        ("licences", "; ".join(item["statement"] for item in index["licences"])),
        ("dataset", str(dataset.root)),
    ]
    return [(name, value) for name, value in facts if value]


def write_inspection(dataset: Dataset, facts: Sequence[tuple[str, str]]) -> Path:
    """Draw the page into the dataset's `inspect/`; returns its path. Raises DatasetError."""
    layout = Layout(dataset.root)
    folder = layout.inspection
    colours = type_colours({(item.type, item.category) for frame in _chosen(dataset) for item in frame.objects})
    with explained_errors(folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shown = [_inspected(dataset, frame, colours, folder) for frame in _chosen(dataset)]
        page = folder / "index.html"
        page.write_text(inspect_html(f"Samples of {dataset.root.name}", facts, shown), "utf-8", "replace")
    return page


def _chosen(dataset: Dataset) -> Iterator[Frame]:
    """Some pictures, spread evenly over the scenes, and over the frames and variants within each."""
    scenes = dataset.scenes
    chosen = [scenes[place] for place in _spread(len(scenes), PICTURES)]
    for number, manifest in enumerate(chosen):
        # As many of each scene as make up the whole.
        wanted = PICTURES * (number + 1) // len(chosen) - PICTURES * number // len(chosen)
        pictures = list(dataset.pictures([manifest.scene_id]))
        yield from (pictures[place] for place in _spread(len(pictures), wanted))


def _spread(count: int, wanted: int) -> list[int]:
    """Up to `wanted` places of `count`, each in the middle of its share."""
    wanted = min(count, wanted)
    return [(2 * place + 1) * count // (2 * wanted) for place in range(wanted)]


def _inspected(dataset: Dataset, frame: Frame, colours: Mapping[str, Colour], folder: Path) -> InspectedPicture:
    record = frame.record
    drawn: list[tuple[str, str]] = []
    for number, shown in enumerate(_drawn(dataset, frame, colours)):
        name = f"{record.frame_id}_{number}.png"
        shown.picture.save(folder / name, compress_level=3)
        drawn.append((shown.caption, name))
    note = f"{record.timestamp_s:.2f} s, {record.kind}, {len(record.objects)} objects, {record.engine}"
    if frame.variant is not None:
        done = ", ".join(one.name for one in frame.variant.augment)
        note += f"; variant {frame.variant.index} of {frame.variant.of}: {done}"
    return InspectedPicture(record.frame_id, note, drawn)


def _drawn(dataset: Dataset, frame: Frame, colours: Mapping[str, Colour]) -> Iterator[Shown]:
    picture = frame.picture()
    yield boxes(frame.record, picture, colours)
    if (masked := masks(frame.record, picture, colours)) is not None:
        yield masked
    for pair in _pairs_with(dataset.root, frame):
        yield from sides(pair, frame.record, picture, pair.frame_ids.index(frame.record.frame_id))


def _pairs_with(root: Path, frame: Frame) -> Iterator[Pair]:
    """The first pair of each strategy that the picture is in."""
    scene_id, frame_id = frame.record.scene_id, frame.record.frame_id
    strategies = {item.strategy for item in read_pair_manifests(root) if item.scene_id == scene_id}
    for strategy in sorted(strategies):
        found = (pair for pair in read_pairs(root, strategy, [scene_id]) if frame_id in pair.frame_ids)
        yield from [pair for pair in [next(found, None)] if pair is not None]


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())
