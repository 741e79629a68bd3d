"""Taking frames from videos: goes on where it was stopped, keeps what can be had, and tells videos apart."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import moving_pictures
import pytest

from synthgen.dataset.video_frames import VideoFrames, VideoSummary
from synthgen.errors import DatasetError

TIMES = [Fraction(n, 4) for n in range(6)]


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "talk.mkv"
    moving_pictures.write(path, TIMES)
    return path


def taken(root: Path, video: Path, count: int) -> VideoFrames:
    frames = VideoFrames(root, video, Fraction(4))
    for index in range(frames.next_index, count):
        frames.add(index, TIMES[index], moving_pictures.picture("A", index / 4))
    return frames


def summary(count: int) -> VideoSummary:
    return VideoSummary("talk.mkv", 480, 270, 4.0, 1.5, "4", count, "")


def test_taking_goes_on_where_it_stopped(tmp_path: Path, video: Path) -> None:
    taken(tmp_path, video, 3)
    again = VideoFrames(tmp_path, video, Fraction(4))
    assert again.next_index == 3 and again.summary is None
    whole = taken(tmp_path, video, 6)
    assert [(frame.index, frame.time) for frame in whole.frames] == list(enumerate(TIMES))


def test_a_line_half_written_is_taken_again(tmp_path: Path, video: Path) -> None:
    frames = taken(tmp_path, video, 4)
    frames.finish(summary(4))
    lines = frames.folder / "4fps.jsonl"
    lines.write_text(lines.read_text()[:-7])
    again = VideoFrames(tmp_path, video, Fraction(4))
    assert again.next_index == 3
    assert again.summary is None
    assert lines.read_text().count("\n") == 3


def test_a_picture_that_was_lost_is_taken_again(tmp_path: Path, video: Path) -> None:
    frames = taken(tmp_path, video, 5)
    frames.frames[2].image.unlink()
    assert VideoFrames(tmp_path, video, Fraction(4)).next_index == 2


def test_another_file_of_the_same_name_has_frames_of_its_own(tmp_path: Path, video: Path) -> None:
    first = taken(tmp_path, video, 2)
    moving_pictures.write(video, TIMES[:3])
    second = VideoFrames(tmp_path, video, Fraction(4))
    assert second.frames == [] and second.folder != first.folder
    assert all(frame.image.is_file() for frame in first.frames)


def test_a_missing_video_says_so(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="cannot read"):
        VideoFrames(tmp_path, tmp_path / "none.mp4", Fraction(1))
