"""A page people can read: the figures of a validation, and its worst cases as pictures."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PIL.Image import Image

from synthgen.core.annotation import FrameRecord, ObjectRecord
from synthgen.core.geometry import Box
from synthgen.quality.accuracy_pictures import MEASURED, RECORDED, crop
from synthgen.quality.oracle_bounds import Bounds
from synthgen.quality.oracle_report import Report, edge_errors, large_box_iou, large_mask_iou
from synthgen.quality.oracle_types import FrameCheck, ObjectCheck

_CASES = 6

_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:1180px;margin:2em auto;padding:0 1em;color:#222;background:#fafafa}
table{border-collapse:collapse;margin:1em 0}th,td{padding:.2em .8em;border-bottom:1px solid #ddd;text-align:left}
td.n{text-align:right;font-variant-numeric:tabular-nums}.bad{color:#b00020;font-weight:600}.good{color:#18794e}
figure{display:inline-block;vertical-align:top;width:370px;margin:.5em .6em 1em 0}figcaption{font-size:13px}
figure img{max-width:100%;border:1px solid #ccc}.dim{color:#777}code{font-size:12px}
"""

Picture = Callable[[str], Image]


@dataclass(frozen=True, slots=True)
class _Case:
    """A thing worth looking at: what it is, and the boxes to draw."""

    frame_id: str
    caption: str
    recorded: Box
    measured: Box | None
    item: ObjectCheck | None = None


def draw_page(
    report: Report, content: Mapping[str, Any], records: Mapping[str, FrameRecord], picture: Picture, bounds: Bounds
) -> str:
    """The page as one HTML file with its pictures inside. `picture` gives the stored picture of a frame id."""
    sample = content["sample"]
    state, verdict = ("good", "every bound holds") if report.holds else ("bad", "bounds broken")
    told = (
        f"{sample['frames']} of {sample['of_frames']} frames from {sample['scenes']} scenes were drawn again, and "
        "every object in them once more alone, by the engine itself. In the pictures "
        f'<b style="color:{RECORDED}">what is recorded</b> and <b style="color:{MEASURED}">what was measured</b>.'
    )
    parts = [
        f'<h1>Label accuracy: <span class="{state}">{verdict}</span></h1>',
        f"<p>{told}</p>",
        _verdict_table(report),
        _check_list(report),
        _type_table(content["types"]),
        *(_section(title, cases, records, picture) for title, cases in _worst(report, bounds)),
        _unchecked(content),
    ]
    body = "\n".join(parts)
    return f'<!doctype html><meta charset="utf-8"><title>Label accuracy</title><style>{_STYLE}</style>\n{body}\n'


def _verdict_table(report: Report) -> str:
    rows = []
    for verdict in report.verdicts:
        measured = "" if verdict.measured is None else f"{verdict.measured:.4g}"
        state = "dim" if verdict.measured is None else ("good" if verdict.holds else "bad")
        word = {"dim": "not measured", "good": "holds", "bad": "broken"}[state]
        limit = f"{'&ge;' if verdict.at_least else '&le;'} {verdict.limit:g}"
        rows.append(
            f"<tr><td>{_text(verdict.subject)}<td>{_text(verdict.bound)}<td class=n>{limit}<td class=n>{measured}"
            f'<td class=n>{verdict.count}<td class="{state}">{word}'
        )
    return "<h2>Bounds</h2><table><tr><th>engine<th>bound<th>limit<th>measured<th>of<th>" + "".join(rows) + "</table>"


def _check_list(report: Report) -> str:
    rows = []
    for check in report.checks:
        state, total = ("bad" if check.failed else "good"), check.passed + check.failed
        examples = "".join(f"<br><code>{_text(example)}</code>" for example in check.examples)
        rows.append(f'<tr><td>{_text(check.name)}{examples}<td class="n {state}">{check.passed} of {total}')
    return "<h2>Checks</h2><table>" + "".join(rows) + "</table>"


