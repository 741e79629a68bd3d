"""Text read in a real picture against what the re-render's objects say there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from synthgen.core.annotation import ObjectRecord
from synthgen.core.geometry import Box
from synthgen.core.snapshot import PixelArray
from synthgen.matching.pictures import Similarity
from synthgen.matching.transfer import mapped

_WRITTEN = ("Text", "Equation")
_LEAST_OPACITY, _LEAST_VISIBILITY, _MOST_TRUNCATION = 0.3, 0.9, 0.01
_SMALLEST_PX = 10.0
"""Nobody reads lower lettering than this in the real picture."""
_FEWEST_LETTERS = 2
"""A lone letter is as often read wrong as right."""
_MARGIN = 0.25
"""Words belong to a text if their centre is in its box, grown by this share of its height."""
_TEX_BREAK = re.compile(r"\\\\|\\[,;: ]|~")
_TEX_ESCAPED = re.compile(r"\\([#$%&_])")
_TEX_CONTROL = re.compile(r"[\\{}^_$&]")
_NOT_COMPARED = re.compile(r"[\s'\"`\u2018\u2019\u201c\u201d]")


@dataclass(frozen=True, slots=True)
class Word:
    """What was read, and where (pixels of the picture)."""

    text: str
    box: Box


Reader = Callable[[PixelArray], Sequence[Word]]
"""Reads the words of a picture, line after line."""


@dataclass(frozen=True, slots=True)
class TextScore:
    """What an object says, what was read in its place, and how alike the two are.

    `similarity`: 1 - Levenshtein distance / length of the longer, without spaces, quotation marks and case.
    """

    annotated: str
    read: str
    similarity: float


def score_texts(texts: Iterable[tuple[str, Box]], words: Sequence[Word]) -> list[TextScore]:
    """A score for each text and its box, in pixels of the picture that the words were read in."""
    return [_scored(text, [word.text for word in words if _is_in(word.box, box)]) for text, box in texts]


def written(objects: Iterable[ObjectRecord], place: Similarity) -> Iterator[tuple[str, Box]]:
    """The texts that can be read in the real picture, and where; formulas only if they are set as they are typed.

    `place` takes pixels of the re-render to those of the real picture.
    """
    for item in objects:
        text, box = plain(item.content), mapped(item.bbox, place)
        if text and item.content != item.class_name and box.height >= _SMALLEST_PX and _is_legible(item):
            yield text, box


def plain(content: str) -> str:
    """The content as it is read, "" for what TeX sets otherwise than it is typed, and for what is too short."""
    spaced = _TEX_BREAK.sub(" ", content)
    if _TEX_CONTROL.search(_TEX_ESCAPED.sub("", spaced)):
        return ""
    text = _TEX_ESCAPED.sub(r"\1", spaced)
    return text if len(_compared(text)) >= _FEWEST_LETTERS else ""


def _is_legible(item: ObjectRecord) -> bool:
    """Whether it is whole on screen, and not in an animation, in which it may be half written."""
    return (
        item.category in _WRITTEN
        and item.state == "still"
        and item.opacity >= _LEAST_OPACITY
        and (item.truncation is None or item.truncation <= _MOST_TRUNCATION)
        and (item.visibility is None or item.visibility >= _LEAST_VISIBILITY)
    )


def _scored(text: str, words: Sequence[str]) -> TextScore:
    read = " ".join(words)
    similarity = Levenshtein.normalized_similarity(_compared(text), _compared(read))
    return TextScore(text, read, round(similarity, 4))


def _compared(text: str) -> str:
    return _NOT_COMPARED.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _is_in(word: Box, box: Box) -> bool:
    (x, y), grown = word.center, box.grown(_MARGIN * box.height)
    return grown.x_min <= x <= grown.x_max and grown.y_min <= y <= grown.y_max
