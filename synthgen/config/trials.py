"""What is tried on whole sources and real videos: census, extraction, matching."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import Enum
from fractions import Fraction
from pathlib import Path

from synthgen.config.checks import check, optional_path
from synthgen.core.job import RenderSpec
from synthgen.tasks.settings import Again, CensusSettings, MatchSettings, VideoSettings


# Users type these names: Hydra reads an enum by the names of its members, not by their values.
class AgainName(Enum):
    changed = "changed"
    failed = "failed"
    all = "all"


@dataclass
class CensusConfig:
    sample: float = 1.0
    width_px: int = 256
    height_px: int = 144
    fps: float = 3.0
    folder: str = "validation"
    again: AgainName = AgainName.changed

    def __post_init__(self) -> None:
        check("census.sample", self.sample, 0 < self.sample <= 1, "> 0 and at most 1")
        for name in ("width_px", "height_px"):
            size_px = getattr(self, name)
            check(f"census.{name}", size_px, 16 <= size_px <= 16384, "between 16 and 16384")
        check("census.fps", self.fps, 0 < self.fps <= 1000, "> 0 and at most 1000")
        check("census.folder", repr(self.folder), self.folder.strip() != "", "a folder")

    def settings(self) -> CensusSettings:
        return CensusSettings(
            sample=self.sample,
            render=RenderSpec(self.width_px, self.height_px, Fraction(str(self.fps))),
            folder=Path(self.folder).expanduser(),
            again=Again(self.again.value),
        )


@dataclass
class VideoConfig:
    path: str | None = None
    dir: str | None = None
    url: str | None = None
    fps: float = 1.0
    transcript: str | None = None

    def __post_init__(self) -> None:
        check("video.fps", self.fps, 0 < self.fps <= 240, "> 0 and at most 240")

    def settings(self) -> VideoSettings:
        return VideoSettings(
            path=optional_path(self.path),
            dir=optional_path(self.dir),
            url=self.url or "",
            fps=Fraction(str(self.fps)),
            transcript=optional_path(self.transcript),
        )


@dataclass
class MatchConfig:
    width_px: int = 480
    height_px: int = 270
    candidates_fps: float = 4.0
    fine_fps: float = 15.0
    threshold: float = 0.8
    page_frames: int = 240
    transfer: bool = False
    ocr: bool = False

    def __post_init__(self) -> None:
        for name in ("width_px", "height_px"):
            size_px = getattr(self, name)
            check(f"match.{name}", size_px, 160 <= size_px <= 16384, "between 160 and 16384")
        check("match.candidates_fps", self.candidates_fps, 0 < self.candidates_fps <= 60, "> 0 and at most 60")
        check("match.fine_fps", self.fine_fps, 0 <= self.fine_fps <= 60, "between 0 (not at all) and 60")
        check("match.threshold", self.threshold, 0 < self.threshold < 1, "between 0 and 1")
        check("match.page_frames", self.page_frames, self.page_frames >= 0, ">= 0")

    def settings(self) -> MatchSettings:
        return MatchSettings(**asdict(self))
