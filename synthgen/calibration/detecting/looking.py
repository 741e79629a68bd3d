"""What looks at pictures: the protocol of detectors that are given pixels, and a look at all pictures of a dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from synthgen.calibration.detecting.ink import Pixels
from synthgen.calibration.detectors import Found, Vocabulary
from synthgen.calibration.types import Detections, Floats
from synthgen.core.names import did_you_mean
from synthgen.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Sightings:
    """What is seen in one picture: `box` (n, 4) pixels, `label` names of classes, `score` (n,) 0..1; `text`: what was
    read in each box, "" where nothing was."""

    box: Floats
    label: tuple[str, ...]
    score: Floats
    text: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.label)


def seen(rows: Sequence[tuple[Sequence[float], str, float, str]]) -> Sightings:
    """Sightings from rows of box, label, score, text."""
    return Sightings(
        box=np.array([row[0] for row in rows], dtype=np.float64).reshape(-1, 4),
        label=tuple(row[1] for row in rows),
        score=np.array([row[2] for row in rows], dtype=np.float64),
        text=tuple(row[3] for row in rows),
    )


class PictureDetector(Protocol):
    """Something that says what it sees in pictures. `classes`: all labels it may give. `identity` names it and all
    that decides what it says (versions, files, thresholds): the same identity sees the same in the same picture."""

    @property
    def classes(self) -> tuple[str, ...]: ...

    @property
    def identity(self) -> str: ...

    def look(self, pictures: Sequence[Pixels]) -> list[Sightings]:
        """What is seen in each; pictures may differ in size."""
        ...


Progress = Callable[[Sequence[int]], Iterator[int]]
"""Goes through the numbers of pictures and shows how far it is, as `rich.progress.track` does."""


@dataclass(frozen=True, slots=True)
class Onlooker:
    """A detector that looks at the pictures of these `numbers` itself; `pixels` gives each, `batch` at a time."""

    detector: PictureDetector
    pixels: Callable[[int], Pixels]
    numbers: Sequence[int]
    progress: Progress = iter
    batch: int = 8

    def find(self, vocabulary: Vocabulary) -> Found:
        """Look at the pictures. Raises UsageError for a detector that speaks of classes nobody judges."""
        labels = {name: place for place, name in enumerate(vocabulary.classes)}
        for name in self.detector.classes:
            if name not in labels:
                raise UsageError(
                    f"the detector knows the class {name!r}, the dataset does not; "
                    + did_you_mean(name, vocabulary.classes),
                    "choose the classes it was made for: export.classes=coarse or fine, or another detector.classes",
                )
        none = seen([])
        parts = [(np.zeros(0, dtype=np.int64), none.box, np.zeros(0, dtype=np.int64), none.score)]
        for start in self.progress(range(0, len(self.numbers), self.batch)):
            numbers = self.numbers[start : start + self.batch]
            for number, sight in zip(numbers, self.detector.look([self.pixels(one) for one in numbers]), strict=True):
                label = np.array([labels[name] for name in sight.label], dtype=np.int64)
                parts.append((np.full(len(sight), number, dtype=np.int64), sight.box, label, sight.score))
        picture, box, label, score = (np.concatenate(column) for column in zip(*parts, strict=True))
        return Found(detections=Detections(picture=picture, box=box, label=label, score=score))


def without_doubles(box: Floats, score: Floats, most_iou: float) -> list[int]:
    """Rows of `box` (n, 4) to keep, best first: none overlaps a better one by more than `most_iou`."""
    from synthgen.calibration.matching import iou

    order = np.argsort(-score, kind="stable")
    overlaps = iou(box[order], box[order]) > most_iou
    kept: list[int] = []
    gone = np.zeros(len(order), dtype=bool)
    for place, row in enumerate(order.tolist()):
        if not gone[place]:
            kept.append(row)
            gone |= overlaps[place]
    return kept
