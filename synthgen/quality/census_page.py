"""A census as a page that needs no other file: rates by year, engine and file, and causes of failure."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from synthgen.quality.census import (
    Cause,
    Extent,
    Finding,
    blamed,
    by_engine,
    by_file,
    by_year,
    causes,
    counted,
    rate,
    split,
)

_MOST_ROWS = 40
_SLOWEST = 12
_STYLE = """
:root { color-scheme: light dark; --paper: #fafafa; --ink: #1b1d21; --dim: #62666e; --edge: #d4d6da; --good: #3f8f5f;
  --bad: #c9cdd3; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #181a1e; --ink: #eceef0; --dim: #9a9fa8; --edge: #464a52; --good: #5fb583; --bad: #3a3e46; }
}
body { margin: 0 auto; max-width: 1180px; padding: 8px 20px 40px; background: var(--paper); color: var(--ink);
  font: 14px/1.45 system-ui, sans-serif; }
h1 { font-size: 20px; margin: 12px 0 2px; }
h2 { font-size: 16px; margin: 26px 0 2px; }
p { margin: 0 0 8px; color: var(--dim); }
.big { font-size: 40px; color: var(--ink); margin: 10px 0 0; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; }
td, th { padding: 2px 12px 2px 0; border-bottom: 1px solid var(--edge); vertical-align: top; }
td.n, th.n { text-align: right; white-space: nowrap; }
td.bar { width: 34%; }
.track { display: block; height: 11px; margin-top: 5px; border-radius: 2px; background: var(--bad); }
.track i { display: block; height: 11px; border-radius: 2px; background: var(--good); }
code { font: 12px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
details summary { cursor: pointer; color: var(--dim); }
"""


def census_html(findings: Sequence[Finding], extent: Extent) -> str:
    """The page, as one HTML document."""
    failed = [one for one in findings if not one.rendered]
    sections = [
        _section("By year", _rates(split(findings, by_year)), "The year of the video."),
        _section("By engine", _rates(split(findings, by_engine)), ""),
        _section("By version", _rates(split(findings, lambda one: one.version)), "Where the code that ran is from."),
        _section("Why scenes failed", _causes(causes(failed), len(findings)), _due_to(failed)),
        _section(
            "Stand-ins", _counts(counted(findings, lambda one: one.stand_ins)), "Missing files, scenes that asked."
        ),
        _section("Repairs", _counts(counted(findings, lambda one: one.repairs)), "Scenes that needed each."),
        _section("Slowest scenes", _slowest(findings), ""),
        _section("By file", _rates(split(findings, by_file)), ""),
        _section("Files that could not be read", _pairs(extent.unreadable.items()), ""),
    ]
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Census of scenes</title>'
        f"<style>{_STYLE}</style>\n<h1>Census of scenes</h1>\n{_head(findings, extent)}\n"
        + "\n".join(section for section in sections if section)
        + "\n</html>\n"
    )


def _head(findings: Sequence[Finding], extent: Extent) -> str:
    rendered = [one for one in findings if one.rendered]
    own = [one for one in findings if one.own_construct]
    stood_in = sum(bool(one.stand_ins) for one in rendered)
    share = f"{rate(findings):.1%}" if findings else "no scene"
    own_share = f"{rate(own):.1%}" if own else "none"
    total_s = sum(one.run_time_s for one in findings)
    return (
        f'<p class="big">{share} rendered</p><p>{len(rendered)} of {len(findings)} scenes tried, {stood_in} with '
        f"stand-ins; of classes with their own construct {own_share} of {len(own)}. The source has {extent.runnable} "
        f"scenes in {extent.files} files (sample {extent.sample:g}, seed {extent.seed}), and {extent.abstract} "
        f"abstract classes, which are not run. Rendered means that construct ran to its end within its limits "
        f"and that its frames show something. Run time of all: {total_s / 60:.1f} min.</p>"
    )


def _section(title: str, body: str, note: str) -> str:
    return f"<section><h2>{_text(title)}</h2><p>{_text(note)}</p>{body}</section>" if body else ""


def _rates(groups: dict[str, list[Finding]]) -> str:
    rows = []
    for name, members in groups.items():
        share = rate(members) or 0.0
        rows.append(
            f"<tr><td>{_text(name)}<td class=n>{sum(one.rendered for one in members)}<td class=n>{len(members)}"
            f'<td class=n>{share:.0%}<td class=bar><span class=track><i style="width:{share:.1%}"></i></span>'
        )
    return "<table><tr><th><th class=n>rendered<th class=n>scenes<th class=n>rate<th>" + "".join(rows) + "</table>"


def _causes(found: Sequence[Cause], tried: int) -> str:
    if not found:
        return ""
    rows = [
        f"<tr><td class=n>{cause.count}<td class=n>{cause.count / tried:.1%}<td>{_text(cause.verdict.kind)}"
        f"<td><code>{_text(cause.text)}</code><br>{_text(cause.verdict.because)}"
        f"<td>{_text(cause.example.scene_id)}<br><code>{_text(cause.example.place)}</code><details><summary>message</summary><code>{_text(cause.example.message)}</code></details>"
        for cause in found
    ]
    head = "<table><tr><th class=n>scenes<th class=n>share<th>due to<th>cause<th>example"
    return head + "".join(rows) + "</table>"


def _due_to(failed: Sequence[Finding]) -> str:
    return "Failures due to: " + ", ".join(f"{kind} {count}" for kind, count in blamed(failed).items()) + "."


def _counts(found: Sequence[tuple[str, int]]) -> str:
    if not found:
        return ""
    rest = len(found) - _MOST_ROWS
    rows = [f"<tr><td>{_text(name)}<td class=n>{count}" for name, count in found[:_MOST_ROWS]]
    more = f"<p>and {rest} more, in metrics/census.json</p>" if rest > 0 else ""
    return "<table><tr><th>name<th class=n>scenes" + "".join(rows) + f"</table>{more}"


def _slowest(findings: Sequence[Finding]) -> str:
    found = sorted(findings, key=lambda one: -one.run_time_s)[:_SLOWEST]
    rows = [
        f"<tr><td>{_text(one.scene_id)}<td class=n>{one.run_time_s:.1f} s<td>{_text(one.reason or 'rendered')}"
        for one in found
    ]
    return "<table>" + "".join(rows) + "</table>" if rows else ""


def _pairs(items: Iterable[tuple[str, str]]) -> str:
    rows = [f"<tr><td>{_text(name)}<td><code>{_text(reason)}</code>" for name, reason in items]
    return "<table>" + "".join(rows) + "</table>" if rows else ""


def _text(text: str) -> str:
    return html.escape(text, quote=True)
