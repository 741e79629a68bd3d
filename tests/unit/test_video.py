"""Decoding: exact times whatever the frame rate and size, and a clear word on every kind of bad file."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import moving_pictures
import numpy as np
import pytest

from synthgen.errors import VideoError
from synthgen.matching.video import Sample, probe, samples

STEADY = [Fraction(n, 10) for n in range(40)]


@pytest.fixture
def steady(tmp_path: Path) -> Path:
    path = tmp_path / "steady.mkv"
    moving_pictures.write(path, STEADY)
    return path


def test_a_sample_is_the_picture_on_screen_at_its_time(steady: Path) -> None:
    taken = list(samples(steady, Fraction(4)))
    assert [sample.index for sample in taken] == list(range(16))
    # At 0.25 s the frame of 0.2 s is still on screen.
    assert [sample.time for sample in taken[:3]] == [Fraction(0), Fraction(1, 5), Fraction(1, 2)]
    expected = moving_pictures.picture("A", 0.2)
    assert np.abs(taken[1].pixels.astype(int) - expected).mean() < 3


def test_a_variable_frame_rate_keeps_its_exact_times(tmp_path: Path) -> None:
    path = tmp_path / "variable.mkv"
    times = [Fraction(0), Fraction(33, 1000), Fraction(1), Fraction(1234, 1000), Fraction(3), Fraction(3100, 1000)]
    moving_pictures.write(path, times, codec="ffv1")
    taken = list(samples(path, Fraction(2)))
    shown = {float(sample.index / 2): sample.time for sample in taken}
    assert shown[0.5] == Fraction(33, 1000)
    assert shown[1.0] == Fraction(1)
    assert shown[2.5] == Fraction(1234, 1000)
    assert shown[3.0] == Fraction(3)


def test_odd_sizes_come_out_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "odd.mkv"
    moving_pictures.write(path, STEADY[:5], size_px=(321, 181), codec="ffv1")
    info = probe(path)
    assert (info.width_px, info.height_px) == (321, 181)
    sample = next(samples(path, Fraction(1)))
    assert sample.pixels.shape == (181, 321, 3)
    assert np.array_equal(sample.pixels, moving_pictures.picture("A", 0, (321, 181)))


@pytest.mark.parametrize("first", [1, 7, 15])
def test_starting_later_gives_the_same_samples(steady: Path, first: int) -> None:
    whole = list(samples(steady, Fraction(4)))
    rest = list(samples(steady, Fraction(4), first))
    assert [(s.index, s.time) for s in rest] == [(s.index, s.time) for s in whole[first:]]
    assert all(np.array_equal(a.pixels, b.pixels) for a, b in zip(rest, whole[first:], strict=True))


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "there is no such file"), (b"", "is empty"), (b"no video at all" * 500, "not a readable video")],
)
def test_files_that_are_no_video_say_so(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "bad.mp4"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(VideoError, match=said):
        list(samples(path, Fraction(1)))


def test_sound_alone_is_not_a_video(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    moving_pictures.write_sound(path)
    with pytest.raises(VideoError, match="no picture in it, only audio"):
        probe(path)


def test_a_file_cut_short_gives_what_it_has_and_then_says_so(steady: Path) -> None:
    content = steady.read_bytes()
    steady.write_bytes(content[: len(content) // 2])
    taken: list[Sample] = []
    with pytest.raises(VideoError, match="cut short or damaged; it can be read up to"):
        taken.extend(samples(steady, Fraction(4)))
    assert 4 <= len(taken) < 16
