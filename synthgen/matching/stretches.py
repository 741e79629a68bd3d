"""From the best path to stretches of video that show one scene running on, and the time in it of every picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthgen.matching.alignment import NONE, Path
from synthgen.matching.descriptors import Matrix


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pictures `first` to `last` (both included) of the video show one candidate, its time running on.

    `scene_times_s`: for each picture, the moment it shows. `speed`: scene seconds a video second, by a line through
    what moves (None: nothing can be told, as when it stands still). `agreements`: of each picture with its moment.
    """

    candidate: int
    first: int
    last: int
    moments: NDArray[np.int32]
    scene_times_s: NDArray[np.float64]
    agreements: NDArray[np.float32]
    speed: float | None

    def __len__(self) -> int:
        return self.last - self.first + 1


def stretches(
    path: Path,
    agreements: Sequence[Matrix],
    video_times_s: NDArray[np.float64],
    scene_times_s: Sequence[NDArray[np.float64]],
) -> list[Stretch]:
    """The stretches of a path in order; what shows no candidate is in none of them."""
    return [_stretch(first, last, path, agreements, video_times_s, scene_times_s) for first, last in _runs(path)]


def _runs(path: Path) -> Iterator[tuple[int, int]]:
    first: int | None = None
    for row, candidate in enumerate(path.candidate):
        if first is not None and (candidate == NONE or path.begins[row]):
            yield first, row - 1
            first = None
        if candidate != NONE and first is None:
            first = row
    if first is not None:
        yield first, len(path.candidate) - 1


def _stretch(
    first: int,
    last: int,
    path: Path,
    agreements: Sequence[Matrix],
    video_times_s: NDArray[np.float64],
    scene_times_s: Sequence[NDArray[np.float64]],
) -> Stretch:
    candidate = int(path.candidate[first])
    rows = np.arange(first, last + 1)
    moments = path.moment[rows]
    own = agreements[candidate]
    times = scene_times_s[candidate]
    refined = np.array([_refined(own[row], moment, times) for row, moment in zip(rows, moments, strict=True)])
    return Stretch(
        candidate=candidate,
        first=first,
        last=last,
        moments=moments,
        scene_times_s=refined,
        agreements=own[rows, moments],
        speed=_speed(video_times_s[rows], refined, own[rows]),
    )


def _refined(agreement: NDArray[np.float32], moment: int, times: NDArray[np.float64]) -> float:
    """The time between samples at which a parabola through the agreements around the moment has its top."""
    here = float(times[moment])
    if not 0 < moment < len(times) - 1:
        return here
    before, top, after = (float(value) for value in agreement[moment - 1 : moment + 2])
    bend = before - 2 * top + after
    # Only where the moment stands out: on a still picture the neighbours agree just as well.
    if top < max(before, after) or bend > -0.004:
        return here
    shift = float(np.clip(0.5 * (before - after) / bend, -0.5, 0.5))
    return here + shift * float(times[moment + 1] - here if shift > 0 else here - times[moment - 1])


def _speed(
    video_times_s: NDArray[np.float64], scene_times_s: NDArray[np.float64], agreements: NDArray[np.float32]
) -> float | None:
    """Scene seconds a video second: the median slope between pictures whose moment can be told (Theil-Sen)."""
    # A picture tells its moment if few moments agree with it nearly as well as the best.
    like_best = (agreements > agreements.max(axis=1, keepdims=True) - 0.01).sum(axis=1)
    telling = np.flatnonzero(like_best <= 3)
    if len(telling) < 3:
        return None
    earlier, later = np.triu_indices(len(telling), 1)
    run_s = video_times_s[telling][later] - video_times_s[telling][earlier]
    gone_s = scene_times_s[telling][later] - scene_times_s[telling][earlier]
    return round(float(np.median(gone_s / run_s)), 3)
