"""How scenes are run and drawn: engine, sampling, size, limits."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from synthgen.config.checks import check
from synthgen.core.job import RenderSpec, SamplingMode, SamplingSpec
from synthgen.engines.host import Limits


# Users type these names: Hydra reads an enum by the names of its members, not by their values.
class EngineName(Enum):
    auto = "auto"
    community = "community"
    opengl = "opengl"
    period = "period"


class SamplingName(Enum):
    rest = "rest"
    uniform = "uniform"
    count = "count"
    mixed = "mixed"


@dataclass
class EngineConfig:
    name: EngineName = EngineName.auto

    def choice(self) -> str:
        """The engine's name, "" for whichever suits the scenes."""
        return "" if self.name is EngineName.auto else self.name.value


@dataclass
class SamplingConfig:
    mode: SamplingName = SamplingName.mixed
    count: int = 8
    fps: float = 1.0
    rest_share: float = 0.6
    min_change: float = 0.0

    def __post_init__(self) -> None:
        check("sampling.count", self.count, self.count > 0, "> 0")
        check("sampling.fps", self.fps, 0 < self.fps < math.inf, "> 0")
        check("sampling.rest_share", self.rest_share, 0 <= self.rest_share <= 1, "between 0 and 1")
        check("sampling.min_change", self.min_change, 0 <= self.min_change <= 255, "between 0 and 255")

    def settings(self) -> SamplingSpec:
        return SamplingSpec(
            mode=SamplingMode(self.mode.value),
            count=self.count,
            fps=self.fps,
            rest_share=self.rest_share,
            min_change=self.min_change,
        )


@dataclass
class RenderConfig:
    width_px: int = 854
    height_px: int = 480
    fps: float = 30.0

    def __post_init__(self) -> None:
        for name in ("width_px", "height_px"):
            size_px = getattr(self, name)
            check(f"render.{name}", size_px, 16 <= size_px <= 16384, "between 16 and 16384")
        check("render.fps", self.fps, 0 < self.fps <= 1000, "> 0 and at most 1000")

    def settings(self) -> RenderSpec:
        return RenderSpec(self.width_px, self.height_px, Fraction(str(self.fps)))


@dataclass
class LimitsConfig:
    time_s: float = 120.0
    memory_mib: int = 2048

    def __post_init__(self) -> None:
        check("limits.time_s", self.time_s, self.time_s > 0, "> 0")
        check("limits.memory_mib", self.memory_mib, self.memory_mib >= 256, "at least 256")

    def settings(self) -> Limits:
        return Limits(self.time_s, self.memory_mib)
