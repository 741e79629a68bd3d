"""Which frames to draw: asked play by play while a scene runs, decided finally when it has ended."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from synthgen.core.job import SamplingMode, SamplingSpec


@dataclass(frozen=True, slots=True)
class PlaySpan:
    """A play or a wait about to run: its number, first frame, and how many frames the stock renderer would draw.

    `still` spans show one and the same picture in every frame.
    """

    index: int
    first_frame: int
    frame_count: int
    still: bool


class Sampler(Protocol):
    """Decides, before a span runs, which of its frames are drawn."""

    def offsets(self, span: PlaySpan) -> Sequence[int]:
        """Offsets within the span (0 .. frame_count - 1), ascending, of the frames to draw."""

    @property
    def wants_rest(self) -> bool:
        """Whether the still moment after each play is drawn too."""


@dataclass(frozen=True)
class RestSampler:
    """The still moment after each play, nothing inside."""

    wants_rest: bool = True

    def offsets(self, span: PlaySpan) -> Sequence[int]:
        return ()


@dataclass(frozen=True)
class UniformSampler:
    """`rate` frames a second of the scene's own clock, counted from its first frame, within a span of its time."""

    rate: Fraction
    scene_fps: Fraction
    from_s: float = 0.0
    until_s: float = math.inf
    wants_rest: bool = False

    def offsets(self, span: PlaySpan) -> Sequence[int]:
        step = max(self.scene_fps / self.rate, Fraction(1))
        # Sample k is due at frame ceil(k * step); the first one here is the smallest k with k * step > first - 1.
        k = int((span.first_frame - 1) // step) + 1
        found: list[int] = []
        while (frame := math.ceil(k * step)) < span.first_frame + span.frame_count:
            if self.from_s <= frame / self.scene_fps <= self.until_s:
                found.append(frame - span.first_frame)
            k += 1
        return found


@dataclass(frozen=True)
class CandidateSampler:
    """The still moments and some moments of every animation: more than is kept, thinned by `Selection`.

    The first plays give more of them: a short scene has no others.
    """

    wants_rest: bool = True

    def offsets(self, span: PlaySpan) -> Sequence[int]:
        if span.frame_count == 0 or span.still:
            return ()
        parts = max(4, 8 - 2 * span.index)
        return sorted({span.frame_count * k // parts for k in range(1, parts)})


@dataclass(frozen=True)
class FrameSampler:
    """Exactly these frames of the scene's own clock; with `wants_rest` the still moments too, wherever they fall."""

    frames: frozenset[int]
    wants_rest: bool = False

    def offsets(self, span: PlaySpan) -> Sequence[int]:
        end = span.first_frame + span.frame_count
        return sorted(frame - span.first_frame for frame in self.frames if span.first_frame <= frame < end)


def make_sampler(spec: SamplingSpec, scene_fps: Fraction) -> Sampler:
    """The sampler for a sampling mode."""
    match spec.mode:
        case SamplingMode.REST:
            return RestSampler()
        case SamplingMode.UNIFORM:
            until_s = math.inf if spec.until_s is None else spec.until_s
            return UniformSampler(Fraction(str(spec.fps)), scene_fps, spec.from_s, until_s)
        case _:
            return CandidateSampler()
