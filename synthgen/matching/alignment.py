"""Which scene, and which moment of it, each picture of a video shows: the best path through all candidates at once.

A hidden Markov model, solved by Viterbi's algorithm. Its states are the sampled moments of all candidates, and one that
means "none of them". Within a scene time goes on at another speed or stands still; it may skip ahead, and at a cut
begin anew anywhere. What the pictures say (an agreement in 0..1) is weighed against the cost of such steps.
"""

from __future__ import annotations

from collections.abc import Sequence as Rows
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthgen.matching.descriptors import Matrix

Floats = NDArray[np.float32]
Indices = NDArray[np.int32]

NONE = -1
_FORBIDDEN = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Costs:
    """What speaks against a path. A second of pictures that agree fully weighs `gain` * (1 - `neutral`).

    `neutral`: the agreement at which a picture speaks neither for nor against a scene. `worst`: the most that a second
    of pictures that disagree may weigh against it (a logo, a removed object). `speed`: for a second at double or half
    speed; `pause`: for a second of standing still; `fastest`: the speed beyond which it is a skip. `skip`: leaving out
    a piece of a scene. `cut`: beginning anew anywhere. `none`: going into or out of nothing; None where every picture
    must show some candidate.
    """

    neutral: float = 0.72
    gain: float = 20.0
    worst: float = 3.0
    speed: float = 0.4
    pause: float = 0.04
    fastest: float = 4.0
    skip: float = 2.0
    cut: float = 5.0
    none: float | None = 3.0


@dataclass(frozen=True, slots=True)
class Path:
    """For every picture of the video: the candidate's number (or NONE) and its moment's; `score` of the whole path.

    `begins` marks pictures at which something new begins: a scene, or another piece of the same one.
    """

    candidate: Indices
    moment: Indices
    begins: NDArray[np.bool_]
    score: float


def best_path(agreements: Rows[Matrix], video_step_s: float, moment_steps_s: Rows[float], costs: Costs) -> Path:
    """The best path through all candidates.

    `agreements`: one matrix (video, moments) a candidate, whose moments are `moment_steps_s` apart; the video's
    pictures are `video_step_s` apart.
    """
    if not agreements:
        raise ValueError("there are no candidates")
    states = _States(agreements, video_step_s, moment_steps_s, costs)
    return states.solve()


def own_paths(agreements: Rows[Matrix], video_step_s: float, moment_steps_s: Rows[float], costs: Costs) -> list[Path]:
    """For each candidate its best path, by how much it alone explains of the video (score 0: nothing)."""
    return [
        best_path([own], video_step_s, [step_s], costs) for own, step_s in zip(agreements, moment_steps_s, strict=True)
    ]


