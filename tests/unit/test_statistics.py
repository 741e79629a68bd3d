"""Statistics of a dataset: counts that are right, a page that needs nothing else, for any dataset."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from drawn_dataset import Picture, lesson, write_lessons, write_scene

from synthgen.core.geometry import Box
from synthgen.errors import DatasetError
from synthgen.quality.overlap import box_overlaps, covered_share
from synthgen.quality.statistics import as_numbers, balance, evenness, gather
from synthgen.quality.statistics_page import statistics_html
from synthgen.sources.procedural.request import ProceduralRequest
from synthgen.tasks.statistics import asked_and_achieved, write_statistics


def numbers(root: Path) -> dict[str, object]:
    write_statistics(root)
    found: dict[str, object] = json.loads((root / "processed/metadata/statistics.json").read_text())
    return found


def test_counts_are_those_of_the_records(tmp_path: Path) -> None:
    """Frames, scenes, objects by type and category, as drawn."""
    write_lessons(tmp_path, scenes=2, frames=4)
    found = numbers(tmp_path)
    pictures = [lesson(step + scene) for scene in range(2) for step in range(4)]
    objects = [item for picture in pictures for item in picture.objects]
    assert (found["scenes"], found["frames"], found["objects"]) == (2, 8, len(objects))
    squares = found["types"]["Square"]  # type: ignore[index]
    assert squares["objects"] == sum(item.type == "Square" for item in objects)
    assert squares["frames"] == sum(any(item.type == "Square" for item in picture.objects) for picture in pictures)
    assert squares["scenes"] == 2 and squares["category"] == "Shape"


def test_positions_and_sizes_fall_into_their_cells() -> None:
    """A square in the top left corner, an eighth as wide as the frame, is counted in just that cell."""
    picture = Picture(size=(320, 180))
    picture.square(Box(0.0, 0.0, 40.0, 20.0))
    found = as_numbers(gather([picture.record("s", 0, 0)]))
    assert found["positions"][0][1] == 1 and sum(map(sum, found["positions"])) == 1
    across, along = 3, 3
    assert found["box_sizes"]["cells"][along][len(found["box_sizes"]["cells"]) - 1 - across] == 1


def test_objects_outside_the_frame_have_no_position() -> None:
    picture = Picture()
    picture.square(Box(-100.0, 0.0, -10.0, 50.0))
    found = as_numbers(gather([picture.record("s", 0, 0)]))
    assert found["objects"] == 1 and sum(map(sum, found["positions"])) == 0


def test_types_that_are_seen_together_are_counted_by_frame() -> None:
    pictures = [lesson(step) for step in range(4)]
    records = [picture.record("s", i, i) for i, picture in enumerate(pictures)]
    found = as_numbers(gather(records))["together"]
    row, column = found["types"].index("Arrow"), found["types"].index("Square")
    both = sum({"Arrow", "Square"} <= {item.type for item in record.objects} for record in records)
    assert both > 0 and found["frames"][row][column] == found["frames"][column][row] == both


def test_shares_keep_nothing_zero_and_undefined_apart() -> None:
    """What was not measured is no zero; a whole object is not in the first tenth."""
    picture = Picture()
    for _ in range(4):
        picture.square(Box(10.0, 10.0, 40.0, 40.0))
    shares = (None, 0.0, 0.05, 1.0)
    picture.objects = [replace(item, occlusion=share) for item, share in zip(picture.objects, shares, strict=True)]
    occlusion = as_numbers(gather([picture.record("s", 0, 0)]))["occlusion"]
    assert occlusion == {"mean": 0.35, "none": 1, "tenths": [1, 0, 0, 0, 0, 0, 0, 0, 0, 1], "undefined": 1}


def test_overlap_is_that_of_boxes_but_not_with_own_parts() -> None:
    """Two squares share half their boxes; a part of the first lies a sixth in the second."""
    picture = Picture(size=(200, 100))
    for box in (Box(0.0, 0.0, 40.0, 40.0), Box(20.0, 0.0, 60.0, 40.0), Box(10.0, 10.0, 22.0, 20.0)):
        picture.square(box)
    whole, other, part = picture.record("s", 0, 0).objects
    record = replace(picture.record("s", 0, 0), objects=(whole, other, replace(part, parent_id=whole.instance_id)))
    assert box_overlaps(record) == pytest.approx([0.5, 0.5, 2 / 12])
    assert covered_share(record) == pytest.approx(60 * 40 / (200 * 100))


@pytest.mark.parametrize(
    ("counts", "expected"), [([5, 5, 5], 1.0), ([9, 0, 0], 0.0), ([], None), ([4], None), ([0, 0], None)]
)
def test_evenness_goes_from_all_in_one_place_to_all_alike(counts: list[int], expected: float | None) -> None:
    assert evenness(counts) == (expected if expected is None else pytest.approx(expected))


def test_evenness_of_a_more_even_dataset_is_higher() -> None:
    even, uneven = Picture(), Picture()
    for picture, names in ((even, ["Text", "MathTex"] * 3), (uneven, ["Text"] * 5 + ["MathTex"])):
        for index, name in enumerate(names):
            picture.text(name, "x", (20.0 * index, 10.0))
    values = [dict(balance(gather([picture.record("s", 0, 0)]))) for picture in (even, uneven)]
    name = "objects over the types that occur"
    assert (values[0][name] or 0) > (values[1][name] or 0)


def test_an_empty_dataset_is_no_error() -> None:
    """A run whose every scene failed still gets a page, with nothing in it."""
    page = statistics_html("empty", gather([]))
    assert "0 scenes, 0 frames" in page and "nothing" in page


def test_no_dataset_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no dataset"):
        write_statistics(tmp_path)


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]


def test_the_page_needs_no_other_file_and_says_what_was_asked(tmp_path: Path) -> None:
    """No link and no script from elsewhere; requests stand beside what was made."""
    write_scene(tmp_path, "lesson.One", [lesson(3)])
    page = write_statistics(tmp_path, ProceduralRequest(count=7, hard_share=0.25)).read_text()
    assert _Page(page).links == [] and "http" not in page
    assert "objects over the types that occur" in asked_and_achieved(tmp_path)
    write_statistics(tmp_path)
    assert asked_and_achieved(tmp_path) == ""
    assert "7 asked, 0 made" in page and "25% asked" in page
    assert "Dot products" not in page


def test_the_same_dataset_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_lessons(tmp_path / name / "data")
    pages = [write_statistics(tmp_path / name / "data") for name in ("a", "b")]
    assert pages[0].read_bytes() == pages[1].read_bytes()
    texts = [page.with_suffix(".json").read_bytes() for page in pages]
    assert texts[0] == texts[1]
