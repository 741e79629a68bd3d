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
    GALLERY = "gallery"
    PROCEDURAL = "procedural"


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneSelection:
    """A source and what to take from it.

    `video`: a name of the catalog. `corpus`: `path`, relative to the corpus, of one of its files. `file`: `path`
    of any scene file; imports resolve from `root`, by default the file's folder. `examples`: the example scenes
    that come with the program. `gallery`: those of the engine's own library. `procedural`: scenes written from
    templates, as `procedural` says. `engine` is "" for whichever engine suits the source; `classes` is empty for all
    scenes in the source.
    """

    kind: SourceKind
    video: str = ""
    path: Path | None = None
    root: Path | None = None
    engine: str = ""
    classes: tuple[str, ...] = ()
    procedural: ProceduralRequest | None = None
