"""Searching the scenes of a video among candidates: descriptors, the best path, its stretches, and their times."""

from __future__ import annotations

from collections.abc import Sequence as Rows
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from synthgen.matching.alignment import NONE, Costs, Path, best_path, own_paths
from synthgen.matching.descriptors import Matrix, Sequence, agreements, changes, overlay, rarity
from synthgen.matching.stretches import Stretch, stretches

_WITHIN = Costs(neutral=0.5, none=None)
"""Within a stretch the scene is known; only its times are sought."""


@dataclass(frozen=True, slots=True)
class Found:
    """`ranking`: candidates and how well each alone explains the video, best first. `stretches`: in order of time.

    `spans`: for each candidate, the first and last of its moments (s) that it would explain anything with, alone or in
    a stretch; None where there are none.

    `best`: for each candidate and picture of the video, the best agreement of any of its moments, (candidate, video).
    `weights`: those of the pixels, by how rare an edge is among the candidates, and 0 under an overlay. `overlay`:
    where a logo or the like lies over the whole video, as a mask of the descriptors' maps.
    """

    ranking: tuple[tuple[int, float], ...]
    stretches: tuple[Stretch, ...]
    spans: tuple[tuple[float, float] | None, ...]
    best: Matrix
    weights: Matrix
    overlay: NDArray[np.bool_]

    def rivals(self, stretch: Stretch) -> list[tuple[int, float]]:
        """Other candidates and their mean best agreement on the stretch's pictures, best first."""
        means = self.best[:, stretch.first : stretch.last + 1].mean(axis=1)
        return [(int(number), float(means[number])) for number in np.argsort(-means) if number != stretch.candidate]


def search(
    video: Sequence, candidates: Rows[Sequence], costs: Costs | None = None, earlier: Found | None = None
) -> Found:
    """Which candidates' moments the pictures of the video show. The video's pictures must be evenly spaced in time.

    `earlier`: a search of the same video among more candidates, whose weights hold. Candidates without pictures are
    never found.
    """
    costs = costs or Costs()
    covered = overlay(video, candidates) if earlier is None else earlier.overlay
    weights = rarity(candidates) * ~covered if earlier is None else earlier.weights
    matrices = agreements(video, candidates, [weights] * len(candidates))
    video_step_s, steps_s = _step_s(video), [_step_s(candidate) for candidate in candidates]
    alone = own_paths(matrices, video_step_s, steps_s, costs)
    scores = [path.score for path in alone]
    path = best_path(matrices, video_step_s, steps_s, costs)
    rough = stretches(path, matrices, video.times_s, [candidate.times_s for candidate in candidates])
    exact = [
        part
        for stretch in rough
        for part in _retimed(stretch, video, candidates[stretch.candidate], matrices[stretch.candidate], ~covered)
    ]
    best = np.array([matrix.max(axis=1, initial=0.0) for matrix in matrices], np.float32)
    order = sorted(range(len(candidates)), key=lambda number: -scores[number])
    ranked = tuple((number, round(scores[number], 2)) for number in order)
    spans = tuple(_span(number, alone[number], exact, candidates[number]) for number in range(len(candidates)))
    return Found(ranked, tuple(exact), spans, best, weights, covered)


def _span(number: int, alone: Path, found: Rows[Stretch], candidate: Sequence) -> tuple[float, float] | None:
    moments = [alone.moment[alone.candidate != NONE], *(own.moments for own in found if own.candidate == number)]
    times_s = candidate.times_s[np.concatenate(moments)]
    return (float(times_s.min()), float(times_s.max())) if len(times_s) else None


def _retimed(
    stretch: Stretch, video: Sequence, candidate: Sequence, plain: Matrix, seen: NDArray[np.bool_]
) -> list[Stretch]:
    """The stretch with its times found anew, by what changes within the scene; in pieces where that shows cuts."""
    rows = slice(stretch.first, stretch.last + 1)
    part = Sequence(video.name, video.times_s[rows], video.edges[rows])
    by_change = agreements(part, [candidate], [changes(candidate) * seen])[0]
    mixed = 0.5 * (by_change + plain[rows])
    path = best_path([mixed], _step_s(video), [_step_s(candidate)], _WITHIN)
    pieces = stretches(path, [mixed], part.times_s, [candidate.times_s])
    return [
        replace(
            piece,
            candidate=stretch.candidate,
            first=stretch.first + piece.first,
            last=stretch.first + piece.last,
            agreements=plain[np.arange(stretch.first + piece.first, stretch.first + piece.last + 1), piece.moments],
        )
        for piece in pieces
    ]


def _step_s(sequence: Sequence) -> float:
    """The usual time between pictures."""
    return float(np.median(np.diff(sequence.times_s))) if len(sequence) > 1 else 1.0
