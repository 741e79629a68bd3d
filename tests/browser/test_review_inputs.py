"""What a review shows besides frames and labels: JEPA pairs, further pictures, a detector, boxes of other tools."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from drawn_dataset import lesson
from hydra import compose, initialize_config_dir
from page_driver import Reviewer, Start, drag, open_frame
from playwright.sync_api import Browser, expect

from synthgen.config import register_schemas, to_settings
from synthgen.dataset.manual import read_boxes
from synthgen.resources import conf_dir
from synthgen.tasks import pairs


def test_context_and_targets_lie_over_the_picture(browser: Browser, root: Path, start: Start) -> None:
    register_schemas()
    with initialize_config_dir(str(conf_dir()), version_base="1.3"):
        composed = compose("config", overrides=["task=pairs", "masks=ijepa", f"dataset.root={root}"])
    assert pairs.run(to_settings(composed)) == 0
    served = start(root)
    ann = Reviewer(browser, served.address, "ann")
    open_frame(ann, 3)
    ann.page.locator(".tools label", has_text="pairs").locator("select").select_option(index=1)
    photo = ann.box(ann.page.locator(".photo"))
    assert ann.page.locator(".patches .context").count() > 0
    target = ann.box(ann.page.locator(".patches .target").first)
    assert photo["x"] - 1 <= target["x"] <= photo["x"] + photo["width"]
    ann.page.locator(".tools label", has_text="pairs").locator("select").select_option("")
    expect(ann.page.locator(".patches rect")).to_have_count(0)


def test_boxes_are_drawn_on_further_pictures_exported_and_imported_again(
    browser: Browser, root: Path, tmp_path: Path, start: Start
) -> None:
    (tmp_path / "photos").mkdir()
    lesson(3).image.save(tmp_path / "photos" / "still.png")
    served = start(root, f"review.pictures=[{tmp_path / 'photos'}]")
    ann = Reviewer(browser, served.address, "ann")
    ann.page.fill("#filter-text", "still")
    ann.wait_text("#count", "1 of 16")
    frame_id = ann.pick(0)
    ann.keys("Enter")
    ann.page.wait_for_selector(f'.stage[data-shown="{frame_id}"]')
    ann.keys("d")
    drag(ann, (0.05, 0.33), (0.24, 0.62))
    ann.page.wait_for_selector(".drawn-list li")
    ann.wait_saved()
    ann.keys("Escape", "Escape")
    ann.page.click("#exchange-button")
    with ann.page.expect_download() as download:
        ann.page.get_by_role("link", name="CVAT").click()
    (box,) = read_boxes(root)
    exported = tmp_path / "corrected.xml"
    exported.write_text(Path(download.value.path()).read_text().replace(f'label="{box.type}"', 'label="Star"'))
    ann.page.set_input_files("#exchange-file", exported)
    ann.wait_text("#exchange-told", "1 boxes on 1 frames")
    assert [(item.box_id, item.type, item.frame_id) for item in read_boxes(root)] == [(box.box_id, "Star", frame_id)]
    exported.write_text("<annotations>")
    ann.page.set_input_files("#exchange-file", exported)
    ann.wait_text("#exchange-told", "Nothing taken over")
    assert ann.mistakes == []


def test_frames_where_a_detector_disagrees_come_first(
    browser: Browser, root: Path, tmp_path: Path, start: Start
) -> None:
    file = tmp_path / "found.csv"
    with file.open("w", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(["image", "label", "score", "x_min", "y_min", "x_max", "y_max"])
        rows.writerow(["lesson.Part1_0002.000", "Circle", 0.99, 40, 90, 90, 140])
    served = start(root, f"detector.path={file}", "detector.format=csv", "review.look_at_pictures=false")
    ann = Reviewer(browser, served.address, "ann")
    ann.page.select_option("#filter-order", "suspicious")
    ann.wait_doubt("detector disagrees", 15)
    open_frame(ann, 0)
    ann.wait_text(".doubts", "Circle (0.99) is seen, the label says Square")
    ann.page.locator(".doubts li", has_text="Circle").hover()
    hint, photo = ann.box(ann.page.locator(".hint rect")), ann.box(ann.page.locator(".photo"))
    assert (hint["x"] - photo["x"]) / photo["width"] == pytest.approx(40 / 480, abs=0.01)
