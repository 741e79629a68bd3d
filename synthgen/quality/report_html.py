"""The pieces reports are put together from: parts, tables, tiles, bars. All text is escaped here."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report with its heading; `body` is HTML."""

    title: str
    body: str
    note: str = ""

    @property
    def anchor(self) -> str:
        return re.sub(r"[^a-z]+", "-", self.title.lower())

    def html(self) -> str:
        note = f"<p>{text(self.note)}</p>" if self.note else ""
        return f'<section class="part" id="{self.anchor}"><h2>{text(self.title)}</h2>{note}{self.body}</section>'


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `mark` is a CSS class: n for numbers, good, bad, warn, dim."""

    value: object
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A cell with a bar of a length from 0 to 1."""

    share: float


def text(value: object) -> str:
    return html.escape(str(value), quote=True)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; numbers, and the heads of columns that start with one, stand to the right."""
    found = list(rows)
    body = "".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in found)
    marks = [' class="n"' if _is_number(value) else "" for value in (found[0] if found else [""] * len(heads))]
    head = "".join(f'<th scope="col"{mark}>{text(name)}</th>' for name, mark in zip(heads, marks, strict=True))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _is_number(value: object) -> bool:
    if isinstance(value, Cell):
        return value.mark == "n"
    return isinstance(value, int | float) and not isinstance(value, bool)


def _cell(value: object) -> str:
    if isinstance(value, Bar):
        return f'<td class="bar"><i style="width:{100 * value.share:.1f}%"></i></td>'
    if isinstance(value, Cell):
        return f'<td class="{value.mark}">{text(value.value)}</td>'
    if isinstance(value, float):
        return f'<td class="n">{value:.4g}</td>'
    mark = ' class="n"' if _is_number(value) else ""
    return f"<td{mark}>{text('' if value is None else value)}</td>"


def tiles(entries: Iterable[tuple[str, str, str, str]]) -> str:
    """Figures in boxes: name, value, note, and a CSS class for the value."""
    found = (
        f'<div class="tile"><small>{text(name)}</small><b class="{mark}">{text(value)}</b>'
        f"<small>{text(note)}</small></div>"
        for name, value, note, mark in entries
    )
    return f'<div class="tiles">{"".join(found)}</div>'


def percent(share: float | None, digits: int = 1) -> str:
    return "–" if share is None else f"{share:.{digits}%}"  # noqa: RUF001
