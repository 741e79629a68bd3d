"""Transcripts: SubRip and JSON in the forms they come in, cut by stretch."""

from __future__ import annotations

from pathlib import Path

import pytest

from synthgen.errors import VideoError
from synthgen.matching.transcript import Line, read_transcript, spoken_during, transcript_beside

SRT = "1\r\n00:00:01,500 --> 00:00:03,000\r\nHello\r\nthere\r\n\r\n2\r\n01:00:04,000 --> 01:00:05,250\r\nEnd\r\n"


def test_subrip(tmp_path: Path) -> None:
    path = tmp_path / "talk.srt"
    path.write_text(SRT, encoding="utf-8-sig")
    assert read_transcript(path) == [Line(1.5, 3.0, "Hello there"), Line(3604.0, 3605.25, "End")]
    assert transcript_beside(tmp_path / "talk.mp4") == path


@pytest.mark.parametrize(
    "content",
    ['[{"text": "a", "start": 1, "end": 2}]', '{"segments": [{"text": "a", "start_time": "1", "duration": 1}]}'],
)
def test_json(tmp_path: Path, content: str) -> None:
    path = tmp_path / "talk.json"
    path.write_text(content)
    assert read_transcript(path) == [Line(1.0, 2.0, "a")]


@pytest.mark.parametrize("content", ["", "no times here", "{}", '{"segments": [{"text": "a"}]}', "[1, 2]", "7"])
@pytest.mark.parametrize("ending", ["srt", "json"])
def test_what_is_no_transcript_says_so(tmp_path: Path, content: str, ending: str) -> None:
    path = tmp_path / f"talk.{ending}"
    path.write_text(content)
    with pytest.raises(VideoError, match="talk"):
        read_transcript(path)


def test_lines_belong_to_the_stretch_that_has_most_of_them() -> None:
    lines = [Line(0, 2, "one"), Line(1.5, 5, "two"), Line(5, 6, "three")]
    assert spoken_during(lines, 0, 3) == "one"
    assert spoken_during(lines, 3, 6) == "two three"
