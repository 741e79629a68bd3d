"""What a reviewer of a matched video does: look at scene boundaries, and at real frames beside their re-renders."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from drawn_dataset import lesson, scene_ref, write_lessons
from page_driver import Box, Reviewer, Served, Start
from playwright.sync_api import Browser, expect

from synthgen.dataset.boundaries import Boundary, read_boundaries
from synthgen.dataset.origins import remember_origins
from synthgen.dataset.reading import open_dataset
from synthgen.dataset.transfers import TransferredFrame, write_transfers

STRETCHES = [
    {"scene": "lesson.Part0", "scene_class": "Part0", "start_s": 0.0, "end_s": 4.0, "confidence": 0.95},
    {"scene": "lesson.Part1", "scene_class": "Part1", "start_s": 4.0, "end_s": 10.0, "confidence": 0.55},
    {"scene": "lesson.Part2", "scene_class": "Part2", "start_s": 10.0, "end_s": 12.0, "confidence": 0.9},
]


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """Real frames of a video, as task=match transfers them; re-renders are twice as large."""
    rendered, root = tmp_path / "out", tmp_path / "out" / "real"
    write_lessons(root, scenes=1, frames=4)
    (tmp_path / "drawn.py").write_text("class Part0:\n    title = 'Dot products'\n")
    found = rendered / "match" / "found"
    scene = replace(scene_ref("lesson.Part0"), file=tmp_path / "drawn.py", root=tmp_path)
    remember_origins(found, [scene], [])
    lines = []
    for step, frame in enumerate(open_dataset(root)):
        picture = lesson(step).image
        file = found / "raw" / "frames" / "lesson.Part0" / f"{step}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        picture.resize((2 * picture.width, 2 * picture.height)).save(file)
        lines.append(
            TransferredFrame(
                frame_id=frame.record.frame_id,
                video="old.mp4",
                time_s=float(step),
                rendered_frame_id=f"Part0_{step}",
                rendered_image=str(file.relative_to(rendered)),
                scale=0.5,
                dx_px=0.0,
                dy_px=0.0,
                confidence=0.9 - 0.2 * step,
            )
        )
    write_transfers(root, lines)
    report = rendered / "validation" / "metrics" / "match.json"
    report.parent.mkdir(parents=True)
    report.write_text(json.dumps({"videos": [{"video": "old.mp4", "stretches": STRETCHES}]}))
    return root


@pytest.fixture
def served(real: Path, start: Start) -> Served:
    return start(real)


def boundaries(root: Path) -> list[Boundary]:
    return sorted((item for item in read_boundaries(root) if item.is_present), key=lambda item: item.time_s)


def test_scene_boundaries_are_accepted_moved_split_and_merged(browser: Browser, served: Served) -> None:
    ann = Reviewer(browser, served.address, "ann")
    ann.page.click("#tab-boundaries")
    row = ann.page.locator("tbody tr")
    expect(row).to_have_count(3)
    row.nth(0).get_by_role("button", name="Last matched frame, 3.00 s").click()
    ann.page.wait_for_selector('.stage[data-shown="lesson.Part0_0001.500"]')
    ann.keys("Escape")
    row.nth(0).get_by_role("button", name="Accept").click()
    expect(row.nth(0)).to_contain_text("accepted")
    row.nth(1).get_by_role("spinbutton").fill("4.52")
    row.nth(1).get_by_role("spinbutton").press("Enter")
    expect(row.nth(0)).to_contain_text("4.52")  # The scene before it ends where this one starts.
    row.nth(1).get_by_role("button", name="Split").click()
    expect(row).to_have_count(4)
    row.nth(3).get_by_role("button", name="Merge").click()
    expect(row).to_have_count(3)
    ann.wait_saved()
    held = [(item.scene, item.time_s) for item in boundaries(served.root)]
    assert held == [("Part0", 0.0), ("Part1", 4.52), ("Part1", 7.26)]
    ann.page.reload()
    ann.page.click("#tab-boundaries")
    expect(row).to_have_count(3)


def test_a_real_frame_is_seen_beside_its_re_render(browser: Browser, served: Served) -> None:
    ann = Reviewer(browser, served.address, "ann")
    ann.page.select_option("#filter-order", "suspicious")
    ann.wait_doubt("low match confidence", 2)
    ann.pick(0)
    ann.keys("Enter")
    ann.page.wait_for_selector(".objects li")
    ann.wait_text(".code", "title = 'Dot products'")  # The source of the scene that is matched.
    real, rendered = ann.page.locator(".photo"), ann.page.locator(".rendered")
    expect(rendered).to_be_hidden()
    ann.keys("p")
    expect(rendered).to_be_visible()
    ann.wait_text(".frame > .tools", "old.mp4 at")
    alone = ann.box(real)
    assert same(alone, ann.box(rendered))  # In the same place, though it is twice as large.
    ann.keys("p")
    left, right = ann.page.locator(".stage"), ann.page.locator(".mirror")
    wait_width(ann, lambda width_px: width_px < 0.6 * alone["width"])  # Both are fitted into their half.
    before, area = ann.box(real), ann.box(right)
    ann.page.mouse.move(area["x"] + 200, area["y"] + 150)
    ann.page.mouse.wheel(0, -300)
    ann.page.mouse.down()
    ann.page.mouse.move(area["x"] + 240, area["y"] + 130)
    ann.page.mouse.up()
    wait_width(ann, lambda width_px: width_px > 1.3 * before["width"])
    assert same(within(ann.box(real), ann.box(left)), within(ann.box(rendered), ann.box(right)))
    ann.keys("p")
    expect(rendered).to_be_hidden()
    assert ann.mistakes == []


def wait_width(reviewer: Reviewer, reached: Callable[[int], bool]) -> None:
    """Wait for the real picture: the page fits and zooms when the browser draws next."""
    # Asked from here: waiting within the page would evaluate text, which its security policy forbids.
    photo = reviewer.page.locator(".photo")
    deadline_s = time.monotonic() + 30
    while not reached(photo.evaluate("element => element.clientWidth")):
        assert time.monotonic() < deadline_s, "the picture has not become wider or narrower"
        reviewer.page.wait_for_timeout(50)


def within(box: Box, area: Box) -> Box:
    return {**box, "x": box["x"] - area["x"], "y": box["y"] - area["y"]}


def same(one: Box, other: Box) -> bool:
    return all(abs(one[name] - other[name]) < 1 for name in ("x", "y", "width", "height"))
