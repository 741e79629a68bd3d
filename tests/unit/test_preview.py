"""The preview shows every frame with its boxes, types and content, hides nothing of it, and needs no network."""

from __future__ import annotations

import json
from collections import Counter
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest
from drawn_dataset import CONFIG, Picture, lesson, scene_ref, write_lessons, write_scene
from PIL import Image

import synthgen.dataset
from synthgen.core.geometry import Box
from synthgen.core.job import Failure, FailureReason
from synthgen.dataset.failures import record_failure
from synthgen.errors import DatasetError
from synthgen.quality.preview_colours import type_colours
from synthgen.quality.preview_labels import FrameLayout, lay_out
from synthgen.quality.preview_sheet import CELL_WIDTH_PX, MAX_PAGE_HEIGHT_PX, Cell, draw_cell
from synthgen.quality.preview_text import fitted, shortened, text_width
from synthgen.tasks.preview import evenly, write_previews

FAILURE = Failure(FailureReason.TEX, "LaTeX Error: <no> such file", "Traceback: <b>", "old/eola/chapter7.py", 122)


class Page(HTMLParser):
    """What stands in a page: elements with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str, css_class: str = "") -> list[dict[str, str]]:
        return [
            found for name, found in self.elements if name == tag and css_class in ["", *found.get("class", "").split()]
        ]

    @property
    def text(self) -> str:
        return " ".join(self.words)


def preview(root: Path) -> Page:
    write_previews(root)
    return Page((root / "preview/index.html").read_text(encoding="utf-8"))


def layout_of(picture: Picture, size: tuple[int, int] = (480, 270)) -> FrameLayout:
    return lay_out(picture.record("s", 0, 0), np.asarray(picture.image.resize(size)))


@pytest.mark.parametrize("step", range(6))
def test_labels_lie_in_the_frame_and_not_over_each_other(step: int) -> None:
    layout = layout_of(lesson(step))
    assert layout.labels
    frame = Box(0, 0, layout.width_px, layout.height_px)
    assert all(frame.contains(label.box) for label in layout.labels)
    assert not any(a.box.intersection(b.box) for a, b in combinations(layout.labels, 2))


def test_labels_say_type_and_content_and_stand_off_the_content() -> None:
    picture = Picture()
    picture.text("MathTex", r"\vec{v} \cdot \vec{w}", (120, 60))
    picture.square(Box(40, 130, 90, 180))
    layout = layout_of(picture)
    said = {(label.kind, label.content) for label in layout.labels}
    assert said == {("Square", ""), ("MathTex", r"\vec{v} \cdot \vec{w}")}
    boxes = [box.box for box in layout.boxes]
    assert not any(label.box.intersection(box) for label in layout.labels for box in boxes)


def test_what_finds_no_room_is_counted() -> None:
    picture = Picture()
    for index in range(400):
        picture.square(Box(index % 20 * 21.0, index // 20 * 12.0, index % 20 * 21.0 + 18, index // 20 * 12.0 + 10))
    layout = layout_of(picture)
    assert len(layout.boxes) == 400
    assert layout.unlabelled == 400 - len(layout.labels) > 0


def test_box_lines_lie_right_outside_the_object() -> None:
    picture = Picture(size=(CELL_WIDTH_PX, 270))
    box = Box(100, 80, 150, 120)
    picture.square(box)
    record = picture.record("s", 0, 0)
    colours = type_colours([("Square", "Shape")])
    page = Image.new("RGB", (CELL_WIDTH_PX, 320))
    draw_cell(page, Cell(record, picture.image, lay_out(record, picture.pixels)), (0, 0), colours)
    drawn = np.asarray(page)[:270, :CELL_WIDTH_PX]
    edge = [drawn[79, 99:151], drawn[120, 99:151], drawn[79:121, 99], drawn[79:121, 150]]
    assert all((line == colours["Square"]).all() for line in edge)
    assert np.array_equal(drawn[80:120, 100:150], picture.pixels[80:120, 100:150])


def test_types_have_colours_of_their_own() -> None:
    types = [(f"{category}{index}", category) for category in ("Text", "Equation", "Shape") for index in range(9)]
    colours = type_colours(types)
    assert len(set(colours.values())) == len(types)
    assert colours == type_colours(reversed(types))


def test_the_page_has_every_frame_and_every_box(tmp_path: Path) -> None:
    write_lessons(tmp_path)
    page = preview(tmp_path)
    frames = list(synthgen.dataset.open(tmp_path))
    shown = [(tmp_path / "preview" / unquote(image["src"])).resolve() for image in page.all("img")]
    assert shown == [frame.path.resolve() for frame in frames]
    assert [figure["id"] for figure in page.all("figure")] == [frame.record.frame_id for frame in frames]
    types = Counter(item.type for frame in frames for item in frame.objects)
    assert Counter(box["data-type"] for box in page.all("rect", "box")) == types
    parts = sum(item.parent_id is not None for frame in frames for item in frame.objects)
    assert len(page.all("rect", "part")) == parts > 0


def test_the_page_asks_nothing_of_anybody(tmp_path: Path) -> None:
    write_lessons(tmp_path)
    page = preview(tmp_path)
    for _, attributes in page.elements:
        for name in ("src", "href", "action"):
            assert not attributes.get(name, "").startswith(("http", "//", "/"))
    assert not page.all("link")
    assert [script for script in page.all("script") if "src" in script] == []


def test_whatever_a_scene_contains_stays_text(tmp_path: Path) -> None:
    picture = Picture()
    nasty = '</script><script>alert("1")</script>&amp;\udc80'
    picture.add('Odd"<Type>', "Odd", nasty, Box(10, 10, 60, 60))
    write_scene(tmp_path, "a#b %41's", [picture])
    write_previews(tmp_path)
    page = Page((tmp_path / "preview/index.html").read_text(encoding="utf-8"))
    assert len(page.all("script")) == 1
    (box,) = page.all("rect", "box")
    assert box["data-type"] == 'Odd"<Type>'
    assert json.loads(box["data-facts"])[1].startswith('</script><script>alert("1")</script>&amp;')
    (image,) = page.all("img")
    assert (tmp_path / "preview" / unquote(image["src"])).is_file()


def test_failures_are_listed_with_their_reason_and_place(tmp_path: Path) -> None:
    write_lessons(tmp_path, scenes=1, frames=2)
    before = tuple(Image.open(write_previews(tmp_path)[0]).size)
    record_failure(tmp_path, scene_ref("lesson.Bad"), FAILURE, CONFIG)
    page = preview(tmp_path)
    for words in ("lesson.Bad", "tex-error", "LaTeX Error: <no> such file", "old/eola/chapter7.py:122"):
        assert words in page.text
    after = tuple(Image.open(tmp_path / "preview/contact_sheet.png").size)
    assert after[0] == before[0]
    assert after[1] > before[1]


def test_many_frames_go_onto_several_pages_of_bounded_height(tmp_path: Path) -> None:
    for index in range(9):
        write_scene(tmp_path, f"lesson.Part{index}", [lesson(step) for step in range(6)])
    page = preview(tmp_path)
    sheets = sorted((tmp_path / "preview").glob("contact_sheet*.png"))
    assert [path.name for path in sheets] == ["contact_sheet.png", "contact_sheet_2.png", "contact_sheet_3.png"]
    assert all(Image.open(path).height <= MAX_PAGE_HEIGHT_PX + 16 for path in sheets)
    links = [link["href"] for link in page.all("a")]
    assert [path.name for path in sheets] == [name for name in links if name.endswith(".png")]


def test_pages_of_an_earlier_longer_sheet_go_away(tmp_path: Path) -> None:
    write_lessons(tmp_path, scenes=1, frames=1)
    (tmp_path / "preview").mkdir()
    (tmp_path / "preview/contact_sheet_2.png").write_bytes(b"old")
    write_previews(tmp_path)
    assert sorted(path.name for path in (tmp_path / "preview").iterdir()) == ["contact_sheet.png", "index.html"]


def test_a_large_dataset_is_shown_by_scenes_spread_over_it(tmp_path: Path) -> None:
    write_lessons(tmp_path, scenes=6, frames=2)
    scenes = synthgen.dataset.open(tmp_path).scenes
    assert [item.scene_id for item in evenly(scenes, 6)] == ["lesson.Part0", "lesson.Part2", "lesson.Part4"]
    assert evenly(scenes, 100) == scenes
    write_previews(tmp_path, max_frames=6)
    page = Page((tmp_path / "preview/index.html").read_text(encoding="utf-8"))
    assert "6 scenes, 12 frames" in page.text
    assert "shown: 3 scenes, evenly spread" in page.text


def test_a_dataset_of_failures_alone_has_a_preview(tmp_path: Path) -> None:
    record_failure(tmp_path, scene_ref("lesson.Bad"), FAILURE, CONFIG)
    assert "1 scene gave no frames" in preview(tmp_path).text


def test_upright_and_tiny_pictures_fit(tmp_path: Path) -> None:
    for index, size in enumerate([(200, 900), (8, 8), (900, 100)]):
        picture = Picture(size=size, background=(255, 255, 255))
        picture.square(Box(2, 2, 7, 7))
        write_scene(tmp_path, f"odd.Part{index}", [picture])
    sheet, _ = write_previews(tmp_path)
    assert Image.open(sheet).width == 1982


def test_a_lost_picture_is_named(tmp_path: Path) -> None:
    write_lessons(tmp_path, scenes=1, frames=1)
    next((tmp_path / "raw/frames/lesson.Part0").iterdir()).unlink()
    with pytest.raises(DatasetError, match=r"cannot read the picture .*lesson\.Part0_0000\.000\.png"):
        write_previews(tmp_path)


def test_long_texts_are_cut_to_fit() -> None:
    assert shortened("  a\n b\t c ", 10) == "a b c"
    assert len(shortened("x" * 100, 10)) == 10
    assert fitted("short", 500, 12) == "short"
    assert text_width(fitted("x" * 300, 100, 12), 12) <= 100
