"""The page: every frame with its boxes drawn over it, to filter, search and enlarge. One file, nothing fetched."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources
from urllib.parse import quote

from synthgen.core.annotation import FrameRecord, ObjectRecord
from synthgen.core.job import Failure
from synthgen.core.snapshot import SourceLine
from synthgen.quality.preview_colours import Colour, css, in_order
from synthgen.quality.preview_labels import PADDING_PX, FrameLayout, PlacedBox, PlacedLabel, word_gap
from synthgen.quality.preview_text import counted, text_width


@dataclass(frozen=True, slots=True)
class PageFrame:
    """A frame, where its boxes and labels go, and the way from the page to its picture."""

    record: FrameRecord
    layout: FrameLayout
    image: str


@dataclass(frozen=True, slots=True)
class PageScene:
    """A scene's heading and frames."""

    scene_id: str
    note: str
    frames: Sequence[PageFrame]


def page_html(
    title: str,
    scenes: Sequence[PageScene],
    failures: Mapping[str, Failure],
    colours: Mapping[str, Colour],
    sheets: Sequence[str],
) -> str:
    """The whole page as text; images are referred to by relative links."""
    counts = Counter(item.type for scene in scenes for frame in scene.frames for item in frame.record.objects)
    body = [
        *_header(title, colours, counts, sheets, len(failures)),
        "<main>",
        *(line for scene in scenes for line in _scene(scene)),
        *_failures(failures),
        "</main>",
        _DIALOG,
        f"<script>\n{_asset('preview.js')}</script>",
    ]
    return _FRAME.format(
        title=escape(title), style=_asset("preview.css") + _colour_rules(colours), body="\n".join(body)
    )


_LINE_PX = 1.4

_FRAME = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{body}
</body>
</html>
"""

_DIALOG = """<dialog id="zoom" aria-label="Enlarged frame">
<form method="dialog"><button type="button" data-step="-1">previous</button>
<button type="button" data-step="1">next</button>
<strong id="zoom-title"></strong> <button class="close" autofocus>close</button></form>
<div class="zoom-body"><div id="zoom-picture"></div><div class="table-box"><table><thead><tr>
<th>type</th><th>content</th><th>class</th><th>box (px)</th><th>rank</th><th>opacity</th><th>state</th><th>made at</th>
</tr></thead><tbody id="zoom-rows"></tbody></table></div></div>
</dialog>"""


def _asset(name: str) -> str:
    return resources.files("synthgen.quality").joinpath(name).read_text(encoding="utf-8")


def _colour_rules(colours: Mapping[str, Colour]) -> str:
    rules = (f"[data-type={_css_string(kind)}] {{ --c: {css(colour)}; }}\n" for kind, colour in colours.items())
    return "".join(rules)


def _css_string(text: str) -> str:
    """A quoted string as CSS reads it; `<` is escaped so that no name can end the style element."""
    return '"' + "".join(char if char.isalnum() else f"\\{ord(char):x} " for char in text) + '"'


def _header(
    title: str, colours: Mapping[str, Colour], counts: Mapping[str, int], sheets: Sequence[str], failed: int
) -> Iterator[str]:
    yield "<header>"
    yield f"<h1>{escape(title)}</h1>"
    links = " ".join(f'<a href="{quote(name)}">{number}</a>' for number, name in enumerate(sheets, 1))
    failed_link = f' <a class="alarm" href="#failures">{failed} failed</a>' if failed else ""
    yield f"<p>Contact sheet: {links}{failed_link}</p>"
    yield '<div class="tools" role="group" aria-label="What to show">'
    yield '<label>scene <input id="search" type="search" placeholder="part of its name"></label>'
    yield '<label>boxes <select id="boxes"><option value="on">always</option><option value="hover">on hover</option>'
    yield '<option value="off">never</option></select></label>'
    yield '<label><input id="labels" type="checkbox" checked> labels</label>'
    yield '<label><input id="parts" type="checkbox" checked> parts of objects (dashed)</label>'
    yield '<label>size <input id="size" type="range" min="240" max="1200" step="20" value="460"></label>'
    yield "</div>"
    yield '<fieldset class="types"><legend>types <button type="button" data-all="1">all</button>'
    yield '<button type="button" data-all="">none</button></legend>'
    for kind, count in in_order(counts):
        name = escape(kind)
        yield (
            f'<label data-type="{name}"><input type="checkbox" checked value="{name}">'
            f"<i></i>{name} <small>{count}</small></label>"
        )
    yield "</fieldset>"
    yield "</header>"


def _scene(scene: PageScene) -> Iterator[str]:
    yield f'<section data-scene="{escape(scene.scene_id)}">'
    yield f"<h2>{escape(scene.scene_id)}</h2>"
    yield f"<p>{escape(scene.note)}</p>"
    yield '<div class="frames">'
    for frame in scene.frames:
        yield from _figure(frame)
    yield "</div></section>"


def _figure(frame: PageFrame) -> Iterator[str]:
    record, layout = frame.record, frame.layout
    counts = Counter(item.type for item in record.objects)
    spoken = ", ".join(f"{count} {kind}" for kind, count in in_order(counts)) or "no objects"
    name = escape(record.frame_id)
    yield f'<figure id="{name}" data-time="{record.timestamp_s:.3f} s, {escape(record.kind)}">'
    yield f'<button type="button" class="frame" aria-label="Enlarge {name}: {escape(spoken)}">'
    yield (
        f'<img loading="lazy" src="{quote(frame.image)}" alt="" '
        f'width="{record.resolution[0]}" height="{record.resolution[1]}">'
    )
    yield f'<svg viewBox="0 0 {layout.width_px} {layout.height_px}" aria-hidden="true">'
    for placed in layout.boxes:
        yield _rectangle(placed)
    for label in layout.labels:
        yield _label(label, any(box.is_part for box in layout.boxes if box.item is label.item))
    yield "</svg></button>"
    words = " ".join(
        f'<span data-type="{escape(kind)}">{count} {escape(kind)}</span>' for kind, count in in_order(counts)
    )
    when = f"{record.timestamp_s:.2f} s \u00b7 {escape(record.kind)}"
    yield f"<figcaption>{when} \u00b7 {words or 'no objects'}</figcaption>"
    yield "</figure>"


def _rectangle(placed: PlacedBox) -> str:
    # Half a line's width outside, so that the line hides nothing of the object.
    item, box = placed.item, placed.box.grown(_LINE_PX / 2)
    part = " part" if placed.is_part else ""
    facts = escape(json.dumps(_facts(item), separators=(",", ":")))
    return (
        f'<rect class="box{part}" data-type="{escape(item.type)}" data-facts="{facts}" x="{box.x_min:.2f}" '
        f'y="{box.y_min:.2f}" width="{box.width:.2f}" height="{box.height:.2f}">'
        f"<title>{escape(f'{item.type}: {item.content}')}</title></rect>"
    )


def _facts(item: ObjectRecord) -> list[str | int | float | None]:
    """What the enlarged frame's table says of an object, in the order of its columns, and its id."""
    box = ", ".join(f"{edge:.1f}" for edge in item.bbox.as_list())
    content = f"stand-in for {item.stand_in}" if item.stand_in else item.content
    # Said once is enough: most objects are called after their type.
    content = "" if content in (item.type, item.class_name) else content
    return [
        item.type,
        content,
        "" if item.class_name == item.type else item.class_name,
        box,
        item.z_index,
        round(item.opacity, 3),
        item.state,
        _place(item.lines.created),
        item.instance_id,
    ]


