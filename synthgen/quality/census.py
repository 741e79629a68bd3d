"""How many scenes of a source render, and what keeps the others from it: the figures behind a census."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from synthgen.core.job import FailureReason
from synthgen.quality.census_causes import cause_of
from synthgen.quality.census_verdicts import Blame, Verdict, verdict_on

_SLOWEST = 10
UNKNOWN_YEAR = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What became of one scene. Only for a scene that did not render, `reason` (one word) and `message` say why.

    `path` is the scene's file below the source; `place` is file:line of its source where it failed; `version` says
    whose version of the scene ran. `key` stands for all that decides the outcome, except the time limit.
    """

    scene_id: str
    key: str
    path: str
    engine: str
    version: str
    year: int | None
    video: str
    own_construct: bool
    reason: str = ""
    message: str = ""
    place: str = ""
    drawn_frames: int = 0
    run_time_s: float = 0.0
    peak_memory_mib: float = 0.0
    stand_ins: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def rendered(self) -> bool:
        return not self.reason

    @property
    def verdict(self) -> Verdict:
        """What is known of why it failed; only for a scene that did."""
        return verdict_on(self.scene_id, self.reason, self.message)

    def holds_within(self, time_limit_s: float) -> bool:
        """Whether the scene would have come to the same with that limit: a longer one may let it run to its end."""
        return (self.reason == FailureReason.TIMEOUT) == (self.run_time_s >= time_limit_s)


@dataclass(frozen=True, slots=True)
class Cause:
    """Failures that look alike and have the same verdict, with the first of them as an example."""

    text: str
    reason: str
    verdict: Verdict
    count: int
    example: Finding


@dataclass(frozen=True, slots=True)
class Extent:
    """What the census was made over. `runnable`: scenes of the source; `sample` (0..1): the share asked for."""

    files: int
    runnable: int
    abstract: int
    unreadable: Mapping[str, str]
    sample: float
    seed: int


def rate(findings: Sequence[Finding]) -> float | None:
    """The share that rendered, 0..1; None of nothing."""
    return sum(one.rendered for one in findings) / len(findings) if findings else None


def causes(findings: Iterable[Finding]) -> list[Cause]:
    """The failures by cause, the most frequent first."""
    grouped: dict[tuple[str, str, Verdict], list[Finding]] = defaultdict(list)
    for one in findings:
        if not one.rendered:
            grouped[cause_of(one.reason, one.message), one.reason, one.verdict].append(one)
    found = [Cause(*alike, len(members), members[0]) for alike, members in grouped.items()]
    return sorted(found, key=lambda cause: (-cause.count, cause.text))


def blamed(findings: Iterable[Finding]) -> dict[Blame, int]:
    """How many failures are due to what, in the order of `Blame`; what nothing is due to is left out."""
    counts = Counter(one.verdict.kind for one in findings if not one.rendered)
    return {kind: counts[kind] for kind in Blame if kind in counts}


def split(findings: Iterable[Finding], by: Callable[[Finding], str]) -> dict[str, list[Finding]]:
    """Findings by whatever `by` names, the names sorted."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        groups[by(one)].append(one)
    return dict(sorted(groups.items()))


def by_year(one: Finding) -> str:
    return str(one.year or UNKNOWN_YEAR)


def by_engine(one: Finding) -> str:
    return one.engine


def by_file(one: Finding) -> str:
    return one.path


def counted(findings: Iterable[Finding], names: Callable[[Finding], Iterable[str]]) -> list[tuple[str, int]]:
    """How many scenes have each of the names, the most frequent first."""
    counts = Counter(name for one in findings for name in set(names(one)))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def as_fields(findings: Sequence[Finding], extent: Extent) -> dict[str, Any]:
    """The census as JSON; `render_rate` is over every scene that was tried."""
    own = [one for one in findings if one.own_construct]
    slowest = sorted(findings, key=lambda one: -one.run_time_s)[:_SLOWEST]
    return {
        "render_rate": rate(findings),
        "scenes": len(findings),
        "rendered": sum(one.rendered for one in findings),
        "rendered_with_stand_ins": sum(one.rendered and bool(one.stand_ins) for one in findings),
        "own_construct": _rate_fields(own),
        "source": {
            "files": extent.files,
            "scenes": extent.runnable,
            "abstract": extent.abstract,
            "unreadable": dict(extent.unreadable),
            "sample": extent.sample,
            "seed": extent.seed,
        },
        "by_year": {name: _rate_fields(group) for name, group in split(findings, by_year).items()},
        "by_engine": {name: _rate_fields(group) for name, group in split(findings, by_engine).items()},
        "by_version": {name: _rate_fields(group) for name, group in split(findings, lambda one: one.version).items()},
        "by_file": {name: _rate_fields(group) for name, group in split(findings, by_file).items()},
        "failures_due_to": {kind.value: count for kind, count in blamed(findings).items()},
        "causes": [_cause_fields(cause) for cause in causes(findings)],
        "stand_ins": dict(counted(findings, lambda one: one.stand_ins)),
        "repairs": dict(counted(findings, lambda one: one.repairs)),
        "run_time_s": {
            "total": round(sum(one.run_time_s for one in findings), 1),
            "median": round(statistics.median(one.run_time_s for one in findings), 2) if findings else None,
            "slowest": {one.scene_id: round(one.run_time_s, 1) for one in slowest},
        },
        "peak_memory_mib": round(max((one.peak_memory_mib for one in findings), default=0.0)),
    }


def _rate_fields(findings: Sequence[Finding]) -> dict[str, Any]:
    return {
        "scenes": len(findings),
        "rendered": sum(one.rendered for one in findings),
        "render_rate": rate(findings),
    }


def _cause_fields(cause: Cause) -> dict[str, Any]:
    example = cause.example
    return {
        "cause": cause.text,
        "reason": cause.reason,
        "due_to": cause.verdict.kind.value,
        "because": cause.verdict.because,
        "scenes": cause.count,
        "example": {"scene_id": example.scene_id, "place": example.place, "message": example.message},
    }
