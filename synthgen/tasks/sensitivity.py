"""`task=sensitivity`: render scenes and judge a detector on them; a sweep over augmentations ends in one table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from synthgen.dataset.files import pretty_json, write_atomically
from synthgen.quality.sensitivity_page import sensitivity_html
from synthgen.tasks import calibrate, generate
from synthgen.tasks.settings import Settings

AS_RENDERED = "as rendered"


def run(settings: Settings) -> int:
    """One job; returns the exit code. Raises UsageError and DatasetError."""
    return generate.run(settings) or calibrate.run(settings)


def gather(root: Path) -> Path | None:
    """Write the table of all jobs below `root`; None where none was judged."""
    rows = [
        row
        for path in sorted(root.glob("*/calibration/calibration.json"))
        for row in _rows(path.parents[1].name, json.loads(path.read_text(encoding="utf-8")))
    ]
    if not rows:
        return None
    write_atomically(root / "sensitivity.json", pretty_json(rows))
    page = root / "sensitivity.html"
    write_atomically(page, sensitivity_html(rows))
    return page


def _rows(job: str, figures: dict[str, Any]) -> list[dict[str, Any]]:
    """What was changed, judged without what was not; a job that changes nothing is judged whole."""
    whole = {
        "scenes": figures["accuracy"]["counts"]["scenes"],
        "objects": figures["accuracy"]["counts"]["objects"],
        "precision": figures["accuracy"]["precision"],
        "intervals": figures["accuracy"]["intervals"],
        "confidence": {name: item["iou_0.5"] for name, item in figures["confidence"].items()},
    }
    parts = figures["sources"].get("variant", {AS_RENDERED: whole})
    changed = {name: part for name, part in parts.items() if name != AS_RENDERED} or parts
    return [
        {
            "job": job,
            "variant": name,
            "scenes": part["scenes"],
            "objects": part["objects"],
            "precision": part["precision"],
            "intervals": part["intervals"],
            "d_ece": {
                version: {"value": item["d_ece"], **(item["intervals"].get("d_ece") or {})}
                for version, item in part["confidence"].items()
                if version in ("before", figures["method"])
            },
        }
        for name, part in changed.items()
    ]
