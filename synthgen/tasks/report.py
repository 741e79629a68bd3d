"""`task=report`: everything known of a dataset in one HTML file."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL.Image import Image

from synthgen.core.annotation import FrameRecord
from synthgen.core.rng import derive_seed
from synthgen.dataset.files import write_atomically
from synthgen.dataset.manual import read_boxes
from synthgen.dataset.reading import Dataset, Frame, open_dataset
from synthgen.dataset.verdicts import read_verdicts, standing
from synthgen.errors import DatasetError
from synthgen.quality.report import ReportContent, ReviewState, report_html
from synthgen.quality.review.agreement import agreements, error_rate
from synthgen.quality.review.facts import gather_facts
from synthgen.quality.review.matches import read_matches
from synthgen.quality.review.sampling import draw_sample
from synthgen.quality.statistics import gather
from synthgen.tasks.settings import Settings

_METRICS = Path("validation") / "metrics"
_MOST_PICTURES = 12


def run(settings: Settings) -> int:
    """Write `validation/report.html` of the dataset at `dataset.root`; returns the exit code.

    Raises DatasetError when there is no dataset, or one of its files is damaged.
    """
    root = settings.dataset.root.absolute()
    dataset = open_dataset(root)
    records = [frame.record for frame in dataset]
    content = ReportContent(
        title=f"Report of {root.name}",
        statistics=gather(records),
        failures=dataset.failures,
        pictures=_pictures(dataset, records, settings.seed),
        accuracy=_metrics(root, _METRICS / "label_accuracy.json"),
        census=_metrics(root, _METRICS / "census.json"),
        review=_review(root, records, settings),
        matches=read_matches(root),
        calibration=_metrics(root, Path("calibration") / "calibration.json"),
    )
    page = root / "validation" / "report.html"
    write_atomically(page, report_html(content))
    print(page)
    return 0


def _metrics(root: Path, file: Path) -> Mapping[str, Any] | None:
    """A file of figures, None where there is none. Raises DatasetError when it is damaged."""
    path = root / file
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise DatasetError(f"cannot read {file}: {error}", "Run the task that wrote it again.") from error
    if not isinstance(content, dict):
        raise DatasetError(f"{file}: expected an object", "Run the task that wrote it again.")
    return content


def _pictures(dataset: Dataset, records: Sequence[FrameRecord], seed: int) -> list[tuple[FrameRecord, Image]]:
    """One frame of each of some scenes: of those with most objects, which show most."""
    fullest: dict[str, FrameRecord] = {}
    for record in records:
        known = fullest.get(record.scene_id)
        if known is None or len(record.objects) > len(known.objects):
            fullest[record.scene_id] = record
    chosen = sorted(fullest, key=lambda scene_id: derive_seed(seed, "report", scene_id))[:_MOST_PICTURES]
    return [
        (fullest[name], Frame(fullest[name], dataset.root / fullest[name].image).picture()) for name in sorted(chosen)
    ]


def _review(root: Path, records: Sequence[FrameRecord], settings: Settings) -> ReviewState:
    by_scene: dict[str, list[FrameRecord]] = defaultdict(list)
    for record in records:
        by_scene[record.scene_id].append(record)
    facts = {scene_id: gather_facts(found) for scene_id, found in by_scene.items()}
    sample = draw_sample(facts, settings.review.share, settings.seed)
    held = list(standing(read_verdicts(root)).values())
    return ReviewState(
        verdicts=held,
        boxes=read_boxes(root),
        sampled=len(sample),
        rate=error_rate(held, {item.frame_id for item in sample if item.is_random}),
        agreements=agreements(held),
    )
