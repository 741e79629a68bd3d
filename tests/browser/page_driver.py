"""A review served as a user starts it, and a person who works with its page in Debian's Chromium."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Request, expect

REPOSITORY = Path(__file__).resolve().parents[2]
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


Box = dict[str, float]
"""x, y, width and height in px of the window."""


@dataclass
class Served:
    """A server in a process of its own, to be killed and started again."""

    root: Path
    process: subprocess.Popen[str]
    address: str

    def kill(self) -> None:
        """As a power cut does it: nothing can be tidied up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


Start = Callable[..., Served]
"""Serves a dataset: its root, and further options."""


def serve(root: Path, *options: str) -> Served:
    command = [sys.executable, "-m", "synthgen", "task=review", f"dataset.root={root}", "review.open_browser=false"]
    process = subprocess.Popen(
        [*command, *options],
        cwd=root.parent,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said = ""
    for line in process.stderr:
        said += line
        if found := re.search(r"http://\S+", line):
            return Served(root, process, found.group(0))
    raise AssertionError(f"no address was printed:\n{said}")


class Reviewer:
    """A person at the page, in a browser profile of their own; notes every address the page asks for."""

    def __init__(self, browser: Browser, address: str, name: str, **window: int) -> None:
        size = {"width": 1280, "height": 720, **window}
        self.context = browser.new_context(viewport=size)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.mistakes: list[str] = []
        self.page.on("request", lambda request: self._note(request))
        self.page.on("pageerror", lambda error: self.mistakes.append(str(error)))
        self.open(address)
        self.page.fill("#reviewer", name)
        self.page.locator("#reviewer").blur()

    def _note(self, request: Request) -> None:
        self.asked.append(request.url)

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.page.wait_for_selector(".cell img")
        self.page.wait_for_selector(".types label")

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def pick(self, number: int) -> str:
        """Put the focus on a cell of the grid; returns its frame's id."""
        cell = self.page.locator(".cell").nth(number)
        frame_id = cell.get_attribute("data-frame")
        assert frame_id
        cell.focus()
        return frame_id

    def cell(self, frame_id: str) -> str:
        """The classes of a frame's cell, which tell its verdict."""
        return self.page.locator(f'.cell[data-frame="{frame_id}"]').get_attribute("class") or ""

    def wait_saved(self) -> None:
        expect(self.page.locator("#saving")).to_have_text("saved")

    def wait_text(self, selector: str, text: str) -> None:
        expect(self.page.locator(selector)).to_contain_text(text)

    def wait_cell(self, frame_id: str, state: str) -> None:
        self.page.wait_for_selector(f'.cell.{state}[data-frame="{frame_id}"]')

    def wait_doubt(self, kind: str, frames: int) -> None:
        """Wait until so many frames are doubted for this reason."""
        expect(self.page.locator("#filter-doubt")).to_contain_text(f"{kind} ({frames})")

    def box(self, place: Locator) -> Box:
        box = place.bounding_box()
        assert box
        return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}


def drag(reviewer: Reviewer, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag over the picture, in shares of it."""
    photo = reviewer.box(reviewer.page.locator(".photo"))
    points = [(photo["x"] + x * photo["width"], photo["y"] + y * photo["height"]) for x, y in (start, end)]
    reviewer.page.mouse.move(*points[0])
    reviewer.page.mouse.down()
    reviewer.page.mouse.move(*points[1], steps=4)
    reviewer.page.mouse.up()


def open_frame(reviewer: Reviewer, number: int) -> str:
    """Enlarge a cell of the grid; returns its frame's id."""
    frame_id = reviewer.pick(number)
    reviewer.keys("Enter")
    reviewer.page.wait_for_selector(f'.stage[data-shown="{frame_id}"]')
    reviewer.page.wait_for_selector(".objects li")
    return frame_id
