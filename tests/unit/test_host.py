"""A scene's process is held to its limits, and whatever it does, the next scene runs."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from synthgen.engines.host import Ending, EngineHost, Limits

HERE = str(Path(__file__).resolve().parents[1])


@pytest.fixture(scope="module")
def host() -> Iterator[EngineHost]:
    pytest.importorskip("manim")
    before = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [HERE, before]))
    host = EngineHost("community")
    host.start()
    os.environ["PYTHONPATH"] = before
    yield host
    host.close()


def test_an_answer_comes_back_whole(host: EngineHost) -> None:
    assert host.run("hostile:answer", {"a": 1}, Limits()).result == ("community", {"a": 1})
    assert len(host.run("hostile:large_answer", 5_000_000, Limits()).result) == 5_000_000


def test_a_hanging_scene_is_ended_at_its_time_limit(host: EngineHost) -> None:
    started = time.monotonic()
    assert host.run("hostile:sleep", None, Limits(time_s=0.5)).ending is Ending.TIMEOUT
    assert time.monotonic() - started < 10


def test_a_scene_that_eats_memory_is_ended_at_its_limit(host: EngineHost) -> None:
    outcome = host.run("hostile:eat_memory", 3000, Limits(memory_mib=700))
    assert outcome.ending is Ending.MEMORY or "MemoryError" in outcome.output_tail


def test_exit_and_crash_are_told_apart(host: EngineHost) -> None:
    left = host.run("hostile:call_exit", 3, Limits())
    assert (left.ending, left.exit_code) == (Ending.EXITED, 3)
    fell = host.run("hostile:segfault", None, Limits())
    assert (fell.ending, fell.signal_name) == (Ending.CRASHED, "SIGSEGV")
    assert "about to fall" in fell.output_tail


def test_nobody_waits_for_input(host: EngineHost) -> None:
    assert host.run("hostile:read_input", None, Limits(time_s=10)).result == "no input"


def test_nothing_a_scene_starts_outlives_it(host: EngineHost) -> None:
    pid = host.run("hostile:leave_child_behind", None, Limits()).result
    time.sleep(0.2)
    assert not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text().split()[2]


def test_a_scene_works_in_a_directory_of_its_own_that_is_gone_afterwards(host: EngineHost) -> None:
    folder = host.run("hostile:working_directory", None, Limits()).result
    assert folder != str(Path.cwd()) and not Path(folder).exists()
