"""Where the scenes of a video's code lie in it, by their order, their run times, the cuts that are seen, and matches.

A left-to-right hidden semi-Markov model (explicit durations: Rabiner 1989, section IV.D; Yu 2010). The video is made of
parts in this order: something else, scene 1, something else, scene 2, and so on; each may be left out. How probable
it is, over all ways to divide the video, that a part is on screen, decides what a stretch shows and how sure that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from synthgen.matching.cuts import Shown

Floats = NDArray[np.float64]

# Set by hand, not measured.
_IN_VIDEO = 0.8
"""The probability that a scene of the code is in the video."""
_ELSE_BETWEEN, _ELSE_S = 0.2, 30.0
"""The probability that something else lies between two scenes, and how long it lasts in the mean."""
_SPREAD = 0.15
"""How far a scene's length in the video is from its run time: the mean of |log ratio|."""
_CUT_SEEN = 0.7
"""The probability that the boundary of a scene is seen as a cut."""
_SUREST_MATCH = 0.99
_LEAST = 0.5
"""Stretches that more probably show something else are left open."""
_SHORTEST_S = 1.0
"""A scene that never waits is on screen for some time, too."""
_STEP_S, _MOST_STEPS = 0.5, 600
"""Boundaries that nobody sees are looked for so finely."""


@dataclass(frozen=True, slots=True)
class TimedScene:
    """A scene of the code and how long it runs."""

    scene: str
    scene_class: str
    duration_s: float


def placed(
    scenes: Sequence[TimedScene], cuts_s: Sequence[float], duration_s: float, matched: Sequence[Shown] = ()
) -> list[Shown]:
    """The stretches of the video that show a scene of the code, in order of time.

    `scenes` are in the order of the video. `matched` is what a match found: it weighs as much as it is sure, and
    stands also where it contradicts the order of the code.
    """
    if not scenes or duration_s <= 0:
        return sorted(matched, key=lambda one: one.start_s)
    points_s = _points(cuts_s, duration_s, matched)
    parts = [None, *(part for scene in scenes for part in (scene, None))]
    weights = _Weights(points_s, _boundary_weights(points_s, cuts_s, duration_s), matched)
    return _with_matches(list(_stretches(parts, _on_screen(parts, weights), points_s)), matched)


def _points(cuts_s: Sequence[float], duration_s: float, matched: Sequence[Shown]) -> Floats:
    """Where boundaries may lie, (n,): where something is known to happen, and evenly between."""
    ends_s = [time_s for one in matched for time_s in (one.start_s, one.end_s)]
    known = np.unique([0.0, duration_s, *(time for time in (*cuts_s, *ends_s) if 0 < time < duration_s)])
    step_s = max(_STEP_S, duration_s / _MOST_STEPS)
    even = np.arange(0.0, duration_s, step_s)
    alone = np.abs(even[:, None] - known).min(axis=1) > step_s / 2
    return np.sort(np.concatenate([known, even[alone]]))


def _boundary_weights(points_s: Floats, cuts_s: Sequence[float], duration_s: float) -> Floats:
    """The weight of a boundary at each point: a cut speaks for one by how rare cuts are."""
    unseen = np.gradient(points_s) * (1 - _CUT_SEEN)
    seen = _CUT_SEEN * duration_s / (len(cuts_s) + 1)
    return np.where(np.isin(points_s, [*cuts_s, duration_s]), seen, unseen)


class _Weights:
    """How well a part fits between two points, of which the second is a boundary."""

    def __init__(self, points_s: Floats, boundary: Floats, matched: Sequence[Shown]) -> None:
        self.points_s = points_s
        self._matched = matched
        self._length_s = points_s[None, :] - points_s[:, None]
        self._later = self._length_s > 0
        self._log_length = np.log(np.where(self._later, self._length_s, 1.0))
        self._log_boundary = np.log(boundary)

    def of(self, part: TimedScene | None) -> Floats:
        """Of lying from one point to another, (n, n): the density of its length, times what cuts and matches say."""
        if part is None:
            log_density = -self._length_s / _ELSE_S - np.log(_ELSE_S)
        else:
            away = np.abs(self._log_length - np.log(max(part.duration_s, _SHORTEST_S)))
            log_density = -away / _SPREAD - np.log(2 * _SPREAD) - self._log_length
        against = self._against(part)
        fit = log_density + self._log_boundary[None, :] + against[None, :] - against[:, None]
        return np.exp(np.where(self._later, fit, -np.inf))

    def _against(self, part: TimedScene | None) -> Floats:
        """What matches say against a part, as a log weight summed up to each point, (n,)."""
        summed = np.zeros_like(self.points_s)
        for one in self._matched:
            if one.end_s > one.start_s and (part is None or part.scene != one.scene):
                sure = np.clip(one.confidence, 0.5, _SUREST_MATCH)
                share = np.clip((self.points_s - one.start_s) / (one.end_s - one.start_s), 0, 1)
                summed += np.log((1 - sure) / sure) * share
        return summed


