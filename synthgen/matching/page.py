"""The side-by-side page, to judge at a glance: real | re-render | difference | boxes on the real picture."""

from __future__ import annotations

from collections.abc import Sequence as Rows
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

import cv2
import numpy as np

from synthgen.core.geometry import Box
from synthgen.core.snapshot import PixelArray
from synthgen.matching.found_boxes import BoxScore

PANELS = ("real", "re-render", "difference", "boxes on real")
_ANNOTATED = (80, 220, 120)
_FOUND = (255, 210, 60)
_QUALITY = 85


@dataclass(frozen=True, slots=True)
class PageFrame:
    """A row of the page: its picture (a link), what to say, and whether it was accepted."""

    image: str
    caption: str
    accepted: bool


def side_by_side(real: PixelArray, render: PixelArray, boxes: Rows[Box], scores: Rows[BoxScore]) -> PixelArray:
    """The four panels in a row. The real picture is registered to the re-render; boxes are the re-render's."""
    marked = real.copy()
    for box in boxes:
        _draw(marked, box, _ANNOTATED)
    for score in scores:
        if score.found is not None:
            _draw(marked, score.found, _FOUND)
    gap = np.full((real.shape[0], 4, 3), 90, np.uint8)
    panels = [real, gap, render, gap, np.asarray(cv2.absdiff(real, render)), gap, marked]
    return np.hstack(panels)


def as_jpeg(pixels: PixelArray) -> bytes:
    _, data = cv2.imencode(".jpg", pixels[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return data.tobytes()


def page_html(title: str, report: dict[str, Any], frames: Rows[PageFrame]) -> str:
    """The whole page as text; pictures are referred to by relative links."""
    body = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{report['accepted']} of {report['pictures']} pictures matched ({report['share_matched']:.0%}).</p>",
        f"<p>Accepted is what shows the same with a probability of at least {report['threshold']:g}.</p>",
        _prior(report.get("prior")),
        _stretches(report["stretches"]),
        _ranking(report["ranking"]),
        '<div class="heads">' + "".join(f"<span>{name}</span>" for name in PANELS) + "</div>",
        *(_row(frame) for frame in frames),
    ]
    return _PAGE.format(title=escape(title), body="\n".join(body))


def _draw(pixels: PixelArray, box: Box, colour: tuple[int, int, int]) -> None:
    corners = [round(edge) for edge in box.as_list()]
    cv2.rectangle(pixels, (corners[0], corners[1]), (corners[2] - 1, corners[3] - 1), colour, 1)


def _row(frame: PageFrame) -> str:
    verdict = "match" if frame.accepted else "none"
    return (
        f'<figure class="{verdict}"><img loading="lazy" src="{quote(frame.image)}" alt="">'
        f"<figcaption>{escape(frame.caption)}</figcaption></figure>"
    )


def _prior(prior: dict[str, Any] | None) -> str:
    if prior is None:
        return ""
    sure = "unknown" if prior["confidence"] is None else f"{prior['confidence']:g}"
    return f"<p>Before, the data set matched it to its code of {escape(prior['video'])} (confidence {sure}).</p>"


def _stretches(stretches: Rows[dict[str, Any]]) -> str:
    if not stretches:
        return "<p>No stretch shows any of the candidates.</p>"
    heads = ("video", "scene", "in the scene", "speed", "accepted", "confidence", "scale, shift", "might also be")
    rows = [
        (
            f"{one['start_s']:.2f} to {one['end_s']:.2f} s",
            one["scene"],
            f"{one['scene_start_s']:.2f} to {one['scene_end_s']:.2f} s",
            "?" if one["speed"] is None else f"{one['speed']:.2f}",
            f"{one['accepted']} of {one['pictures']}",
            f"{one['confidence']:.2f}",
            "{scale:.4f}, ({dx_px:.1f}, {dy_px:.1f}) px".format(**one["registration"]),
            ", ".join(one["might_also_be"]),
        )
        for one in stretches
    ]
    return _table(heads, rows)


def _ranking(ranking: Rows[dict[str, Any]]) -> str:
    return _table(
        ("rank", "scene", "score"), [(str(n), r["scene"], f"{r['score']:.1f}") for n, r in enumerate(ranking[:8], 1)]
    )


def _table(heads: Rows[str], rows: Rows[Rows[str]]) -> str:
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{top}</tr>{body}</table>"


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ background: #16181c; color: #dde; font: 14px/1.4 system-ui, sans-serif; margin: 1rem; }}
table {{ border-collapse: collapse; margin: 0 0 1rem; }}
td, th {{ padding: 0.15rem 0.7rem; text-align: left; border-bottom: 1px solid #333; }}
.heads {{ display: grid; grid-template-columns: repeat(4, 1fr); position: sticky; top: 0; background: #16181c; }}
figure {{ margin: 0 0 0.8rem; border-left: 6px solid #2c9; padding-left: 6px; }}
figure.none {{ border-color: #c44; }}
figure img {{ width: 100%; display: block; }}
figcaption {{ color: #aab; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""
