"""`task=review` and `task=report` from the command line: what they write, and what they say when they cannot."""

from __future__ import annotations

import json
import socket
import uuid
from html.parser import HTMLParser
from pathlib import Path

import pytest
from command_line import Command
from drawn_dataset import scene_ref, write_lessons

from synthgen.core.job import Failure, FailureReason
from synthgen.dataset.event_log import EventLog
from synthgen.dataset.failures import record_failure
from synthgen.dataset.reading import open_dataset
from synthgen.dataset.verdicts import FOLDER, read_verdicts


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_lessons(tmp_path / "lessons", scenes=2, frames=4)
    return tmp_path / "lessons"


def reject_first(root: Path, reason: str) -> str:
    frame_id = next(iter(open_dataset(root))).record.frame_id
    content = {"frame_id": frame_id, "judgement": "reject", "reason": reason}
    EventLog(root / FOLDER).append(uuid.uuid4().hex, "ann", content)
    return frame_id


class Page(HTMLParser):
    """The headings of a page, and everything it would fetch."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "section" and found.get("class") == "part":
            self.parts.append(found.get("id") or "")
        source = found.get("src") or (found.get("href") if tag == "link" else None)
        if source and not source.startswith("data:"):
            self.fetched.append(source)


def test_the_report_has_a_part_for_what_there_is_and_no_other(command: Command, root: Path) -> None:
    assert command("task=report", f"dataset.root={root}").exit_code == 0
    page = Page((root / "validation" / "report.html").read_text())
    assert page.parts == ["overview", "frames", "statistics"]
    assert page.fetched == []


def test_the_report_tells_everything_that_is_known(command: Command, root: Path) -> None:
    rejected = reject_first(root, "<script>alert(1)</script>")
    record_failure(root, scene_ref("lesson.Bad"), Failure(FailureReason.EXCEPTION, "boom"), "config-1")
    metrics = root / "validation" / "metrics"
    metrics.mkdir(parents=True)
    rate = {"scenes": 4, "rendered": 3, "render_rate": 0.75}
    stretch = {"scene": "old/x.S", "scene_class": "S", "start_s": 1, "end_s": 2.5, "confidence": 0.8}
    verdict = {"subject": "community", "bound": "edges", "limit": 1, "measured": 0.4, "count": 9, "holds": True}
    for name, content in {
        "label_accuracy": {"holds": True, "sample": {"frames": 1, "of_frames": 8}, "verdicts": [verdict], "checks": {}},
        "census": {**rate, "by_year": {"2016": rate}, "causes": []},
        "match": {"videos": [{"video": "a.mp4", "stretches": [stretch]}]},
    }.items():
        (metrics / f"{name}.json").write_text(json.dumps(content))
    (root / "calibration").mkdir()
    (root / "calibration" / "calibration.json").write_text(json.dumps({"map50": {"real": 0.5}}))
    assert command("task=report", f"dataset.root={root}").exit_code == 0
    text = (root / "validation" / "report.html").read_text()
    parts = Page(text).parts
    assert set(parts) >= {"label-accuracy", "review", "failures", "render-rate", "matched-videos", "calibration"}
    assert rejected in text and "<script>" not in text and "boom" in text and "75.0%" in text


def test_a_damaged_file_of_figures_is_named(command: Command, root: Path) -> None:
    (root / "validation" / "metrics").mkdir(parents=True)
    (root / "validation" / "metrics" / "census.json").write_text("{")
    ended = command("task=report", f"dataset.root={root}")
    assert ended.exit_code == 1
    assert "validation/metrics/census.json" in ended.err


def test_reviews_are_merged(command: Command, root: Path, tmp_path: Path) -> None:
    write_lessons(tmp_path / "other", scenes=1)
    reject_first(tmp_path / "other", "box is off")
    ended = command("task=review", f"dataset.root={root}", f"review.merge=[{tmp_path / 'other'}]")
    assert ended.exit_code == 0
    assert "1 new verdicts" in ended.err
    assert [verdict.reason for verdict in read_verdicts(root)] == ["box is off"]


def test_what_cannot_be_reviewed_is_told(command: Command, root: Path, tmp_path: Path) -> None:
    assert "no dataset in" in command("task=review", f"dataset.root={tmp_path / 'nowhere'}").err
    assert "no review in" in command("task=review", f"dataset.root={root}", f"review.merge=[{tmp_path}]").err
    assert command("task=review", "review.share=0").exit_code == 2
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = command("task=review", f"dataset.root={root}", f"review.port={taken.getsockname()[1]}")
    assert ended.exit_code == 2
    assert "cannot be had" in ended.err
