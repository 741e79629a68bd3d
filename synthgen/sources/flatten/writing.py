"""The flattened file put together, line by line, each with the place it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import libcst as cst

from synthgen.core.snapshot import SourceLine
from synthgen.sources.flatten.importing import ImportPart, Imports
from synthgen.sources.flatten.needs import Needs, Placed
from synthgen.sources.flatten.outline import Outline, is_encoding
from synthgen.sources.flatten.rewriting import NAMESPACE, Rewriter
from synthgen.sources.flatten.transforms.prune_imports import prune_imports

_RIGHTS = re.compile(r"copyright|licen[cs]e", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """Lines as they are added, and where each came from (None: nobody wrote it). `shown_as` names files."""

    shown_as: Callable[[Outline], str]
    lines: list[str] = field(default_factory=list)
    origins: list[SourceLine | None] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.lines.append(text)
        self.origins.append(None)

    def add_from(self, outline: Outline, first_line: int, lines: Iterable[str]) -> None:
        """Lines that stand one below the other in a module."""
        name = self.shown_as(outline)
        for number, text in enumerate(lines, start=first_line):
            self.lines.append(text)
            self.origins.append(SourceLine(name, number))

    def space(self, count: int) -> None:
        """Have at least so many empty lines at the end."""
        while self.lines and count > 0 and any(self.lines[-count:]):
            self.add("")

    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def write_page(
    page: Page, needs: Needs, imports: Imports, rewriter: Rewriter, scene_outline: Outline, head: Iterable[str]
) -> None:
    """Fill a page. Raises LineCountChanged should a transform have broken its promise, and what LibCST raises."""
    texts = {placed: rewriter.rewritten(placed, needs.references[placed]) for placed in needs.units}
    for line in head:
        page.add(f"# {line}".rstrip())
    _write_header(page, scene_outline)
    units = list(needs.units)
    docstring = next((placed for placed in units if placed.unit.is_docstring), None)
    if docstring is not None:
        units.remove(docstring)
        page.add_from(docstring.outline, docstring.unit.first_line, docstring.unit.text.splitlines())
    for part in imports.parts:
        _write_import(page, part)
    if rewriter.makes_namespaces:
        page.add(f"from types import {NAMESPACE}")
    for line in imports.added:
        page.add(line)
    last: Placed | None = None
    for placed in units:
        _write_unit(page, placed, texts[placed], last, scene_outline)
        last = placed


def _write_header(page: Page, outline: Outline) -> None:
    """The comments a file begins with: whose it is, and what it is about."""
    end = outline.units[0].first_line - 1 - outline.units[0].comment_lines if outline.units else 0
    for number, text in enumerate(outline.lines[:end], start=1):
        if text.startswith("#") and not is_encoding(number, text):
            page.add_from(outline, number, [text])


def _write_rights(page: Page, outline: Outline) -> None:
    """What a module's first comments say of its licence."""
    end = outline.units[0].first_line - 1 if outline.units else 0
    for number, text in enumerate(outline.lines[:end], start=1):
        if text.startswith("#") and _RIGHTS.search(text):
            page.add_from(outline, number, [text])


def _write_import(page: Page, part: ImportPart) -> None:
    unit, outline = part.placed.unit, part.placed.outline
    bound = {one.bound for one in unit.imports}
    if part.names and (set(part.names) != bound or any(old != new for old, new in part.names.items())):
        text = prune_imports(cst.parse_module(unit.text), part.names).code
    else:
        text = unit.text
    page.add_from(outline, unit.first_line, text.rstrip("\n").split("\n"))


def _write_unit(page: Page, placed: Placed, text: str, last: Placed | None, scene_outline: Outline) -> None:
    outline, unit = placed.outline, placed.unit
    lines = text.rstrip("\n").split("\n")
    if len(lines) != len(unit.text.rstrip("\n").split("\n")):
        raise LineCountChanged(f"{page.shown_as(outline)}:{unit.first_line}")
    if last is None or last.outline is not outline:
        page.space(2)
        if outline is not scene_outline or last is not None:
            page.add(f"# From {page.shown_as(outline)}")
            if outline is not scene_outline:
                _write_rights(page, outline)
            page.space(1)
    elif last.unit.index == unit.index - 1:
        # Neighbours keep all that stands between them.
        page.add_from(outline, last.unit.last_line + 1, outline.lines[last.unit.last_line : unit.first_line - 1])
        page.add_from(outline, unit.first_line, lines)
        return
    else:
        page.space(min(unit.blank_lines, 2))
    comments_from = unit.first_line - unit.comment_lines
    page.add_from(outline, comments_from, outline.lines[comments_from - 1 : unit.first_line - 1])
    page.add_from(outline, unit.first_line, lines)


class LineCountChanged(Exception):
    """A transform added or removed lines, so that the map would be wrong."""
