"""A verdict explains the failure that somebody looked at, and no other one of the same scene."""

from __future__ import annotations

import pytest

from synthgen.errors import UsageError
from synthgen.quality.census_verdicts import Blame, known_verdicts, read_verdicts, verdict_on

ENTRY = """
- error: "NameError: name 'randy'"
  scenes: [talks.First, films.*]
  kind: scene
  because: the creature is never made
"""


@pytest.mark.parametrize(
    ("scene_id", "message", "holds"),
    [
        ("talks.First", "NameError: name 'randy' is not defined", True),
        ("films.Any", "NameError: name 'randy' is not defined", True),
        ("talks.Second", "NameError: name 'randy' is not defined", False),
        ("talks.First", "NameError: name 'morty' is not defined", False),
    ],
)
def test_a_verdict_holds_for_its_scenes_and_their_message_only(scene_id: str, message: str, holds: bool) -> None:
    (verdict,) = read_verdicts("films.yaml", ENTRY)
    assert verdict.holds(scene_id, message) is holds


@pytest.mark.parametrize("entry", ["- 7", "- error: x", ENTRY.replace("scene\n", "bad luck\n"), ENTRY + "  more: 1"])
def test_a_wrong_entry_is_named(entry: str) -> None:
    with pytest.raises(UsageError, match=r"films\.yaml: entry 1 "):
        read_verdicts("films.yaml", entry)


def test_time_memory_and_missing_files_explain_themselves_and_other_failures_do_not() -> None:
    kinds = [
        verdict_on("a.B", reason, "").kind for reason in ("timeout", "out-of-memory", "missing-asset", "exception")
    ]
    assert kinds == [Blame.LIMITS, Blame.LIMITS, Blame.UNPUBLISHED, Blame.UNEXPLAINED]


def test_the_kept_verdicts_can_be_read_and_say_something() -> None:
    assert known_verdicts()
    assert all(len(one.error) >= 10 and one.scenes and one.because for one in known_verdicts())
