"""Which of the drawn moments are kept: all that were asked for, or the few that show most of what changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from synthgen.core.job import SamplingMode, SamplingSpec
from synthgen.core.snapshot import PixelArray, Snapshot
from synthgen.engines.base import Moment

_THUMBNAIL_ROWS = 36
_THUMBNAIL_COLUMNS = 64
_TIME_WEIGHT = 1e-3
"""Levels of difference (0..255) that one second counts for: only to spread moments that look alike."""

_NO_THUMBNAIL = np.zeros((1, 1), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Kept:
    """A moment's data, which outlives the live scene, and a small grey picture to compare it by.

    `moment` is there where it is to be drawn again: alive still, or told to hold.
    """

    snapshot: Snapshot
    pixels: PixelArray
    thumbnail: npt.NDArray[np.float32]
    moment: Moment | None = None

    def change(self, other: Kept) -> float:
        """How different two moments look: root mean square of grey levels (0..255), and a little of time."""
        difference = self.thumbnail - other.thumbnail
        apart_s = abs(self.snapshot.time_s - other.snapshot.time_s)
        return float(np.sqrt(np.mean(difference * difference))) + _TIME_WEIGHT * apart_s


class Selection:
    """Takes moments in the order they are drawn and gives back those to write, as early as it can."""

    def __init__(self, spec: SamplingSpec) -> None:
        self._spec = spec
        self._buffered = spec.mode in (SamplingMode.COUNT, SamplingMode.MIXED)
        self._candidates: list[Kept] = []
        self._last: Kept | None = None
        self._capacity = 3 * spec.count + 6

    def offer(self, snapshot: Snapshot, pixels: PixelArray, moment: Moment | None = None) -> Sequence[Kept]:
        """Take one drawn moment; returns moments that are certain to be kept.

        Give the `moment` itself to have it drawn again: it holds, where the decision has to wait.
        """
        compared = self._buffered or self._spec.min_change > 0
        kept = Kept(snapshot, pixels, thumbnail(pixels) if compared else _NO_THUMBNAIL, moment)
        if self._last is not None and not self._is_new(kept, self._last):
            return ()
        self._last = kept
        if not self._buffered:
            return (kept,)
        if moment is not None:
            moment.hold()
        self._candidates.append(kept)
        if len(self._candidates) > self._capacity:
            self._drop_least_telling()
        return ()

    def finish(self) -> Sequence[Kept]:
        """The scene has ended: what is kept of the buffered moments, in order of time."""
        showing = [kept for kept in self._candidates if kept.snapshot.leaves] or self._candidates[:1]
        by_count = self._spec.mode is SamplingMode.COUNT
        chosen = spread(showing, self._spec.count) if by_count else self._mixed(showing)
        return sorted(chosen, key=lambda kept: kept.snapshot.frame_index)

    def _is_new(self, kept: Kept, last: Kept) -> bool:
        if kept.snapshot.frame_index == last.snapshot.frame_index:
            return False
        return self._spec.min_change <= 0 or kept.change(last) >= self._spec.min_change

    def _mixed(self, showing: Sequence[Kept]) -> list[Kept]:
        resting = [kept for kept in showing if kept.snapshot.kind == "rest"]
        moving = [kept for kept in showing if kept.snapshot.kind != "rest"]
        rest_count = min(len(resting), round(self._spec.count * self._spec.rest_share))
        rest_count = max(rest_count, min(len(resting), self._spec.count - len(moving)))
        return spread(resting, rest_count) + spread(moving, self._spec.count - rest_count)

    def _drop_least_telling(self) -> None:
        """Let go of the candidate that differs least from its neighbours in time; the ends stay."""
        inner = range(1, len(self._candidates) - 1)
        self._candidates.pop(min(inner, key=self._telling))

    def _telling(self, index: int) -> float:
        before, kept, after = self._candidates[index - 1 : index + 2]
        return min(kept.change(before), kept.change(after))


def thumbnail(pixels: PixelArray) -> npt.NDArray[np.float32]:
    """A grey miniature of about 64x36 by block means, levels 0..255."""
    height, width = pixels.shape[:2]
    block = max(1, width // _THUMBNAIL_COLUMNS), max(1, height // _THUMBNAIL_ROWS)
    return np.asarray(Image.fromarray(pixels).reduce(block).convert("L"), dtype=np.float32)


def spread(moments: Sequence[Kept], count: int) -> list[Kept]:
    """At most `count` moments, each as different as possible from those already chosen (farthest point first)."""
    if count <= 0 or not moments:
        return []
    first = max(range(len(moments)), key=lambda index: float(moments[index].thumbnail.std()))
    chosen: list[int] = []
    distance = [float("inf")] * len(moments)
    nearest = first
    while len(chosen) < min(count, len(moments)):
        chosen.append(nearest)
        distance = [min(d, kept.change(moments[nearest])) for d, kept in zip(distance, moments, strict=True)]
        for index in chosen:
            distance[index] = -1.0
        nearest = max(range(len(moments)), key=distance.__getitem__)
    return [moments[index] for index in chosen]