def _type_table(types: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> str:
    rows = []
    for engine, groups in types.items():
        for name, figures in groups.items():
            edge = figures["edge_error_px"]
            cells = [
                f"{figures['checked']} of {figures['objects']}",
                *(_number(edge[key]) for key in ("median", "p99", "max")),
                _number(figures["box_iou"]["min"]),
                _number(figures["mask_iou"]["p1"]),
                _number(figures["visibility_error"]["p99"]),
                _number(figures["position_error"]["max"]),
            ]
            rows.append(f"<tr><td>{_text(engine)}<td>{_text(name)}" + "".join(f"<td class=n>{cell}" for cell in cells))
    head = "engine|type|checked|edges px, median|p99|max|box IoU min|mask IoU p1|visibility p99|position max"
    titles = "".join(f"<th>{title}" for title in head.split("|"))
    return f"<h2>By type</h2><table><tr>{titles}" + "".join(rows) + "</table>"


def _worst(report: Report, bounds: Bounds) -> list[tuple[str, list[_Case]]]:
    objects = [item for frame in report.frames for item in frame.objects]
    frames = [frame for frame in report.frames if not frame.problem]
    astray = [_case(item, item.identity_error) for item in objects if item.identity_error]
    unmarked = [_case(item, "nothing drawn") for item in objects if item.leaves_no_mark]
    return [
        ("Ids that lead elsewhere", astray[:_CASES]),
        ("Recorded, but drawing nothing", unmarked[:_CASES]),
        ("Largest edge errors", _top(objects, lambda item: max(edge_errors(item), default=None), "{:.3f} px off")),
        ("Smallest box IoU", _top(objects, lambda item: _lack(large_box_iou(item, bounds)), "{:.4f} short of 1")),
        ("Smallest mask IoU", _top(objects, lambda item: _lack(large_mask_iou(item, bounds)), "{:.4f} short of 1")),
        ("Largest visibility errors", _top(objects, lambda item: item.visibility_error, "visibility off by {:.4f}")),
        ("Largest position errors", _top(objects, lambda item: item.position_error, "{:.2e} scene units off")),
        ("Least like the connected pieces of the picture", _cluster_cases(frames)),
    ]


def _top(objects: Sequence[ObjectCheck], badness: Callable[[ObjectCheck], float | None], words: str) -> list[_Case]:
    scored = [(value, item) for item in objects if (value := badness(item)) is not None and value > 0]
    scored.sort(key=lambda entry: -entry[0])
    # An object that stands still is as wrong in every frame: show the frame where it is most wrong.
    worst: dict[tuple[str, int], tuple[float, ObjectCheck]] = {}
    for value, item in scored:
        worst.setdefault((item.scene_id, item.instance_id), (value, item))
    return [_case(item, words.format(value)) for value, item in list(worst.values())[:_CASES]]


def _lack(agreement: float | None) -> float | None:
    return None if agreement is None else 1.0 - agreement


def _case(item: ObjectCheck, words: str) -> _Case:
    return _Case(
        item.frame_id, f"{item.type} #{item.instance_id} {item.content[:40]!r}: {words}", item.bbox, item.measured, item
    )


def _cluster_cases(frames: Sequence[FrameCheck]) -> list[_Case]:
    scored = [(cluster.iou, frame, cluster) for frame in frames for cluster in frame.clusters]
    scored.sort(key=lambda entry: entry[0])
    worst = {(frame.scene_id, cluster.instance_ids): (iou, frame, cluster) for iou, frame, cluster in reversed(scored)}
    found = sorted(worst.values(), key=lambda entry: entry[0])
    return [
        _Case(
            frame.frame_id,
            f"objects {', '.join(f'#{one}' for one in cluster.instance_ids[:6])}: IoU {iou:.3f}",
            cluster.annotated,
            cluster.pictured,
        )
        for iou, frame, cluster in found[:_CASES]
    ]


def _section(title: str, cases: Sequence[_Case], records: Mapping[str, FrameRecord], picture: Picture) -> str:
    if not cases:
        return ""
    figures = "".join(_figure(case, records[case.frame_id], picture) for case in cases)
    return f"<h2>{_text(title)}</h2>{figures}"


def _figure(case: _Case, record: FrameRecord, picture: Picture) -> str:
    caption = f"<figcaption>{_text(case.caption)}<br><code>{_text(case.frame_id)}</code></figcaption>"
    item = case.item and _recorded_object(record, case.item.instance_id)
    truth = case.item.mask_truth if case.item else None
    try:
        image = crop(picture(case.frame_id), case.recorded, case.measured, item.segmentation if item else None, truth)
    except Exception as error:  # A picture that cannot be shown must not cost the whole page.
        return f"<figure><p class=bad>{_text(str(error))}</p>{caption}</figure>"
    return f'<figure><img src="{image}" alt="">{caption}</figure>'


def _recorded_object(record: FrameRecord, instance_id: int) -> ObjectRecord | None:
    return next((item for item in record.objects if item.instance_id == instance_id), None)


def _unchecked(content: Mapping[str, Any]) -> str:
    rows = [
        f"<tr><td>{_text(engine)}<td>{_text(reason)}<td class=n>{count}"
        for engine, figures in content["engines"].items()
        for reason, count in figures["not_checked"].items()
    ]
    for reason, count in content["not_compared_with_the_picture"].items():
        rows.append(f"<tr><td><td>not compared with the picture's pieces: {_text(reason)}<td class=n>{count}")
    for name, count in content["painted_without_a_record"].items():
        rows.append(f"<tr><td><td>painted, but part of no recorded object: {_text(name)}<td class=n>{count}")
    for frame_id, problem in content["not_checked_frames"].items():
        rows.append(f"<tr><td><td><code>{_text(frame_id)}</code>: {_text(problem)}<td class=n>1")
    return "<h2>What could not be checked, and why</h2><table>" + "".join(rows) + "</table>" if rows else ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def _text(text: str) -> str:
    return html.escape(text)
