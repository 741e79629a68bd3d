"""Which scenes the user asked for, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from synthgen.sources.procedural.request import ProceduralRequest


class SourceKind(StrEnum):
    VIDEO = "video"
    CORPUS = "corpus"
    CHECKOUT = "checkout"
    DATASET3B1B = "dataset3b1b"
    FILE = "file"
    EXAMPLES = "examples"
    GALLERY = "gallery"
    PROCEDURAL = "procedural"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to take of a source; what is empty or None takes all.

    `file`: a path below the source, a folder, or a pattern (`old/eola/*`). `classes`: names; `pattern`: a pattern
    (`*Quote`). `year`: of the video. `video`: a name of the catalog, or a pattern of its file or folder.
    `min_confidence` (0..1): how sure a data set must be of the code it matched to a video.
    """

    file: str = ""
    classes: tuple[str, ...] = ()
    pattern: str = ""
    year: int | None = None
    video: str = ""
    min_confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneSelection:
    """A source and what to take from it.

    `video`: a name of the catalog. `corpus`: the period corpus, as `filters` say. `checkout`: every scene file below
    `root`; where a class also stands in the period corpus, that version is run unless `prefer_period` is False.
    `dataset3b1b`: the folders of a 3b1b_dataset below `root`. `file`: `path` of any scene file; imports resolve from
    `root`, by default the file's folder. `examples`: the example scenes that come with the program. `gallery`: those
    of the engine's own library. `procedural`: scenes written from templates, as `procedural` says. `mixed`:
    procedural ones, and beside them `real_count` of the scenes of `videos` (empty: of all in the catalog), chosen by
    the seed. `engine` is "" for whichever engine suits the source.
    """

    kind: SourceKind
    video: str = ""
    path: Path | None = None
    root: Path | None = None
    engine: str = ""
    classes: tuple[str, ...] = ()
    filters: Filters = Filters()
    prefer_period: bool = True
    procedural: ProceduralRequest | None = None
    videos: tuple[str, ...] = ()
    real_count: int = 0
