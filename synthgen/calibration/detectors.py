"""What a detector is: something that says what it finds in pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from synthgen.calibration.types import Detections, Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What files may call pictures and classes, each to its place in the tuples of `Truth`.

    `image_ids`, `category_ids` are the numbers of a COCO export (classes from 1), `names` the pictures' names; YOLO's
    class numbers are places already.
    """

    pictures: tuple[Picture, ...]
    classes: tuple[str, ...]
    image_ids: Mapping[int, int]

    @property
    def names(self) -> dict[str, int]:
        return {item.name: place for place, item in enumerate(self.pictures)}

    @property
    def category_ids(self) -> dict[int, int]:
        return {place + 1: place for place in range(len(self.classes))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Detections, and what was not taken: counts by reason."""

    detections: Detections
    refused: Mapping[str, int] = field(default_factory=dict)


class Detector(Protocol):
    """Anything that can be judged: a file of predictions, a network, a hand-made finder of shapes."""

    def find(self, vocabulary: Vocabulary) -> Found:
        """What is found in all pictures of the vocabulary. Raises UsageError."""
        ...
