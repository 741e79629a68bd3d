"""A detector that learned from a dataset which proposals are objects, and of which class: a file of numbers."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from synthgen.calibration.detecting.features import FEATURES, features
from synthgen.calibration.detecting.forest import Forest, from_arrays
from synthgen.calibration.detecting.ink import Ink, Pixels, ink_of
from synthgen.calibration.detecting.looking import PictureDetector, Sightings, seen, without_doubles
from synthgen.calibration.detecting.proposals import Proposals, propose
from synthgen.errors import UsageError

_FORMAT = "synthgen detector 1"
_LEAST_SCORE = 0.05
_MOST_IOU = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """`forest` gives each proposal a share for every class of `classes`, and one, the last, for being no object.
    `reader` is what reads text in pictures, `scenes` the ids of those it learned from, `key` the hash of its file."""

    classes: tuple[str, ...]
    forest: Forest
    reader: PictureDetector
    scenes: frozenset[str] = frozenset()
    key: str = ""

    @property
    def identity(self) -> str:
        return f"trained {self.key} {self.reader.identity}"

    def look(self, pictures: Sequence[Pixels]) -> list[Sightings]:
        reads = self.reader.look(pictures)
        return [self._look(picture, read) for picture, read in zip(pictures, reads, strict=True)]

    def _look(self, picture: Pixels, read: Sightings) -> Sightings:
        ink, proposals = proposed(picture, read)
        box = proposals.box
        share = self.forest.predict(features(picture, ink, proposals, read, np.arange(len(box))))
        found: list[tuple[list[float], str, float, str]] = []
        for number, name in enumerate(self.classes):
            likely = np.flatnonzero(share[:, number] > _LEAST_SCORE)
            for row in likely[without_doubles(box[likely], share[likely, number], _MOST_IOU)]:
                found.append((box[row].tolist(), name, float(share[row, number]), ""))
        return seen(found)


def proposed(picture: Pixels, read: Sightings) -> tuple[Ink, Proposals]:
    """The ink of a picture and what may be objects in it, within its edges."""
    ink = ink_of(picture)
    proposals = propose(ink, read.box)
    height, width = picture.shape[:2]
    return ink, replace(proposals, box=proposals.box.clip(0, [width, height, width, height]))


def to_bytes(detector: Trained) -> bytes:
    """The content of the file that `load` reads."""
    about = {"format": _FORMAT, "classes": detector.classes, "scenes": sorted(detector.scenes)}
    stream = BytesIO()
    arrays: dict[str, Any] = {"about": np.array(json.dumps(about)), **detector.forest.as_arrays()}
    np.savez_compressed(stream, **arrays)
    return stream.getvalue()


def load(path: Path, reader: PictureDetector) -> Trained:
    """Read a detector. Raises UsageError for a file that is none."""
    try:
        data = path.read_bytes()
        with np.load(BytesIO(data), allow_pickle=False) as arrays:
            about = json.loads(str(arrays["about"]))
            if about["format"] != _FORMAT:
                raise ValueError(f"format is {about['format']!r}, not {_FORMAT!r}")
            forest = from_arrays(arrays)
        classes = tuple(str(name) for name in about["classes"])
        scenes = frozenset(str(name) for name in about["scenes"])
        if forest.share.shape[1] != len(classes) + 1 or forest.feature.max() >= FEATURES:
            raise ValueError("the forest does not fit the classes or features")
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise UsageError(
            f"{path} is no trained detector: {type(error).__name__}: {error}",
            "name a detector.npz of task=train_detector",
        ) from error
    key = hashlib.sha256(data).hexdigest()[:16]
    return Trained(classes=classes, forest=forest, reader=reader, scenes=scenes, key=key)
