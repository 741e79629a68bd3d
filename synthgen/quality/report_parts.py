"""The parts of a report, one function each; None where there is nothing to tell."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from PIL.Image import Image

from synthgen.core.annotation import FrameRecord
from synthgen.dataset.failures import FailureRecord
from synthgen.dataset.manual import ManualBox
from synthgen.dataset.verdicts import Judgement, Verdict
from synthgen.quality.preview_colours import css, in_order, type_colours
from synthgen.quality.report_html import Bar, Cell, Part, percent, table, text, tiles
from synthgen.quality.review.agreement import CONFIDENCE, Agreement, ErrorRate
from synthgen.quality.review.matches import MatchedVideo
from synthgen.quality.statistics import Statistics

_PICTURE_WIDTH_PX = 520
_MOST_FAILURES = 60
_MOST_REJECTED = 100
_DEEPEST = 4


def overview(
    statistics: Statistics, failures: int, accuracy: Mapping[str, Any] | None, problems: Sequence[str]
) -> Part:
    tried = len(statistics.scenes) + failures
    entries = [
        ("scenes", f"{len(statistics.scenes)}", f"of {tried} that were rendered", ""),
        ("frames", f"{statistics.frames}", f"{statistics.kinds.get('rest', 0)} of them at rest", ""),
        ("objects", f"{statistics.objects}", f"{statistics.objects / max(statistics.frames, 1):.1f} a frame", ""),
        ("types", f"{len(statistics.types)}", f"in {len(statistics.categories)} categories", ""),
    ]
    if accuracy is not None:
        holds = accuracy.get("holds") is True
        entries.append(("labels", "within bounds" if holds else "out of bounds", "", "good" if holds else "bad"))
    told = "".join(f'<p class="bad">{text(problem)}</p>' for problem in problems)
    return Part("Overview", tiles(entries) + told)


def gallery(pictures: Sequence[tuple[FrameRecord, Image]]) -> Part | None:
    """Some frames with their boxes."""
    if not pictures:
        return None
    pairs = {(item.type, item.category) for record, _ in pictures for item in record.objects}
    colours = {name: css(colour) for name, colour in type_colours(pairs).items()}
    figures = "".join(_figure(record, picture, colours) for record, picture in pictures)
    return Part("Frames", f'<div class="gallery">{figures}</div>', "One frame of each of some scenes, with its boxes.")


def _figure(record: FrameRecord, picture: Image, colours: Mapping[str, str]) -> str:
    width_px, height_px = record.resolution
    small = picture.copy()
    small.thumbnail((_PICTURE_WIDTH_PX, _PICTURE_WIDTH_PX))
    file = BytesIO()
    small.save(file, "WEBP", quality=84)
    source = base64.b64encode(file.getvalue()).decode("ascii")
    boxes = "".join(
        f'<rect x="{box.x_min:.1f}" y="{box.y_min:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
        f'stroke="{colours[item.type]}"><title>{text(item.type)}</title></rect>'
        for item in record.objects
        if (box := item.bbox_in_frame) is not None
    )
    counts = in_order(Counter(item.type for item in record.objects))
    words = ", ".join(f"{count} {name}" for name, count in counts[:5]) or "no objects"
    return (
        f'<figure><div><img alt="{text(record.frame_id)}" src="data:image/webp;base64,{source}">'
        f'<svg viewBox="0 0 {width_px} {height_px}" aria-hidden="true">{boxes}</svg></div>'
        f"<figcaption><b>{text(record.scene_id)}</b> {record.timestamp_s:.2f} s<br>{text(words)}</figcaption></figure>"
    )


def accuracy(content: Mapping[str, Any] | None) -> Part | None:
    """What `task=validate` measured, from label_accuracy.json."""
    if content is None:
        return None
    sample = content.get("sample", {})
    note = (
        f"{sample.get('frames')} of {sample.get('of_frames')} frames were drawn again, and every object in them alone, "
        "by the engine itself."
    )
    rows = []
    for verdict in content.get("verdicts", []):
        measured, mark = verdict["measured"], "good" if verdict["holds"] else "bad"
        state = Cell("not measured", "dim") if measured is None else Cell("holds" if mark == "good" else "broken", mark)
        rows.append((verdict["subject"], verdict["bound"], float(verdict["limit"]), measured, verdict["count"], state))
    checks = [
        (name, Cell(f"{check['passed']} of {check['passed'] + check['failed']}", "bad" if check["failed"] else "good"))
        for name, check in content.get("checks", {}).items()
    ]
    body = table(("engine", "bound", "limit", "measured", "of", ""), rows)
    return Part("Label accuracy", body + (table(("check", "passed"), checks) if checks else ""), note)


def review(
    verdicts: Sequence[Verdict],
    boxes: Sequence[ManualBox],
    sampled: int,
    rate: ErrorRate,
    agreements: Sequence[Agreement],
) -> Part:
    """What people said. Verdicts are the standing ones."""
    rejected = [item for item in verdicts if item.judgement is Judgement.REJECT]
    interval = "" if rate.low is None else f"{CONFIDENCE:.0%} interval {percent(rate.low)} to {percent(rate.high)}"
    entries = [
        ("frames judged", f"{len({item.frame_id for item in verdicts})}", f"{sampled} in the spot check", ""),
        ("bad frames, estimated", percent(rate.rate), interval, "warn" if rate.rejected else ""),
        ("left out of exports", f"{len({item.frame_id for item in rejected})}", "rejected by at least one", ""),
        ("boxes drawn by hand", f"{len(boxes)}", f"on {len({box.frame_id for box in boxes})} frames", ""),
    ]
    reviewers = sorted({item.event.reviewer for item in verdicts})
    counts = [
        (name, *(sum(v.event.reviewer == name and v.judgement is kind for v in verdicts) for kind in _SAID))
        for name in reviewers
    ]
    body = tiles(entries) + table(("reviewer", *(kind.value for kind in _SAID)), counts)
    if agreements:
        pairs = (
            (" and ".join(pair.reviewers), pair.frames, percent(pair.share), "–" if pair.kappa is None else pair.kappa)  # noqa: RUF001
            for pair in agreements
        )
        body += table(("reviewers", "frames of both", "agree", "Cohen's kappa"), pairs)
    if rejected:
        ordered = sorted(rejected, key=lambda item: (item.frame_id, item.event.order))[:_MOST_REJECTED]
        body += table(
            ("rejected frame", "reason", "by"), ((item.frame_id, item.reason, item.event.reviewer) for item in ordered)
        )
    return Part("Review", body)


_SAID = (Judgement.ACCEPT, Judgement.REJECT, Judgement.FLAG)


def failures(records: Sequence[FailureRecord]) -> Part | None:
    """Scenes without frames, by reason."""
    if not records:
        return None
    reasons = in_order(Counter(record.failure.reason.value for record in records))
    most = reasons[0][1]
    summary = table(("reason", "scenes", ""), ((name, count, Bar(count / most)) for name, count in reasons))
    rows = (
        (record.scene_id, record.failure.reason.value, record.failure.message.split("\n")[0][:200], _place(record))
        for record in records[:_MOST_FAILURES]
    )
    return Part("Failures", summary + table(("scene", "reason", "message", "where"), rows), _shown(len(records)))


def _place(record: FailureRecord) -> str:
    return f"{record.failure.file}:{record.failure.line}" if record.failure.file else ""


def _shown(count: int) -> str:
    return f"{count} scenes gave no frames" + (
        f"; the first {_MOST_FAILURES} are listed." if count > _MOST_FAILURES else "."
    )


def census(content: Mapping[str, Any] | None) -> Part | None:
    """How much of a corpus renders, from census.json."""
    if content is None:
        return None
    body = ""
    for title, name in (("year", "by_year"), ("engine", "by_engine")):
        groups = content.get(name) or {}
        if groups:
            rows = (
                (key, group["scenes"], group["rendered"], percent(group["render_rate"]), Bar(group["render_rate"] or 0))
                for key, group in groups.items()
            )
            body += table((title, "scenes", "rendered", "render rate", ""), rows)
    causes = [(cause["cause"], cause["reason"], cause["scenes"]) for cause in content.get("causes", [])[:20]]
    if causes:
        body += table(("why scenes fail", "reason", "scenes"), causes)
    note = (
        f"{content.get('rendered')} of {content.get('scenes')} scenes rendered: {percent(content.get('render_rate'))}."
    )
    return Part("Render rate", body, note)


def matches(videos: Sequence[MatchedVideo]) -> Part | None:
    """Which scenes real videos show, from match.json."""
    if not videos:
        return None
    return Part("Matched videos", "".join(map(_video, videos)))


def _video(video: MatchedVideo) -> str:
    total_s = max((item.end_s for item in video.segments), default=0.0) or 1.0
    bar = "".join(
        f'<span style="margin-left:{gap_s / total_s:.2%};width:{(item.end_s - item.start_s) / total_s:.2%}" '
        f'title="{text(item.scene)}">{text(item.scene)}</span>'
        for gap_s, item in _with_gaps(video)
    )
    rows = (
        (item.scene or "no scene", Cell(f"{item.start_s:.2f}", "n"), Cell(f"{item.end_s:.2f}", "n"), item.confidence)
        for item in video.segments
    )
    heads = ("scene", "starts (s)", "ends (s)", "confidence")
    return f'<h2>{text(video.video)}</h2><div class="video" aria-hidden="true">{bar}</div>{table(heads, rows)}'


def _with_gaps(video: MatchedVideo) -> Iterator[tuple[float, Any]]:
    """The segments with the seconds since the end of the one before."""
    end_s = 0.0
    for item in video.segments:
        yield max(0.0, item.start_s - end_s), item
        end_s = max(end_s, item.end_s)


def calibration(content: Mapping[str, Any] | None) -> Part | None:
    """The figures of calibration.json that say how good a detector is, and how honest; its own page has all."""
    if content is None:
        return None
    try:
        return Part("Calibration", _judged_detector(content))
    except (KeyError, TypeError, AttributeError):  # Of another version: its figures as they are.
        rows = list(_figures(content, ()))
        return Part("Calibration", table(("figure", "value"), rows)) if rows else None


def _judged_detector(content: Mapping[str, Any]) -> str:
    accuracy, confidence = content["accuracy"], content["confidence"]
    precision, counts = accuracy["precision"], accuracy["counts"]
    at_half = [(name, item["iou_0.5"]) for name, item in confidence.items()]
    said = f"{counts['detections']} detections, {counts['objects']} objects in {counts['pictures']} pictures"
    return (
        f"<p>{text(content['detector'])}: {text(said)}.</p>"
        + tiles((name, _share(precision[key]), "", "") for name, key in _PRECISION.items())
        + table(
            ("confidences", "D-ECE", "Brier", "log loss"),
            [(name, *(Cell(_share(item[key], 4), "n") for key in ("d_ece", "brier", "nll"))) for name, item in at_half],
        )
        + table(
            ("class", *_PRECISION),
            [
                (name, *(Cell(_share(item[key]), "n") for key in _PRECISION.values()))
                for name, item in accuracy["classes"].items()
            ],
        )
    )


_PRECISION = {"AP": "ap", "AP50": "ap50", "AP75": "ap75", "AR": "ar"}
"""COCO's figures as the file calls them."""


def _share(value: float | None, digits: int = 3) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _figures(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping) and len(path) < _DEEPEST:
        for name, inner in value.items():
            yield from _figures(inner, (*path, str(name)))
    elif isinstance(value, str | int | float):
        yield " / ".join(path), value
