"""Which scenes the user asked for, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from synthgen.sources.procedural.request import ProceduralRequest


class SourceKind(StrEnum):
    VIDEO = "video"
    CORPUS = "corpus"
    FILE = "file"
    EXAMPLES = "examples"
    PROCEDURAL = "procedural"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneSelection:
    """A source and what to take from it.

    `video`: a name of the catalog. `corpus`: `path`, relative to the corpus, of one of its files. `file`: `path`
    of any scene file; imports resolve from `root`, by default the file's folder. `examples`: the example scenes
    that come with the program. `procedural`: scenes written from templates, as `procedural` says. `mixed`:
    procedural ones, and beside them `real_count` of the scenes of `videos` (empty: of all in the catalog), chosen by
    the seed. `engine` is "" for whichever engine suits the source; `classes` is empty for all scenes in the source.
    """

    kind: SourceKind
    video: str = ""
    path: Path | None = None
    root: Path | None = None
    engine: str = ""
    classes: tuple[str, ...] = ()
    procedural: ProceduralRequest | None = None
    videos: tuple[str, ...] = ()
    real_count: int = 0
