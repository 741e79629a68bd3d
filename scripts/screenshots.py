"""Make the pictures of the review page and the report in docs/, from the example scenes.

    .venv/bin/python scripts/screenshots.py

Renders the examples of both current engines into a temporary folder, reviews a few frames as two people would, and
takes the pictures with Debian's chromium.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from synthgen.dataset.event_log import EventLog
from synthgen.dataset.reading import open_dataset
from synthgen.dataset.verdicts import FOLDER

DOCS = Path(__file__).resolve().parents[1] / "docs"
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking".split()
WINDOW = {"width": 1440, "height": 860}


def synthgen(*options: str, may_fail: bool = False) -> None:
    subprocess.run([sys.executable, "-m", "synthgen", *options], check=not may_fail)


def render(root: Path) -> None:
    for engine in ("community", "opengl"):
        options = ("render=hd", "annotate.masks=both", "sampling.count=10")
        synthgen("scene=examples", f"engine={engine}", f"dataset.root={root}", *options)


def review(root: Path) -> None:
    """Verdicts of two people, who do not agree on everything."""
    log = EventLog(root / FOLDER)
    frames = [frame.record.frame_id for frame in open_dataset(root)]

    def say(frame_id: str, judgement: str, reviewer: str, reason: str = "") -> None:
        content = {"frame_id": frame_id, "judgement": judgement, "reason": reason}
        log.append(uuid.uuid4().hex, reviewer, content)

    for number, frame_id in enumerate(frames[::2]):
        say(frame_id, "reject" if number == 3 else "accept", "Ann", "frame is of no use" if number == 3 else "")
    for number, frame_id in enumerate(frames[::4]):
        say(frame_id, "flag" if number == 1 else "accept", "Bob")


def take_review(browser: Browser, root: Path) -> None:
    command = [sys.executable, "-m", "synthgen", "task=review", f"dataset.root={root}", "review.open_browser=false"]
    process = subprocess.Popen([*command, "review.reviewer=Ann"], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    address = next(found.group(0) for line in process.stderr if (found := re.search(r"http://\S+", line)))
    page = _page(browser)
    page.goto(address)
    page.wait_for_selector(".types label")
    _settle(page)
    page.screenshot(path=DOCS / "review_grid.png")
    scene = page.locator('.cell[data-frame*="AreaUnderCurve"]').nth(7)
    scene.click()
    page.wait_for_selector(".objects li")
    page.keyboard.press("m")
    page.locator(".objects button", has_text="MathTex").first.click()
    _settle(page)
    page.screenshot(path=DOCS / "review_frame.png")
    process.send_signal(signal.SIGINT)
    process.wait()


def take_report(browser: Browser, root: Path) -> None:
    # A bound that is broken makes it fail; the report shows that, too.
    synthgen("task=validate", f"dataset.root={root}", "validate.share=0.05", may_fail=True)
    synthgen("task=report", f"dataset.root={root}")
    page = _page(browser)
    page.goto((root / "validation" / "report.html").as_uri())
    _settle(page)
    page.screenshot(
        path=DOCS / "report.png", clip={"x": 0, "y": 0, "width": WINDOW["width"], "height": 1500}, full_page=True
    )


def _page(browser: Browser) -> Page:
    return browser.new_page(viewport={**WINDOW}, color_scheme="dark")  # type: ignore[arg-type]


def _settle(page: Page) -> None:
    page.wait_for_load_state("load")
    page.wait_for_timeout(1500)


def main() -> None:
    os.environ.setdefault("PYTHONPATH", str(DOCS.parent))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder) / "examples"
        render(root)
        review(root)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        take_review(browser, root)
        take_report(browser, root)
        browser.close()


if __name__ == "__main__":
    main()
