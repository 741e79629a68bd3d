"""Fixtures of the tests in a browser; skipped where there is none, unless SYNTHGEN_REQUIRED_BROWSER is set."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

if not os.environ.get("SYNTHGEN_REQUIRED_BROWSER"):
    pytest.importorskip("playwright", reason="playwright is not installed: pip install -e '.[dev]'")

from drawn_dataset import write_lessons
from page_driver import FLAGS, Served, Start, serve
from playwright.sync_api import Browser, Playwright, sync_playwright


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("SYNTHGEN_REQUIRED_BROWSER"):
            pytest.fail("SYNTHGEN_REQUIRED_BROWSER is set and there is no chromium")
        pytest.skip("no chromium: apt-get install chromium")
    launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield launched
    launched.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_lessons(tmp_path / "lessons", scenes=3, frames=5)
    return tmp_path / "lessons"


@pytest.fixture
def start() -> Iterator[Start]:
    """Serve datasets until the test has ended."""
    started: list[Served] = []

    def serve_one(root: Path, *options: str) -> Served:
        started.append(serve(root, *options))
        return started[-1]

    yield serve_one
    for served in started:
        served.kill()


@pytest.fixture
def served(root: Path) -> Iterator[Served]:
    started = serve(root, "review.reviewer=ann")
    yield started
    started.process.send_signal(signal.SIGINT)
    started.process.wait(timeout=20)
