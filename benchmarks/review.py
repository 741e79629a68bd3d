"""How fast a review of many frames opens, and how much memory its server takes.

    python benchmarks/review.py FOLDER [FRAMES]

FOLDER holds the dataset that is reviewed; where it is missing, one is made there first (10,000 frames of 1280x720 by
default). Measured are the seconds from the command, and from opening the address, to the first picture
on the page; and the resident memory of the server with its helper once every record is known, and after a walk
through the whole grid. What an earlier run cached is deleted first. Needs Debian's chromium and the `dev` extra.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
from playwright.sync_api import Page, sync_playwright

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests" / "unit")]

from drawn_dataset import Picture, write_scene  # noqa: E402

from synthgen.core.geometry import Box  # noqa: E402
from synthgen.dataset.layout import Layout  # noqa: E402

FRAMES_PER_SCENE = 50
SIZE = (1280, 720)
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking".split()
FIRST_PICTURE = "[...document.querySelectorAll('.cell img')].some((image) => image.complete && image.naturalWidth > 0)"


def draw(root: Path, frames: int) -> None:
    """A dataset with about 16 objects a frame: one scene is drawn, the others are copies of it under other names."""
    chance = random.Random(0)
    first = "drawn.Scene0000"
    write_scene(root, first, [_picture(chance, step) for step in range(FRAMES_PER_SCENE)])
    for number in range(1, frames // FRAMES_PER_SCENE):
        _copy_scene(Layout(root), first, f"drawn.Scene{number:04}")


def _copy_scene(layout: Layout, old: str, new: str) -> None:
    layout.scene_frames(new).mkdir()
    for picture in layout.scene_frames(old).iterdir():
        shutil.copyfile(picture, layout.scene_frames(new) / picture.name.replace(old, new))
    records = layout.scene_annotations(old).read_text().replace(old, new)
    layout.scene_annotations(new).write_text(records)
    manifest = json.loads(layout.scene_manifest(old).read_text().replace(old, new))
    manifest["annotations"]["sha256"] = hashlib.sha256(records.encode()).hexdigest()
    layout.scene_manifest(new).write_text(json.dumps(manifest))


def _picture(chance: random.Random, step: int) -> Picture:
    picture = Picture(SIZE)
    picture.text("Text", f"A lesson in {step + 1} steps", (400, 20), size=40)
    picture.number_line(640, labels=9)
    for _ in range(6):
        x, y, side = chance.uniform(20, 1100), chance.uniform(90, 500), chance.uniform(20, 120)
        picture.square(Box(round(x), round(y), round(x + side), round(y + side)))
    return picture


def serve(root: Path) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "synthgen", "task=review", f"dataset.root={root}", "review.open_browser=false"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    process = subprocess.Popen(command, cwd=root.parent, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"http://\S+", line):
            return process, found.group(0)
    raise SystemExit("the server did not start")


def memory_mb(process: subprocess.Popen[str]) -> float:
    """Resident memory of the server and the process that looks at pictures."""
    server = psutil.Process(process.pid)
    return sum(one.memory_info().rss for one in [server, *server.children(recursive=True)]) / 1e6


def wait(page: Page, condition: str) -> None:
    while not page.evaluate(condition):
        time.sleep(0.01)


def measure(root: Path, page: Page) -> None:
    shutil.rmtree(root / "review", ignore_errors=True)
    started = time.perf_counter()
    process, address = serve(root)
    served = time.perf_counter()
    page.goto(address, wait_until="commit")
    wait(page, FIRST_PICTURE)
    shown = time.perf_counter()
    print(f"command to address        {served - started:6.2f} s")
    print(f"address to first picture  {shown - served:6.2f} s")
    print(f"command to first picture  {shown - started:6.2f} s")
    wait(page, "!document.querySelector('#gathering').textContent.startsWith('reading')")
    wait(page, "document.querySelectorAll('.types label').length > 0")
    print(f"every record known        {time.perf_counter() - started:6.2f} s, server {memory_mb(process):.0f} MB")
    peak_mb = 0.0
    for step in range(60):
        page.evaluate(
            f"document.querySelector('#grid').scrollTop = {step} / 60 * document.querySelector('#grid').scrollHeight"
        )
        wait(page, FIRST_PICTURE)
        peak_mb = max(peak_mb, memory_mb(process))
    print(f"walk through the grid     {peak_mb:6.0f} MB at most")
    process.send_signal(signal.SIGINT)
    process.wait()


def main() -> None:
    root, frames = Path(sys.argv[1]).absolute(), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    if not root.exists():
        draw(root, frames)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto("about:blank")
        measure(root, page)
        browser.close()


if __name__ == "__main__":
    main()
