"""Which detection found which object: COCO's greedy one-to-one rule, within a class and a picture.

Detections choose in order of score (ties: as given), each the free object it overlaps most; a second detection of the
same object is a false positive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthgen.calibration.types import Detections, Floats, Indices, Mask, Truth

_NONE = -1


@dataclass(frozen=True, slots=True)
class Matches:
    """`truth` (detections,): the row of the object that was found, -1 for a false positive; `iou` (detections,): how
    well, 0 for a false positive."""

    truth: Indices
    iou: Floats

    @property
    def hit(self) -> Mask:
        hit: Mask = self.truth != _NONE
        return hit


def match(truth: Truth, found: Detections, min_iou: float = 0.5, by_class: bool = True) -> Matches:
    """Match detections with objects of an IoU of at least `min_iou`; 0 asks for any overlap at all.

    `by_class=False` matches whatever the labels are, which tells the confusion between classes.
    """
    result = Matches(np.full(len(found), _NONE, dtype=np.int64), np.zeros(len(found)))
    for objects, detections in _together(truth, found, by_class):
        order = detections[np.argsort(-found.score[detections], kind="stable")]
        overlaps = iou(found.box[order], truth.box[objects])
        taken = np.zeros(len(objects), dtype=bool)
        for place, row in enumerate(order):
            best = _best(overlaps[place], taken, min_iou)
            if best is not None:
                taken[best] = True
                result.truth[row], result.iou[row] = objects[best], overlaps[place, best]
    return result


def iou(first: Floats, second: Floats) -> Floats:
    """Intersection over union of all pairs: (n, 4) and (m, 4) give (n, m); 0 where a union has no area."""
    low = np.maximum(first[:, None, :2], second[None, :, :2])
    high = np.minimum(first[:, None, 2:], second[None, :, 2:])
    shared = np.prod(np.clip(high - low, 0, None), axis=2)
    union = _area(first)[:, None] + _area(second)[None] - shared
    quotient: Floats = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    return quotient


def _best(overlaps: Floats, taken: Mask, min_iou: float) -> int | None:
    free = np.where(taken, -1.0, overlaps)
    # Of equal ones COCO's evaluation takes the last.
    best = len(free) - 1 - int(np.argmax(free[::-1]))
    # COCO lets a full overlap count at a threshold of 1, whatever the rounding.
    enough = free[best] >= min(min_iou, 1 - 1e-10) and free[best] > 0
    return best if enough else None


def _together(truth: Truth, found: Detections, by_class: bool) -> Iterator[tuple[Indices, Indices]]:
    """The rows of objects and of detections that may be matched, where there are both."""
    objects = _groups(truth.picture, truth.label, by_class)
    for key, detections in _groups(found.picture, found.label, by_class).items():
        if key in objects:
            yield objects[key], detections


def _groups(picture: Indices, label: Indices, by_class: bool) -> dict[tuple[int, int], Indices]:
    groups: dict[tuple[int, int], list[int]] = {}
    for row, (place, kind) in enumerate(zip(picture.tolist(), label.tolist(), strict=True)):
        groups.setdefault((place, kind if by_class else 0), []).append(row)
    return {key: np.array(rows, dtype=np.int64) for key, rows in groups.items()}


def _area(box: Floats) -> NDArray[np.float64]:
    area: Floats = np.prod(np.clip(box[:, 2:] - box[:, :2], 0, None), axis=1)
    return area
