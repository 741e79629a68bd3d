"""What detectors are judged on: pictures, the true objects in them, and detections; arrays with one row a box.

Boxes are (n, 4) float64 pixels x_min, y_min, x_max, y_max; `picture` and `label` are (n,) whole numbers, places in the
tuples of pictures and of classes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture. `variant` names what was done to it, "" for one as rendered; `real`: a frame of a real video.
    `source`: where its scene is from."""

    name: str
    scene_id: str
    width_px: int
    height_px: int
    variant: str = ""
    real: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The true objects. `occlusion` and `truncation` are (n,) shares 0..1, NaN where they were not measured."""

    pictures: tuple[Picture, ...]
    classes: tuple[str, ...]
    picture: Indices
    box: Floats
    label: Indices
    occlusion: Floats
    truncation: Floats

    def __len__(self) -> int:
        return len(self.label)

    @property
    def scenes(self) -> tuple[str, ...]:
        """The scene ids, sorted."""
        return tuple(sorted({item.scene_id for item in self.pictures}))

    def of_pictures(self, wanted: Mask) -> Truth:
        """With only the objects of these pictures; `wanted` is (pictures,). The tuple of pictures shrinks, too."""
        kept = wanted[self.picture]
        return Truth(
            pictures=tuple(item for item, keep in zip(self.pictures, wanted, strict=True) if keep),
            classes=self.classes,
            picture=_renumbered(self.picture[kept], wanted),
            box=self.box[kept],
            label=self.label[kept],
            occlusion=self.occlusion[kept],
            truncation=self.truncation[kept],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Detections:
    """What a detector says. `score` is (n,), 0..1."""

    picture: Indices
    box: Floats
    label: Indices
    score: Floats

    def __len__(self) -> int:
        return len(self.score)

    def where(self, wanted: Mask) -> Detections:
        """Those of the mask (n,)."""
        return Detections(
            picture=self.picture[wanted], box=self.box[wanted], label=self.label[wanted], score=self.score[wanted]
        )

    def of_pictures(self, wanted: Mask) -> Detections:
        """Those in these pictures, numbered as in `Truth.of_pictures` of the same mask."""
        kept = self.where(wanted[self.picture])
        return replace(kept, picture=_renumbered(kept.picture, wanted))

    def scored(self, score: Floats) -> Detections:
        """The same boxes with other scores (n,)."""
        return replace(self, score=score)


def detections_of(rows: list[tuple[int, tuple[float, float, float, float], int, float]]) -> Detections:
    """Detections from rows of picture, box, label, score; no rows give none."""
    return Detections(
        picture=np.array([row[0] for row in rows], dtype=np.int64),
        box=np.array([row[1] for row in rows], dtype=np.float64).reshape(-1, 4),
        label=np.array([row[2] for row in rows], dtype=np.int64),
        score=np.array([row[3] for row in rows], dtype=np.float64),
    )


def relative_boxes(pictures: tuple[Picture, ...], picture: Indices, box: Floats) -> Floats:
    """Centre and size as shares of the picture: (n, 4) of cx, cy, w, h."""
    size = np.array([(item.width_px, item.height_px) for item in pictures], dtype=np.float64).reshape(-1, 2)[picture]
    low, high = box[:, :2], box[:, 2:]
    return np.hstack([(low + high) / 2 / size, (high - low) / size])


def _renumbered(picture: Indices, wanted: Mask) -> Indices:
    numbers: NDArray[Any] = np.cumsum(wanted) - 1
    return numbers[picture].astype(np.int64)