class _States:
    """All moments of all candidates in one row, with gaps between that no step can cross."""

    def __init__(
        self, agreements: Rows[Matrix], video_step_s: float, moment_steps_s: Rows[float], costs: Costs
    ) -> None:
        self._costs = costs
        self._step_s = video_step_s
        # Moments that pass in one picture of the video at normal speed.
        usual = [video_step_s / step_s for step_s in moment_steps_s]
        self._reach = int(np.ceil(costs.fastest * max(usual))) + 1
        evidence, owners, moments, starts, prices = [], [], [], [], []
        for number, own in enumerate(agreements):
            weight = costs.gain * (own - costs.neutral)
            evidence.append(np.maximum(weight, -costs.worst) * np.float32(video_step_s))
            evidence.append(np.full((len(own), self._reach), _FORBIDDEN, np.float32))
            count = own.shape[1]
            owners.append(np.r_[np.full(count, number), np.full(self._reach, NONE)])
            moments.append(np.r_[np.arange(count), np.zeros(self._reach)])
            starts.append(count)
            prices.append(np.repeat(self._prices(usual[number])[:, None], count + self._reach, axis=1))
        self._evidence = np.concatenate(evidence, axis=1).astype(np.float32)
        self._owner = np.concatenate(owners).astype(np.int32)
        self._moment = np.concatenate(moments).astype(np.int32)
        self._price = np.concatenate(prices, axis=1)
        self._first = np.flatnonzero((self._moment == 0) & (self._owner != NONE))

    def _prices(self, usual: float) -> Floats:
        """The cost of going on by 0, 1, 2, ... moments; sampling is forgiven half a moment."""
        steps = np.arange(self._reach + 1)
        speed = (steps + 0.5) / (usual + 0.5)
        off = np.abs(np.log2(speed))
        forgiven = np.abs(steps - usual) <= 1
        price = np.where(forgiven, 0.02 * off, self._costs.speed * off * self._step_s)
        # Standing still is what videos do most, and not half of any speed.
        price[0] = self._costs.pause * self._step_s
        price[steps > self._costs.fastest * usual + 1] = -_FORBIDDEN
        return np.asarray(price, np.float32)

    def solve(self) -> Path:
        count, width = self._evidence.shape
        costs = self._costs
        back = np.empty((count, width), np.int32)
        none_back = np.empty(count, np.int32)
        none = costs.none or 0.0
        none_score = 0.0 if costs.none is not None else float(_FORBIDDEN)
        score = self._evidence[0] - np.float32(none)
        back[0], none_back[0] = NONE, NONE
        here = np.arange(width, dtype=np.int32)
        for row in range(1, count):
            # Anew: out of nothing, or by a cut from wherever the best path so far is.
            best = int(score.argmax())
            from_cut = score[best] - costs.cut
            from_none = none_score - none
            arrived = np.full(width, max(from_cut, from_none), np.float32)
            source = np.full(width, best if from_cut > from_none else NONE, np.int32)
            ahead, ahead_source = self._skips(score)
            better = ahead > arrived
            arrived[better], source[better] = ahead[better], ahead_source[better]
            for step in range(self._reach + 1):
                moved = np.full(width, _FORBIDDEN, np.float32)
                moved[step:] = score[: width - step] - self._price[step, : width - step]
                better = moved > arrived
                arrived[better], source[better] = moved[better], here[better] - step
            leaving = float(score[best]) - none if costs.none is not None else float(_FORBIDDEN)
            none_back[row] = best if leaving > none_score else NONE
            none_score = max(none_score, leaving)
            back[row] = source
            score = arrived + self._evidence[row]
            score = np.maximum(score, _FORBIDDEN)
        return self._trace(back, none_back, score, none_score)

    def _skips(self, score: Floats) -> tuple[Floats, Indices]:
        """The best score of skipping ahead to each state from an earlier one of the same candidate."""
        result = np.full(len(score), _FORBIDDEN, np.float32)
        source = np.full(len(score), NONE, np.int32)
        ends = np.r_[self._first[1:], len(score)]
        for first, end in zip(self._first, ends, strict=True):
            piece = score[first:end]
            top = np.maximum.accumulate(piece)
            places = np.maximum.accumulate(np.where(piece >= top, np.arange(len(piece)), 0))
            result[first + 1 : end] = top[:-1] - self._costs.skip
            source[first + 1 : end] = first + places[:-1]
        return result, source

    def _trace(self, back: Indices, none_back: Indices, score: Floats, none_score: float) -> Path:
        count = len(back)
        state = int(score.argmax())
        total = float(score[state]) - (self._costs.none or 0.0)
        if none_score >= total:
            state, total = NONE, none_score
        visited = np.empty(count, np.int32)
        for row in range(count - 1, -1, -1):
            visited[row] = state
            state = int(none_back[row] if state == NONE else back[row, state])
        shown = visited != NONE
        candidate = np.where(shown, self._owner[visited], NONE).astype(np.int32)
        moment = np.where(shown, self._moment[visited], NONE).astype(np.int32)
        step = np.diff(visited)
        goes_on = shown[1:] & shown[:-1] & (step >= 0) & (step <= self._reach)
        begins = shown & np.r_[True, ~goes_on]
        return Path(candidate, moment, begins, total)
