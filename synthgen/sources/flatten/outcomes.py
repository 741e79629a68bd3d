"""What comes of flattening a scene: a file with its line map, a reason to leave it alone, or a reason it cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from synthgen.core.line_map import LineMap


class GapKind(StrEnum):
    """Why a flattened file may lack something its scene needs."""

    MODULE = "module"
    """A module that is used cannot be found, or cannot be read."""
    NAME = "name"
    """A name is used that nothing in sight binds."""
    DYNAMIC = "dynamic"
    """Code that looks names up by text, so that what it needs cannot be told."""
    PLACE = "place"
    """Code that asks where its own file lies."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the flattened file uses and does not bring along. `file` and `line` are the author's own."""

    kind: GapKind
    name: str
    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.name}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Flattened:
    """A self-contained file, but for its `gaps`. `files` are those its code came from, relative to their roots."""

    text: str
    line_map: LineMap
    gaps: tuple[Gap, ...] = ()
    sources: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """Nothing was to be done."""

    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The scene cannot be flattened."""

    reason: str


Outcome = Flattened | Skipped | Failed
