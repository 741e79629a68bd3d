"""Text read in real pictures against annotated content: what is compared with what, and how alike it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from synthgen.core.annotation import ObjectRecord
from synthgen.core.geometry import Box
from synthgen.matching.pictures import Similarity
from synthgen.matching.reading import Word, plain, score_texts, written

TITLE = ObjectRecord(
    instance_id=1,
    type="Text",
    category="Text",
    class_name="Text",
    content="Dot products",
    bbox=Box(10, 10, 110, 22),
    z_index=0,
    opacity=1.0,
)


@pytest.mark.parametrize(
    ("content", "read_as"),
    [
        ("Dot products", "Dot products"),
        ("x + 1 = 42", "x + 1 = 42"),
        (r"two \\ lines", "two   lines"),
        (r"\# Collisions: 5\%", "# Collisions: 5%"),
        (r"\frac{1}{2}", ""),
        ("x^2", ""),
        ("$x$ is", ""),
        ("A", ""),
        ("", ""),
    ],
)
def test_only_what_is_set_as_it_is_typed_is_compared(content: str, read_as: str) -> None:
    assert plain(content) == read_as


def test_boxes_are_those_of_the_real_picture_and_what_nobody_can_read_is_left_out() -> None:
    place = Similarity(2.0, 5, -3)
    assert list(written([TITLE], place)) == [("Dot products", Box(25, 17, 225, 41))]
    unreadable = [
        replace(TITLE, state="Write"),
        replace(TITLE, opacity=0.2),
        replace(TITLE, visibility=0.5),
        replace(TITLE, truncation=0.3),
        replace(TITLE, category="Shape"),
        replace(TITLE, content="Matrix", class_name="Matrix"),
        replace(TITLE, bbox=Box(10, 10, 110, 14)),
    ]
    assert list(written(unreadable, place)) == []


def test_words_go_to_the_text_they_lie_in_and_the_similarity_is_an_edit_distance() -> None:
    words = [
        Word("two", Box(10, 10, 40, 20)),
        Word("lines", Box(45, 10, 80, 20)),
        Word("Of", Box(10, 25, 25, 35)),
        Word("texf", Box(30, 25, 60, 35)),
        Word("beside", Box(100, 10, 150, 20)),
    ]
    both = score_texts([("Two lines of text", Box(8, 8, 82, 37)), ("'beside'", Box(98, 8, 152, 22))], words)
    assert [score.read for score in both] == ["two lines Of texf", "beside"]
    # One of 14 letters is wrong; case, spaces and quotation marks do not count.
    assert [score.similarity for score in both] == [pytest.approx(13 / 14, abs=1e-4), 1.0]
    (missing,) = score_texts([("gone", Box(200, 200, 240, 210))], words)
    assert (missing.read, missing.similarity) == ("", 0.0)