def _place(lines: Sequence[SourceLine]) -> str:
    return f"{lines[0].file}:{lines[0].line}" if lines else ""


def _label(label: PlacedLabel, is_part: bool) -> str:
    box = label.box
    text_x, text_y = box.x_min + PADDING_PX, box.y_max - 0.3 * label.size_px
    content_x = text_x
    if label.kind:
        content_x += text_width(label.kind, label.size_px) + word_gap(label.size_px)
    leader = ""
    if label.leader is not None:
        (x1, y1), (x2, y2) = label.leader
        leader = f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'
    return (
        f'<g class="label{" part" if is_part else ""}" data-type="{escape(label.item.type)}" '
        f'font-size="{label.size_px}">{leader}'
        f'<rect x="{box.x_min:.1f}" y="{box.y_min:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"/>'
        f'<text x="{text_x:.1f}" y="{text_y:.1f}">{escape(label.kind)}</text>'
        f'<text class="content" x="{content_x:.1f}" y="{text_y:.1f}">{escape(label.content)}</text></g>'
    )


def _failures(failures: Mapping[str, Failure]) -> Iterator[str]:
    if not failures:
        return
    heading = f"{counted(len(failures), 'scene')} gave no frames"
    yield f'<section id="failures"><h2>{heading}</h2>'
    yield "<table><thead><tr><th>scene</th><th>reason</th><th>message</th><th>where</th></tr></thead><tbody>"
    for scene_id, failure in sorted(failures.items()):
        where = f"{failure.file}:{failure.line}" if failure.file else ""
        trace = f"<details><summary>traceback</summary><pre>{escape(failure.traceback)}</pre></details>"
        yield (
            f'<tr><td>{escape(scene_id)}</td><td class="alarm">{escape(failure.reason.value)}</td>'
            f"<td>{escape(failure.message)}{trace if failure.traceback else ''}</td><td>{escape(where)}</td></tr>"
        )
    yield "</tbody></table></section>"