def _on_screen(parts: Sequence[TimedScene | None], weights: _Weights) -> Floats:
    """The probability that a part is on screen between a point and the next, (part, n - 1): forward-backward.

    Every division of the video passes one point between a part and the next, so each vector can have its own scale.
    """
    start, end = np.zeros((2, len(weights.points_s)))
    start[0] = end[-1] = 1.0
    reached = [start]
    for part in parts:
        present = _present(part)
        after = present * (reached[-1] @ weights.of(part)) + (1 - present) * reached[-1]
        reached.append(after / after.max())
    on_screen = np.zeros((len(parts), len(start) - 1))
    to_come = end
    for number in reversed(range(len(parts))):
        before, fit, present = reached[number], weights.of(parts[number]), _present(parts[number])
        begins = before * (present * (fit @ to_come))
        ends = present * (before @ fit) * to_come
        skipped = (1 - present) * to_come
        on_screen[number] = np.cumsum(begins - ends)[:-1] / (begins.sum() + before @ skipped)
        to_come = present * (fit @ to_come) + skipped
        to_come /= to_come.max()
    return on_screen


def _present(part: TimedScene | None) -> float:
    return _ELSE_BETWEEN if part is None else _IN_VIDEO


def _stretches(parts: Sequence[TimedScene | None], on_screen: Floats, points_s: Floats) -> Iterator[Shown]:
    """The parts in order, so that the share of time that shows what is said can be expected to be greatest."""
    lengths_s = np.diff(points_s)
    for number, group in groupby(range(len(lengths_s)), key=_in_order(on_screen * lengths_s).__getitem__):
        cells, scene = list(group), parts[number]
        confidence = float(np.average(on_screen[number, cells], weights=lengths_s[cells]))
        if scene is not None and confidence >= _LEAST:
            start_s, end_s = float(points_s[cells[0]]), float(points_s[cells[-1] + 1])
            yield Shown(scene.scene, scene.scene_class, start_s, end_s, round(min(confidence, 1.0), 4), ("code",))


def _in_order(gains: Floats) -> list[int]:
    """Of (part, cell) the part for each cell, never an earlier one than before, with the greatest sum of gains."""
    best = np.zeros(len(gains))
    came_from = []
    for column in gains.T:
        highest = np.maximum.accumulate(best)
        # The latest part so far that has the highest sum.
        came_from.append(np.maximum.accumulate(np.where(best == highest, np.arange(len(best)), 0)))
        best = highest + column
    path = [int(best.argmax())]
    for before in reversed(came_from[1:]):
        path.append(int(before[path[-1]]))
    return path[::-1]


def _with_matches(coded: Sequence[Shown], matched: Sequence[Shown]) -> list[Shown]:
    """Both, in order of time; where a match contradicts the code, the match stands."""
    agreed = {one: [other for other in matched if other.scene == one.scene and _overlap(one, other)] for one in coded}
    against = [one for one in matched if not any(one in others for others in agreed.values())]
    kept = [replace(one, by=("code", "match")) if agreed[one] else one for one in coded]
    for hole in against:
        kept = [piece for one in kept for piece in _without(one, hole)]
    return sorted([*kept, *against], key=lambda one: one.start_s)


def _without(one: Shown, hole: Shown) -> list[Shown]:
    if not _overlap(one, hole):
        return [one]
    pieces = [replace(one, end_s=hole.start_s), replace(one, start_s=hole.end_s)]
    return [piece for piece in pieces if piece.end_s > piece.start_s]


def _overlap(one: Shown, other: Shown) -> bool:
    return one.start_s < other.end_s and other.start_s < one.end_s
