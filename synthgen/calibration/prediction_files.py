"""Predictions from a file: COCO results (JSON), YOLO text (a folder), CSV. What makes no sense is refused by reason.

COCO   [{"image_id": .., "category_id": .., "bbox": [x, y, width, height], "score": ..}, ...], numbers as exported
YOLO   <picture's name>.txt each, lines `class x_centre y_centre width height score`, lengths as shares
CSV    columns image, label, score, x_min, y_min, x_max, y_max: names of pictures and classes, pixels
"""

from __future__ import annotations

import csv
import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from synthgen.calibration.detectors import Found, Vocabulary
from synthgen.calibration.types import Picture, detections_of
from synthgen.errors import UsageError

OUTSIDE_PX = 1.0
"""How far a box may reach beyond its picture: networks round, and clip late."""
_CSV_COLUMNS = ("image", "label", "score", "x_min", "y_min", "x_max", "y_max")


class Format(StrEnum):
    COCO = "coco"
    YOLO = "yolo"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class _Row:
    """One prediction as it stands in a file, and `where`; None for a picture or class that is not known."""

    where: str
    picture: int | None
    label: int | None
    numbers: tuple[object, ...]
    """x_min, y_min, x_max, y_max, score"""


@dataclass(frozen=True, slots=True)
class FileDetector:
    """Predictions that were made elsewhere. `skip_refused`: leave out and count what is refused, instead of failing."""

    path: Path
    format: Format
    skip_refused: bool = False

    def find(self, vocabulary: Vocabulary) -> Found:
        """Read and check all predictions. Raises UsageError naming each reason, how often, and where first."""
        good, refused, first = [], Counter[str](), dict[str, str]()
        for row in _READERS[self.format](self.path, vocabulary):
            reason = _wrong(row, vocabulary.pictures)
            if reason:
                refused[reason] += 1
                first.setdefault(reason, row.where)
            else:
                x_min, y_min, x_max, y_max, score = (float(str(value)) for value in row.numbers)
                assert row.picture is not None and row.label is not None
                good.append((row.picture, (x_min, y_min, x_max, y_max), row.label, score))
        if refused and not self.skip_refused:
            told = "\n".join(f"  {count} x {reason}, first in {first[reason]}" for reason, count in refused.items())
            raise UsageError(
                f"{self.path}: {refused.total()} of {refused.total() + len(good)} predictions make no sense:\n{told}",
                "correct the file, or leave these out (they are counted) with detector.refused=skip",
            )
        if not good:
            raise UsageError(
                f"{self.path}: there is no prediction in it{' but refused ones' if refused else ''}",
                "check that the detector ran, and on the pictures of dataset.root",
            )
        return Found(detections=detections_of(good), refused=dict(refused))


def _wrong(row: _Row, pictures: tuple[Picture, ...]) -> str:
    """Why a prediction is refused, "" when it is not."""
    if row.picture is None:
        return "a picture that is not judged"
    if row.label is None:
        return "an unknown class"
    numbers = [_number(value) for value in row.numbers]
    if len(numbers) != 5 or None in numbers:
        return "a box or score that is not made of numbers"
    x_min, y_min, x_max, y_max, score = (value if value is not None else math.nan for value in numbers)
    if not math.isfinite(score) or not 0 <= score <= 1:
        return "a score that is not between 0 and 1"
    if not all(math.isfinite(value) for value in (x_min, y_min, x_max, y_max)):
        return "a box that is not finite"
    if x_max <= x_min or y_max <= y_min:
        return "a box without width or height"
    width, height = pictures[row.picture].width_px, pictures[row.picture].height_px
    if min(x_min, y_min) < -OUTSIDE_PX or x_max > width + OUTSIDE_PX or y_max > height + OUTSIDE_PX:
        return "a box that reaches beyond its picture"
    return ""


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _coco(path: Path, vocabulary: Vocabulary) -> Iterator[_Row]:
    try:
        content = json.loads(_text(path))
    except ValueError as error:
        raise UsageError(f"{path} is no JSON: {error}", "name COCO results: a list of predictions") from error
    if not isinstance(content, list):
        raise UsageError(
            f"{path} holds {'an object' if isinstance(content, dict) else 'no list'}, not a list of predictions",
            "name a file of results, not one of annotations",
        )
    categories = vocabulary.category_ids
    for number, item in enumerate(content):
        entry: dict[str, Any] = item if isinstance(item, dict) else {}
        yield _Row(
            f"entry {number}",
            _known(vocabulary.image_ids, entry.get("image_id")),
            _known(categories, entry.get("category_id")),
            (*_corners(entry.get("bbox")), entry.get("score")),
        )


def _corners(xywh: object) -> tuple[object, ...]:
    numbers = [_number(value) for value in xywh] if isinstance(xywh, list) and len(xywh) == 4 else [None]
    if None in numbers:
        return (None,) * 4
    x, y, width, height = (value or 0.0 for value in numbers)
    return x, y, x + width, y + height


def _yolo(path: Path, vocabulary: Vocabulary) -> Iterator[_Row]:
    if not path.is_dir():
        raise UsageError(f"{path} is no folder", "YOLO predictions are a folder with a text file for each picture")
    names = vocabulary.names
    for file in sorted(path.rglob("*.txt")):
        place = names.get(file.stem)
        for number, line in enumerate(_text(file).splitlines(), 1):
            if line.strip():
                yield _yolo_row(f"{file.name} line {number}", line.split(), place, vocabulary)


def _yolo_row(where: str, words: list[str], place: int | None, vocabulary: Vocabulary) -> _Row:
    label = int(words[0]) if words[0].isdecimal() and int(words[0]) < len(vocabulary.classes) else None
    numbers = [_number(word) for word in words[1:]]
    if place is None or len(numbers) != 5 or None in numbers:
        return _Row(where, place, label, ())
    x, y, width, height, score = (value or 0.0 for value in numbers)
    across, along = vocabulary.pictures[place].width_px, vocabulary.pictures[place].height_px
    low, high = (x - width / 2, y - height / 2), (x + width / 2, y + height / 2)
    return _Row(where, place, label, (low[0] * across, low[1] * along, high[0] * across, high[1] * along, score))


def _csv(path: Path, vocabulary: Vocabulary) -> Iterator[_Row]:
    reader = csv.DictReader(_text(path).splitlines())
    if missing := [name for name in _CSV_COLUMNS if name not in (reader.fieldnames or ())]:
        raise UsageError(f"{path} has no column {missing[0]!r}", f"columns: {', '.join(_CSV_COLUMNS)}")
    names, classes = vocabulary.names, {name: place for place, name in enumerate(vocabulary.classes)}
    for row in reader:
        box = (row["x_min"], row["y_min"], row["x_max"], row["y_max"])
        where = f"line {reader.line_num}"
        yield _Row(where, names.get(row["image"]), classes.get(row["label"]), (*box, row["score"]))


def _known(places: Mapping[int, int], number: object) -> int | None:
    return places.get(number) if isinstance(number, int) and not isinstance(number, bool) else None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}: {error}", "check detector.path and detector.format") from error


_READERS = {Format.COCO: _coco, Format.YOLO: _yolo, Format.CSV: _csv}
