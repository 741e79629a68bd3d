"""The statistics of a dataset as a page that needs no other file: tables, bars and heat maps."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from synthgen.quality.preview_colours import css, in_order, type_colours
from synthgen.quality.statistics import RESPECTS, SHARE_BINS, SIZE_STEPS, Grid, Shares, Statistics, balance

SPREAD = "spread evenly"
"""The key of what was asked that names what was to be spread evenly."""
_MOST_BARS = 70
STYLE = """
:root { color-scheme: light dark; --paper: #fafafa; --ink: #1b1d21; --dim: #62666e; --edge: #d4d6da;
  --heat: 43 109 201; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #181a1e; --ink: #eceef0; --dim: #9a9fa8; --edge: #464a52; --heat: 92 164 255; }
}
body { margin: 0 auto; max-width: 1180px; padding: 8px 20px 40px; background: var(--paper); color: var(--ink);
  font: 14px/1.45 system-ui, sans-serif; }
h1 { font-size: 20px; margin: 12px 0 2px; }
h2 { font-size: 16px; margin: 0 0 6px; }
p { margin: 0 0 8px; color: var(--dim); }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(430px, 1fr)); gap: 26px 36px; margin-top: 18px; }
section.wide { grid-column: 1 / -1; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; }
td, th { padding: 1px 10px 1px 0; border-bottom: 1px solid var(--edge); }
.n { text-align: right; white-space: nowrap; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--ink); font-size: 11px; }
svg .dim { fill: var(--dim); }
.gauge { width: 90px; height: 8px; border-radius: 2px; background: rgb(var(--heat) / 0.15); }
.gauge div { height: 100%; border-radius: 2px; background: rgb(var(--heat)); }
.types { display: grid; grid-template-columns: repeat(auto-fit, minmax(430px, 1fr)); gap: 0 36px; align-items: start; }
"""


def statistics_html(title: str, statistics: Statistics, asked: Mapping[str, Any] | None = None) -> str:
    """The page. `asked` is what the dataset was asked to be, by name."""
    engines = ", ".join(f"{count} {name}" for name, count in sorted(statistics.engines.items()))
    kinds = ", ".join(f"{count} {name}" for name, count in sorted(statistics.kinds.items()))
    sections = statistics_sections(statistics, asked)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{_text(title)}</title><style>{STYLE}</style>\n'
        f"<h1>{_text(title)}</h1>\n<p>{len(statistics.scenes)} scenes, {statistics.frames} frames ({_text(engines)}; "
        f"{_text(kinds)}), {statistics.objects} objects of {len(statistics.types)} types.</p>\n<main>\n"
        + "\n".join(sections)
        + "\n</main></html>\n"
    )


def statistics_sections(statistics: Statistics, asked: Mapping[str, Any] | None = None) -> list[str]:
    """The sections of the page, for a page of its own or as part of a larger one that has `STYLE`, too."""
    return [
        _section("Balance", _balance(statistics, asked or {}), "1 is perfectly even, 0 all in one place."),
        _section("Categories", _bars(in_order(statistics.categories), {}), "Objects in each coarse class."),
        _section("Types", _type_bars(statistics), "Objects of each type, and the scenes they are in.", wide=True),
        _section("Positions", _positions(statistics.positions), "Centres of the parts of boxes within the frame."),
        _section(
            "Box sizes",
            _sizes(statistics.sizes),
            "Width across, height along, up to the number given (per cent of the frame).",
        ),
        _section("Objects per frame", _bars(statistics.object_count_bins(), {}), "Frames by the objects they show."),
        _section(
            "States", _bars(in_order(statistics.states)[:20], {}), "Objects at rest, and by the animation they are in."
        ),
        _section("Occlusion", _share_bars(statistics.occlusion), "How much of an object others hide."),
        _section("Truncation", _share_bars(statistics.truncation), "How much of an object is outside the frame."),
        _section(
            "Overlap",
            _share_bars(statistics.overlap),
            "How much of an object's box lies in the box of one other that is no part of it, nor it of that.",
        ),
        _section("Crowding", _share_bars(statistics.covered), "Frames by how much of them lies in boxes."),
        _section("Together", _company(statistics), "Frames that show both of two types.", wide=True),
    ]


def _section(title: str, body: str, note: str, wide: bool = False) -> str:
    shape = ' class="wide"' if wide else ""
    return f"<section{shape}><h2>{_text(title)}</h2><p>{_text(note)}</p>{body}</section>"


def _balance(statistics: Statistics, asked: Mapping[str, Any]) -> str:
    # What was to be spread evenly stands beside what came of it; without a request there is nothing to set beside.
    wanted = str(asked.get(SPREAD, "")).split(", ")
    head = "<th>asked for" if asked else ""
    rows = [
        f"<tr><td>{_text(name)}{_wish(name, wanted) if asked else ''}"
        f"<td>{_gauge(value)}<td class=n>{'undefined' if value is None else f'{value:.2f}'}"
        for name, value in balance(statistics)
    ]
    table = f"<table><tr><th>spread of{head}<th><th class=n>evenness" + "".join(rows) + "</table>"
    if not asked:
        return table
    wishes = "".join(f"<tr><td>{_text(name)}<td class=n>{_text(str(value))}" for name, value in asked.items())
    return f"{table}<p><br>Asked for and made:</p><table>{wishes}</table>"


def _wish(respect: str, wanted: Sequence[str]) -> str:
    return f"<td>{'evenly' if RESPECTS[respect] in wanted else 'as it comes'}"


def _gauge(value: float | None) -> str:
    """A bar that is full at 1."""
    return f'<div class="gauge"><div style="width: {100 * (value or 0):.0f}%"></div></div>'


def _type_bars(statistics: Statistics) -> str:
    pairs = type_colours(statistics.category_of.items())
    colours = {name: css(colour) for name, colour in pairs.items()}
    labels = {name: f"{len(statistics.scenes_with[name])}" for name in statistics.types}
    bars = in_order(statistics.types)[:_MOST_BARS]
    half = -(-len(bars) // 2)
    peak = max((count for _, count in bars), default=1)
    columns = [_bars(part, colours, labels, peak) for part in (bars[:half], bars[half:]) if part]
    return '<div class="types">' + "".join(columns) + "</div>"


def _bars(
    counts: Sequence[tuple[str, int]],
    colours: Mapping[str, str],
    notes: Mapping[str, str] | None = None,
    peak: int = 0,
) -> str:
    """Horizontal bars with their labels and numbers."""
    if not counts:
        return "<p>nothing</p>"
    most = peak or max(count for _, count in counts) or 1
    rows = []
    for index, (name, count) in enumerate(counts):
        y, length = index * 18, 250 * count / most
        note = f" · {notes[name]}" if notes and name in notes else ""
        rows.append(
            f'<text x="146" y="{y + 13}" text-anchor="end">{_text(name)}</text>'
            f'<rect x="152" y="{y + 3}" width="{length:.1f}" height="12" rx="1.5" '
            f'fill="{colours.get(name, "rgb(var(--heat))")}"/>'
            f'<text class="dim" x="{157 + length:.1f}" y="{y + 13}">{count}{_text(note)}</text>'
        )
    return f'<svg viewBox="0 0 480 {len(counts) * 18 + 2}" role="img">{"".join(rows)}</svg>'


def _share_bars(shares: Shares) -> str:
    tenths = [(f"{index * 10}-{index * 10 + 10} %", count) for index, count in enumerate(shares.bins)]
    bars = [("none", shares.zeros), *tenths]
    if shares.undefined:
        bars.append(("not measured", shares.undefined))
    assert len(tenths) == SHARE_BINS
    mean = "" if shares.mean is None else f"<p>{100 * shares.mean:.1f} % on average</p>"
    return mean + _bars(bars, {})


def _positions(grid: Grid) -> str:
    return _heat([grid.row(row) for row in range(grid.rows)], [""] * grid.columns, [""] * grid.rows, 28)


def _sizes(grid: Grid) -> str:
    lengths = ["100", *(f"{100 / 2**step:.2g}" for step in range(1, SIZE_STEPS))]
    return _heat([grid.row(row) for row in range(grid.rows)], lengths[::-1], lengths, 36)


def _company(statistics: Statistics) -> str:
    names, frames = statistics.company()
    return _heat(frames, names, names, 34, slanted=True)


def _heat(
    rows: Sequence[Sequence[int]], across: Sequence[str], along: Sequence[str], side: int, slanted: bool = False
) -> str:
    """Cells shaded by their counts (by the square root, so that small ones show), each with its number."""
    peak = max((count for row in rows for count in row), default=0) or 1
    left, head = (130 if slanted else 40 if any(along) else 0), (120 if slanted else 0)
    parts = []
    for j, row in enumerate(rows):
        for i, count in enumerate(row):
            x, y, shade = left + i * side, head + j * side, 0.04 + 0.96 * (count / peak) ** 0.5
            parts.append(
                f'<rect x="{x}" y="{y}" width="{side - 1}" height="{side - 1}" fill="rgb(var(--heat) / {shade:.3f})">'
                f"<title>{_text(across[i])} {_text(along[j])} {count}</title></rect>"
            )
            if count and slanted:
                parts.append(f'<text x="{x + side / 2}" y="{y + side / 2 + 4}" text-anchor="middle">{count}</text>')
    parts += _heat_labels(across, along, left, head, side, len(rows), slanted)
    width, height = left + len(across) * side + (60 if slanted else 0), head + len(rows) * side + (0 if slanted else 18)
    limit = f' style="max-width: {width}px"'
    return f'<svg viewBox="0 0 {width} {height}" role="img"{limit}>{"".join(parts)}</svg>'


def _heat_labels(
    across: Sequence[str], along: Sequence[str], left: int, head: int, side: int, rows: int, slanted: bool
) -> Iterable[str]:
    for i, name in enumerate(across):
        x = left + i * side + side / 2
        if slanted:
            yield f'<text transform="translate({x} {head - 6}) rotate(-50)">{_text(name)}</text>'
        else:
            yield f'<text class="dim" x="{x}" y="{head + rows * side + 13}" text-anchor="middle">{_text(name)}</text>'
    for j, name in enumerate(along):
        y = head + j * side + side / 2 + 4
        yield f'<text class="dim" x="{left - 6}" y="{y}" text-anchor="end">{_text(name)}</text>'


def _text(text: str) -> str:
    return html.escape(text, quote=True)
