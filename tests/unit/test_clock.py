"""The clock counts frames as the stock renderers write them, and knows when a still moment must be caught."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from synthgen.core.job import SamplingMode, SamplingSpec
from synthgen.engines.clock import FrameClock
from synthgen.engines.sampling import PlaySpan, RestSampler, UniformSampler, make_sampler


def unchanged() -> bytes:
    return b"as it was"


def play(clock: FrameClock, frame_count: int, still: bool = False) -> list[int]:
    """Run a span frame by frame; returns the indices that were due."""
    clock.begin(frame_count, still)
    due = []
    for _ in range(frame_count):
        if clock.due:
            due.append(clock.frame_index)
        clock.tick()
    clock.end(not still, unchanged)
    return due


def test_a_still_wait_shows_the_rest_moment_in_its_own_first_frame() -> None:
    clock = FrameClock(RestSampler())
    assert play(clock, 30) == []
    assert not clock.rest_due_before(still=True, look=unchanged)
    assert play(clock, 15, still=True) == [30]
    assert not clock.rest_due_before(still=False, look=unchanged), "nothing moved since"


def test_a_rest_moment_is_caught_before_the_next_play_takes_it_away() -> None:
    clock = FrameClock(RestSampler())
    play(clock, 30)
    assert clock.rest_due_before(still=False, look=unchanged)
    play(clock, 30)
    assert clock.rest_due_at_end()


def test_what_no_frame_shows_is_no_rest_moment() -> None:
    """The scene has added or removed something since the play: what comes next shows it from its first frame on."""
    clock = FrameClock(RestSampler())
    play(clock, 30)
    assert not clock.rest_due_before(still=False, look=lambda: b"changed")
    assert play(clock, 30) == [30]
    assert clock.rest_due_before(still=False, look=unchanged), "the second play leaves a rest moment of its own"


def test_a_wait_shorter_than_a_frame_does_not_lose_the_rest_moment() -> None:
    clock = FrameClock(RestSampler())
    play(clock, 30)
    play(clock, 0, still=True)
    assert clock.rest_due_at_end()


def test_a_scene_that_writes_no_frame_still_has_a_last_picture() -> None:
    assert FrameClock(UniformSampler(Fraction(1), Fraction(30))).rest_due_at_end()


@pytest.mark.parametrize(("fps", "rate"), [(30, 1), (60, 7), (30, 30), (24, Fraction(5, 2)), (30, 100)])
def test_uniform_sampling_does_not_depend_on_where_plays_begin(fps: int, rate: Fraction) -> None:
    """However the same 10 seconds are cut into plays, the same frames are due, evenly and never twice."""
    found = []
    for cuts in ([fps * 10], [7, 13, fps * 10 - 20], [1] * 20 + [fps * 10 - 20]):
        clock = FrameClock(UniformSampler(Fraction(rate), Fraction(fps)))
        found.append([index for count in cuts for index in play(clock, count)])
    assert found[0] == found[1] == found[2]
    assert found[0][0] == 0 and len(found[0]) == min(fps, rate) * 10
    assert len(set(found[0])) == len(found[0])


def test_uniform_sampling_can_be_confined_to_a_span_of_time() -> None:
    """The frames within are those that would be drawn anyway."""
    spec = SamplingSpec(SamplingMode.UNIFORM, fps=4)
    confined = replace(spec, from_s=1.5, until_s=3)
    whole, part = (FrameClock(make_sampler(one, Fraction(30))) for one in (spec, confined))
    due = [index for count in (70, 80) for index in play(whole, count)]
    assert [index for count in (70, 80) for index in play(part, count)] == [i for i in due if 45 <= i <= 90] != []


def test_candidates_lie_inside_every_animation_and_never_in_still_waits() -> None:
    sampler = make_sampler(SamplingSpec(SamplingMode.MIXED), Fraction(30))
    assert list(sampler.offsets(PlaySpan(5, 0, 60, still=False))) == [15, 30, 45]
    assert len(list(sampler.offsets(PlaySpan(0, 0, 60, still=False)))) == 7, "the first play may be the only one"
    assert list(sampler.offsets(PlaySpan(0, 0, 60, still=True))) == []
    assert list(sampler.offsets(PlaySpan(0, 0, 2, still=False))) == [0, 1]
