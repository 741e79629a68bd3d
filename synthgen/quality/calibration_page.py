"""The page of task=calibrate: one HTML file, plots and pictures inside."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from io import BytesIO
from typing import Any

from PIL import ImageDraw
from PIL.Image import Image

from synthgen.calibration.types import Floats
from synthgen.errors import UsageError
from synthgen.quality.report_html import Part, table, text

_HIT, _MISSED, _WRONG = (60, 190, 90), (255, 210, 0), (235, 60, 60)
_PICTURE_WIDTH_PX = 520
_PRECISION = ("ap", "ap50", "ap75", "ar")
_HONESTY = ("d_ece", "brier", "nll")


@dataclass(frozen=True, slots=True)
class Example:
    """A picture with the boxes (n, 4) of hits, of objects that were missed, and of detections of nothing."""

    name: str
    picture: Image
    hits: Floats
    missed: Floats
    wrong: Floats


def calibration_html(figures: Mapping[str, Any], best: Sequence[Example], worst: Sequence[Example]) -> str:
    """The page of what calibration.json holds. Raises UsageError without matplotlib."""
    parts = [
        _accuracy(figures),
        *_sources(figures),
        *_honesty(figures),
        *_slices(figures),
        _classes(figures),
        _confusion(figures),
    ]
    note = "Green: hits. Yellow: objects not found. Red: detections of nothing. At the threshold of the best F1."
    parts += [Part(title, _examples(group), note) for title, group in (("Worst", worst), ("Best", best)) if group]
    style = resources.files("synthgen.quality").joinpath("report.css").read_text(encoding="utf-8")
    title = f"How good {figures['detector']} is"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{text(title)}</title><style>{style}</style>'
        f"<h1>{text(title)}</h1><p>{text(_about(figures))}</p>" + "".join(part.html() for part in parts) + "</html>\n"
    )


def _about(figures: Mapping[str, Any]) -> str:
    counts = figures["accuracy"]["counts"]
    refused = sum(figures["refused"].values())
    return (
        f"{counts['detections']} detections in {counts['pictures']} pictures of {counts['scenes']} scenes, which show "
        f"{counts['objects']} objects; {refused} predictions were refused, {counts['detections_beyond_most']} passed "
        "over by AP. Intervals: 95 %, by drawing scenes again."
    )


def _accuracy(figures: Mapping[str, Any]) -> Part:
    accuracy = figures["accuracy"]
    rows: list[tuple[object, ...]] = [
        (name, accuracy["precision"][name], *_ends(accuracy["intervals"].get(name))) for name in _PRECISION
    ]
    for group in ("best_f1", "lrp"):
        rows += [(f"{group}: {name}", value, None, None) for name, value in (accuracy[group] or {}).items()]
    note = "best_f1: the score from which on to keep detections for the highest F1, and what it costs."
    return Part("Accuracy", table(("figure", "value", "low", "high"), rows), note)


def _sources(figures: Mapping[str, Any]) -> Iterator[Part]:
    for group, parts in figures["sources"].items():
        rows = []
        for name, part in parts.items():
            said = [(key, part["precision"][key], part["intervals"].get(key)) for key in _PRECISION]
            said += [
                (f"D-ECE, {version}", item["d_ece"], item["intervals"].get("d_ece"))
                for version, item in part["confidence"].items()
            ]
            rows += [(name, part["scenes"], part["objects"], key, value, *_ends(ends)) for key, value, ends in said]
        heads = (group, "scenes", "objects", "figure", "value", "low", "high")
        yield Part(f"Each {group} alone", table(heads, rows), "As if there were no other pictures; IoU 0.5.")


def _honesty(figures: Mapping[str, Any]) -> Iterator[Part]:
    for iou in ("iou_0.5", "iou_0.75"):
        versions = {name: value[iou] for name, value in figures["confidence"].items()}
        rows = [
            (version, name, values[name], *_ends(values["intervals"].get(name)), values["left_out_share"])
            for version, values in versions.items()
            for name in _HONESTY
        ]
        chosen = [name for name in versions if name in ("before", figures["method"])]
        if iou == "iou_0.5":
            rows += [
                (version, "share of D-ECE left", None, *_ends(left), None)
                for version, left in figures["d_ece_left"].items()
            ]
        plots = "".join(_reliability(name, versions[name]["reliability"]) for name in chosen)
        least = figures["confidence"]["before"]["min_score"]
        heads = ("scores", "figure", "value", "low", "high", "share in bins left out")
        note = f"Detections with a score of at least {least:g}; bars: precision; numbers: detections in the bin."
        yield Part(f"Confidence at IoU {iou[4:]}", plots + table(heads, rows), note)


def _slices(figures: Mapping[str, Any]) -> Iterator[Part]:
    for group, parts in figures["accuracy"]["slices"].items():
        # How honest detections are is told of whole pictures only: a detection of nothing is of no size or occlusion.
        honesty = ("d_ece",) if any(row.get("d_ece") is not None for row in parts.values()) else ()
        heads = ("objects", *_PRECISION, *honesty)
        rows = [(name, *(row.get(head) for head in heads)) for name, row in parts.items()]
        yield Part(f"By {group}", table((group, *heads), rows))


def _classes(figures: Mapping[str, Any]) -> Part:
    rows = [(name, *(row[key] for key in _PRECISION)) for name, row in figures["accuracy"]["classes"].items()]
    return Part("By type", table(("type", *_PRECISION), rows))


def _confusion(figures: Mapping[str, Any]) -> Part:
    rows = [(item["truth"], item["said"], item["count"]) for item in figures["accuracy"]["confusion"][:60]]
    return Part("Confusion", table(("is", "was called", "times"), rows), "Objects found under another type.")


def _ends(interval: Mapping[str, Any] | None) -> tuple[float | None, float | None]:
    return (None, None) if interval is None else (interval["low"], interval["high"])


def _reliability(title: str, bins: Sequence[Mapping[str, Any]]) -> str:
    """A reliability diagram as an inline PNG."""
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise UsageError("the plots need matplotlib", "pip install 'synthgen[calibrate]'") from error

    figure = Figure(figsize=(4.4, 4.0), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color="0.6", linestyle="--", linewidth=1)
    for item in bins:
        if item["count"]:
            width = item["high"] - item["low"]
            axes.bar(item["low"], item["precision"], width, align="edge", color="#2b6dc9", edgecolor="white")
            axes.plot(item["confidence"], item["precision"], "o", color="#d9480f", markersize=4)
            axes.text(item["low"] + width / 2, item["precision"] + 0.015, f"{item['count']}", ha="center", fontsize=7)
    axes.set(xlim=(0, 1), ylim=(0, 1.08), xlabel="confidence", ylabel="precision", title=title)
    stream = BytesIO()
    # No date and no version in it: the same figures give the same bytes.
    figure.savefig(stream, format="png", dpi=110, metadata={"Software": None})
    return f'<img alt="reliability, {text(title)}" src="{_inline(stream.getvalue(), "png")}">'


def _examples(examples: Sequence[Example]) -> str:
    return '<div class="gallery">' + "".join(map(_example, examples)) + "</div>"


def _example(example: Example) -> str:
    scale = min(1.0, _PICTURE_WIDTH_PX / example.picture.width)
    picture = example.picture.resize((round(example.picture.width * scale), round(example.picture.height * scale)))
    draw = ImageDraw.Draw(picture)
    for boxes, colour in ((example.hits, _HIT), (example.missed, _MISSED), (example.wrong, _WRONG)):
        for box in boxes * scale:
            draw.rectangle([float(edge) for edge in box], outline=colour, width=2)
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=85)
    counts = f"{len(example.hits)} hits, {len(example.missed)} not found, {len(example.wrong)} of nothing"
    return (
        f'<figure><img alt="" src="{_inline(stream.getvalue(), "jpeg")}">'
        f"<figcaption>{text(example.name)}: {text(counts)}</figcaption></figure>"
    )


def _inline(data: bytes, kind: str) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
