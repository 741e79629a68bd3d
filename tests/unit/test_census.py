"""Failures that look alike are counted as one cause, whatever differs from scene to scene."""

from __future__ import annotations

from dataclasses import replace

import pytest

from synthgen.engines.sampling import PlaySpan
from synthgen.quality.census import Finding, causes, rate
from synthgen.quality.census_causes import cause_of
from synthgen.tasks.census_worker import ProbeSampler


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AttributeError: 'A' object has no attribute 'x'", "AttributeError: 'B' object has no attribute 'x'"),
        ("IndexError: index 3 is out of bounds", "IndexError: index -17 is out of bounds"),
        ("OSError: /home/a/b.png not found", "OSError: /tmp/x/y/z.png not found"),
        ("TypeError: A.b() got an unexpected keyword", "TypeError: C.b() got an unexpected keyword"),
    ],
)
def test_what_differs_by_chance_is_left_out(one: str, other: str) -> None:
    assert cause_of("exception", one) == cause_of("exception", other)


def test_what_tells_causes_apart_stays() -> None:
    one, other = "AttributeError: 'A' object has no attribute 'x'", "AttributeError: 'A' object has no attribute 'y'"
    assert cause_of("exception", one) != cause_of("exception", other)
    assert cause_of("timeout", "") == "timeout"
    assert len(cause_of("exception", "x" * 1000)) <= 160


def finding(name: str, reason: str = "", message: str = "") -> Finding:
    return Finding(
        scene_id=name,
        key="k",
        path="a.py",
        engine="period",
        version="v",
        year=None,
        video="",
        own_construct=True,
        reason=reason,
        message=message,
    )


def test_causes_come_most_frequent_first_with_an_example() -> None:
    findings = [
        finding("a"),
        finding("b", "timeout"),
        finding("c", "exception", "X: 1"),
        finding("d", "exception", "X: 2"),
    ]
    first, second = causes(findings)
    assert (first.count, first.example.scene_id, second.text) == (2, "c", "timeout")
    assert rate(findings) == 0.25 and rate([]) is None


@pytest.mark.parametrize(
    ("reason", "run_time_s", "limit_s", "holds"),
    [
        ("", 3.0, 10.0, True),
        ("exception", 3.0, 10.0, True),
        ("", 12.0, 10.0, False),
        ("timeout", 10.1, 10.0, True),
        ("timeout", 10.1, 8.0, True),
        ("timeout", 10.1, 120.0, False),
    ],
)
def test_only_scenes_that_another_time_limit_may_end_otherwise_are_run_again(
    reason: str, run_time_s: float, limit_s: float, holds: bool
) -> None:
    assert replace(finding("a", reason), run_time_s=run_time_s).holds_within(limit_s) is holds


def test_the_first_play_that_has_frames_is_looked_at_whatever_was_skipped_before() -> None:
    sampler = ProbeSampler()
    assert all(not sampler.offsets(PlaySpan(index, 0, 0, still=False)) for index in range(5))
    assert sampler.offsets(PlaySpan(5, 0, 20, still=False)) == [5, 10, 15]
    assert sampler.wants_rest
    assert len(sampler.offsets(PlaySpan(6, 20, 20, still=False))) == 1


def test_of_waits_without_a_play_between_them_fewer_and_fewer_are_looked_at() -> None:
    sampler = ProbeSampler()

    def waits(count: int) -> list[int]:
        return [n for n in range(count) if not sampler.offsets(PlaySpan(n, n, 1, still=True)) and sampler.wants_rest]

    assert all(not sampler.offsets(PlaySpan(0, 0, 0, still=True)) for _ in range(3)), "too short to be seen"
    assert waits(20) == [0, 1, 2, 4, 8, 16]
    assert sampler.offsets(PlaySpan(20, 20, 20, still=False))
    assert waits(4) == [0, 1, 2]
