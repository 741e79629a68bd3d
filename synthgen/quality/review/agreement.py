"""What verdicts say of a dataset: its estimated rate of bad frames, and how far reviewers agree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from synthgen.dataset.verdicts import Judgement, Verdict

CONFIDENCE = 0.95
_DECIDED = (Judgement.ACCEPT, Judgement.REJECT)


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """Of `judged` frames `rejected` were rejected. `low` and `high` bound the rate by Clopper and Pearson's exact
    interval (Biometrika 26, 1934), which never covers less than it says. All None where nothing was judged.
    """

    judged: int
    rejected: int
    rate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers on the frames that both decided: the share they agree on, and Cohen's kappa, which takes off what
    chance alone would give (Educational and Psychological Measurement 20, 1960; None where chance alone gives all).
    """

    reviewers: tuple[str, str]
    frames: int
    share: float
    kappa: float | None


def error_rate(verdicts: Iterable[Verdict], frame_ids: Collection[str]) -> ErrorRate:
    """The rate of bad frames, from the standing verdicts on a random sample; one rejection makes a frame bad."""
    decided = [item for item in verdicts if item.frame_id in frame_ids and item.judgement in _DECIDED]
    judged = {item.frame_id for item in decided}
    rejected = {item.frame_id for item in decided if item.judgement is Judgement.REJECT}
    return rate_of(len(rejected), len(judged))


def rate_of(rejected: int, judged: int) -> ErrorRate:
    if judged == 0:
        return ErrorRate(0, 0, None, None, None)
    from scipy.stats import binomtest  # Takes a second to import: not before it is needed.

    interval = binomtest(rejected, judged).proportion_ci(CONFIDENCE, method="exact")
    return ErrorRate(judged, rejected, rejected / judged, float(interval.low), float(interval.high))


def agreements(verdicts: Iterable[Verdict]) -> list[Agreement]:
    """Every two reviewers that decided on a common frame, from standing verdicts."""
    by_reviewer: dict[str, dict[str, bool]] = {}
    for item in verdicts:
        if item.judgement in _DECIDED:
            by_reviewer.setdefault(item.event.reviewer, {})[item.frame_id] = item.judgement is Judgement.ACCEPT
    found = []
    for first, second in combinations(sorted(by_reviewer), 2):
        a, b = by_reviewer[first], by_reviewer[second]
        common = sorted(a.keys() & b.keys())
        if common:
            found.append(_agreement((first, second), [(a[name], b[name]) for name in common]))
    return found


def _agreement(reviewers: tuple[str, str], pairs: list[tuple[bool, bool]]) -> Agreement:
    count = len(pairs)
    observed = sum(a == b for a, b in pairs) / count
    a_accepts, b_accepts = (sum(column) / count for column in zip(*pairs, strict=True))
    by_chance = a_accepts * b_accepts + (1 - a_accepts) * (1 - b_accepts)
    kappa = None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)
    return Agreement(reviewers, count, observed, kappa)


def as_numbers(rate: ErrorRate, pairs: Iterable[Agreement]) -> Mapping[str, object]:
    """Both as plain data."""
    return {
        "judged": rate.judged,
        "rejected": rate.rejected,
        "rate": rate.rate,
        "interval": None if rate.low is None else [rate.low, rate.high],
        "confidence": CONFIDENCE,
        "agreement": [
            {"reviewers": list(pair.reviewers), "frames": pair.frames, "share": pair.share, "kappa": pair.kappa}
            for pair in pairs
        ],
    }
