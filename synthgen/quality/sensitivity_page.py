"""The table of a sweep: what each change of the pictures costs a detector in accuracy and in honesty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from synthgen.quality.report_html import Part, table, text

_TITLE = "Sensitivity to changes of the picture"
_NOTE = (
    "Each row is a job of the sweep, judged on the pictures it changed; in brackets 95 %, by drawing scenes again. "
    "D-ECE at IoU 0.5: of the detector's own scores, and of scores calibrated on that job's other scenes."
)


def sensitivity_html(rows: Sequence[Mapping[str, Any]]) -> str:
    """One HTML page of the rows of sensitivity.json."""
    versions = list(dict.fromkeys(name for row in rows for name in row["d_ece"]))
    heads = ("job", "variant", "scenes", "objects", "AP", "AP50", *(f"D-ECE, {name}" for name in versions))
    body = [
        (
            row["job"],
            row["variant"],
            row["scenes"],
            row["objects"],
            *(_shown(row["precision"][name], row["intervals"].get(name)) for name in ("ap", "ap50")),
            *(_shown(row["d_ece"][name]["value"], row["d_ece"][name]) for name in versions if name in row["d_ece"]),
        )
        for row in rows
    ]
    style = resources.files("synthgen.quality").joinpath("report.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{text(_TITLE)}</title><style>{style}</style>'
        f"<h1>{text(_TITLE)}</h1>{Part('Jobs', table(heads, body), _NOTE).html()}</html>\n"
    )


def _shown(value: float | None, ends: Mapping[str, Any] | None) -> str:
    if value is None:
        return "undefined"
    return f"{value:.3f}" + (f" ({ends['low']:.3f} to {ends['high']:.3f})" if ends and "low" in ends else "")
