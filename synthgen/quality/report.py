"""The report of a dataset: one HTML file that needs no other, each part only where there is something to tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from PIL.Image import Image

from synthgen.core.annotation import FrameRecord
from synthgen.dataset.failures import FailureRecord
from synthgen.dataset.manual import ManualBox
from synthgen.dataset.verdicts import Verdict
from synthgen.quality import report_parts as parts
from synthgen.quality.report_html import Part, text
from synthgen.quality.review.agreement import Agreement, ErrorRate
from synthgen.quality.review.matches import MatchedVideo
from synthgen.quality.statistics import Statistics
from synthgen.quality.statistics_page import statistics_sections


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewState:
    """Standing verdicts, boxes drawn by hand, and what follows from both. `sampled` frames are in the spot check."""

    verdicts: Sequence[Verdict]
    boxes: Sequence[ManualBox]
    sampled: int
    rate: ErrorRate
    agreements: Sequence[Agreement]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """Everything a report may tell; what is None or empty has no part in it. The mappings are the JSON files of the
    dataset's `validation/metrics`, as they are."""

    title: str
    statistics: Statistics
    failures: Sequence[FailureRecord] = ()
    pictures: Sequence[tuple[FrameRecord, Image]] = ()
    accuracy: Mapping[str, Any] | None = None
    census: Mapping[str, Any] | None = None
    review: ReviewState | None = None
    matches: Sequence[MatchedVideo] = ()
    calibration: Mapping[str, Any] | None = None
    problems: Sequence[str] = field(default=())


def report_html(content: ReportContent) -> str:
    """The page."""
    found = [part for part in _parts(content) if part is not None]
    links = "".join(f'<a href="#{part.anchor}">{text(part.title)}</a>' for part in found)
    style = resources.files("synthgen.quality").joinpath("report.css").read_text(encoding="utf-8")
    statistics = content.statistics
    engines = ", ".join(f"{count} frames on {name}" for name, count in sorted(statistics.engines.items()))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(content.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<h1>{text(content.title)}</h1>\n<p>{text(engines)}</p>\n"
        f'<nav aria-label="Parts">{links}</nav>\n<main>\n'
        + "\n".join(part.html() for part in found)
        + "\n</main>\n</body>\n</html>\n"
    )


def _parts(content: ReportContent) -> list[Part | None]:
    sections = '<div class="sections">' + "\n".join(statistics_sections(content.statistics)) + "</div>"
    return [
        parts.overview(content.statistics, len(content.failures), content.accuracy, content.problems),
        parts.gallery(content.pictures),
        parts.accuracy(content.accuracy),
        _review(content.review),
        parts.failures(content.failures),
        parts.census(content.census),
        parts.matches(content.matches),
        parts.calibration(content.calibration),
        Part("Statistics", sections),
    ]


def _review(review: ReviewState | None) -> Part | None:
    if review is None or not (review.verdicts or review.boxes):
        return None
    return parts.review(review.verdicts, review.boxes, review.sampled, review.rate, review.agreements)
