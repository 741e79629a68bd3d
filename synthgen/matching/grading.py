"""Grading a search on an imitated video, whose truth is known: right classes, times, and false matches."""

from __future__ import annotations

from collections.abc import Sequence as Rows
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthgen.matching.descriptors import Matrix, Sequence
from synthgen.matching.imitation import Piece
from synthgen.matching.judging import Judged

_SAME = 0.985
"""Two pictures that agree this well show the same: a still moment, or another class that draws the same."""
_LIKE = 0.97
"""With less than this they may not."""
_UNLIKE = 0.92
"""With less than this they certainly show something else."""
_APART_S = 1.0
"""Nearer in time than this, what differs is timing."""


@dataclass(frozen=True, slots=True)
class Grade:
    """`pieces`, `pieces_found`: scenes shown, and those of which most accepted pictures have the right class.

    `shown`: pictures of known scenes; `accepted`: those of them accepted; `right`: those of them that show what was
    shown. `unrelated`: pictures of cards and foreign scenes; `false`: those of them accepted. `time_errors_s`: of
    accepted pictures with the right class, to the nearest moment that looks like the true one.
    """

    pieces: int
    pieces_found: int
    shown: int
    accepted: int
    right: int
    unrelated: int
    false: int
    time_errors_s: tuple[float, ...]

    def __add__(self, other: Grade) -> Grade:
        return Grade(
            self.pieces + other.pieces,
            self.pieces_found + other.pieces_found,
            self.shown + other.shown,
            self.accepted + other.accepted,
            self.right + other.right,
            self.unrelated + other.unrelated,
            self.false + other.false,
            self.time_errors_s + other.time_errors_s,
        )

    def as_numbers(self) -> dict[str, float]:
        errors = np.array(self.time_errors_s or (0.0,))
        return {
            "pieces": self.pieces,
            "right class, share of pieces": round(self.pieces_found / max(self.pieces, 1), 4),
            "pictures of known scenes": self.shown,
            "accepted, share": round(self.accepted / max(self.shown, 1), 4),
            "accepted that show something else, share": round(1 - self.right / max(self.accepted, 1), 4),
            "pictures of unrelated material": self.unrelated,
            "false matches, share": round(self.false / max(self.unrelated, 1), 4),
            "time error p50 (s)": round(float(np.quantile(errors, 0.5)), 3),
            "time error p95 (s)": round(float(np.quantile(errors, 0.95)), 3),
        }


def grade(
    pieces: Rows[Piece],
    video: Sequence,
    judged: Rows[Judged],
    candidates: Rows[Sequence],
    likeness: LikeTruth,
    threshold: float,
) -> Grade:
    """`likeness` says which moments of the candidates look like what was shown."""
    found = {
        verdict.row: (one.stretch.candidate, verdict.scene_time_s, verdict.moment)
        for one in judged
        for verdict in one.verdicts
        if verdict.confidence >= threshold
    }
    names = [candidate.name for candidate in candidates]
    shown = accepted = right = unrelated = false = whole = 0
    errors: list[float] = []
    pieces_known = [piece for piece in pieces if piece.scene and piece.known]
    for piece in pieces:
        rows = np.flatnonzero((video.times_s > piece.start_s + 0.05) & (video.times_s < piece.end_s - 0.05))
        if not (piece.scene and piece.known):
            unrelated += len(rows)
            false += sum(int(row) in found for row in rows)
            continue
        shown += len(rows)
        answers = [(int(row), found[int(row)]) for row in rows if int(row) in found]
        accepted += len(answers)
        own = names.index(piece.scene)
        good = 0
        for row, (candidate, time_s, moment) in answers:
            truth_s = piece.scene_time_s(float(video.times_s[row]))
            right += likeness.is_like(own, truth_s, candidate, moment)
            good += candidate == own or likeness.is_like(own, truth_s, candidate, moment)
            if candidate == own:
                errors.append(likeness.time_error_s(own, truth_s, time_s))
        whole += good > len(answers) / 2
    return Grade(len(pieces_known), whole, shown, accepted, right, unrelated, false, tuple(errors))


class LikeTruth:
    """Which moments look alike, by the descriptors of the clean candidates."""

    def __init__(self, candidates: Rows[Sequence]) -> None:
        from synthgen.matching.descriptors import agreements, rarity

        self._candidates = candidates
        self._weights = rarity(candidates)
        self._agreements = agreements
        self._matrices: dict[tuple[int, int], Matrix] = {}

    def is_like(self, truth: int, truth_s: float, candidate: int, moment: int) -> bool:
        """Whether a moment shows what the truth does, or, being of the right scene, is beside it in time."""
        row = self._nearest(truth, truth_s)
        if candidate == truth and abs(moment - row) <= 1:
            return True
        return bool(self._matrix(truth, candidate)[row, moment] >= _LIKE)

    def other_moment(self, truth: int, truth_s: float) -> int | None:
        """The moment of a scene that shows something else than that time of it, and is nearest; None if none does."""
        row = self._nearest(truth, truth_s)
        away_s = np.abs(self._candidates[truth].times_s - truth_s)
        others = np.flatnonzero((self._matrix(truth, truth)[row] < _UNLIKE) & (away_s > _APART_S))
        return int(others[away_s[others].argmin()]) if len(others) else None

    def time_error_s(self, scene: int, truth_s: float, found_s: float) -> float:
        """How far a time is from the nearest that looks like the true one, while nothing else is shown between."""
        times = self._candidates[scene].times_s
        row = self._nearest(scene, truth_s)
        alike = self._matrix(scene, scene)[row] >= _SAME
        low, high = _around(alike, row)
        # Between two samples that look alike nothing moved, so any time between is as good.
        first_s, last_s = min(truth_s, float(times[low])), max(truth_s, float(times[high]))
        if low == high:
            return abs(found_s - truth_s)
        return max(0.0, first_s - found_s, found_s - last_s)

    def _nearest(self, scene: int, time_s: float) -> int:
        return int(np.abs(self._candidates[scene].times_s - time_s).argmin())

    def _matrix(self, truth: int, candidate: int) -> Matrix:
        key = (truth, candidate)
        if key not in self._matrices:
            pair = self._candidates[truth], self._candidates[candidate]
            self._matrices[key] = self._agreements(pair[0], [pair[1]], [self._weights])[0]
        return self._matrices[key]


def _around(alike: NDArray[np.bool_], row: int) -> tuple[int, int]:
    low = high = row
    while low > 0 and alike[low - 1]:
        low -= 1
    while high + 1 < len(alike) and alike[high + 1]:
        high += 1
    return low, high
