"""AP and AR as pycocotools computes them: it does the work, on data handed over in memory.

A slice (large objects, occluded ones, ...) is judged the way COCO judges its sizes: objects outside it are neither
asked for nor counted against who finds them.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from synthgen.calibration.types import Detections, Floats, Indices, Mask, Truth

_INSIDE, _OUTSIDE = 1.0, 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """AP over IoU 0.5..0.95, at 0.5 and at 0.75; AR with `most` detections a picture and class. None: no objects."""

    ap: float | None
    ap50: float | None
    ap75: float | None
    ar: float | None


class Evaluation:
    """Detections held against the truth once, to be summed up for all pictures, for samples of them and by class.

    `objects` (truth,) and `detections` (found,) are the slice, None for all. `most`: the detections of a class in a
    picture that count, those of highest score (COCO: 100).
    """

    def __init__(
        self,
        truth: Truth,
        found: Detections,
        objects: Mask | None = None,
        detections: Mask | None = None,
        most: int = 100,
    ) -> None:
        self._truth = truth
        # Classes without an object have no AP; going through a whole vocabulary for them takes most of the time.
        self._classes = np.unique(truth.label).tolist()
        with contextlib.redirect_stdout(io.StringIO()):
            self._judge = _judge(truth, found, self._classes, objects, detections, most)
            self._judge.evaluate()
        self._per_picture = self._judge.evalImgs

    def all(self) -> Precision:
        """Of all pictures."""
        return self.of_pictures(np.arange(len(self._truth.pictures)))

    def of_pictures(self, pictures: Indices) -> Precision:
        """Of these pictures (numbers, with repetitions where a sample drew one twice)."""
        precision, recall = self._accumulated(pictures)
        return _summed(precision, recall)

    def by_class(self) -> dict[str, Precision]:
        """Of each class there are objects of."""
        precision, recall = self._accumulated(np.arange(len(self._truth.pictures)))
        tables = {
            self._truth.classes[label]: _summed(precision[:, :, [place]], recall[:, [place]])
            for place, label in enumerate(self._classes)
        }
        return {name: table for name, table in tables.items() if table.ap is not None}

    def _accumulated(self, pictures: Indices) -> tuple[Floats, Floats]:
        """Precision (IoU thresholds, recalls, classes) and recall (IoU thresholds, classes), -1 without objects."""
        classes, count = len(self._classes), len(self._truth.pictures)
        judge = self._judge
        # Lies by class, then picture; the accumulation goes by the place of a picture in the list, not by its number.
        judge.evalImgs = [self._per_picture[kind * count + int(one)] for kind in range(classes) for one in pictures]
        judge.params.imgIds = judge._paramsEval.imgIds = list(range(len(pictures)))
        with contextlib.redirect_stdout(io.StringIO()):
            judge.accumulate()
        return judge.eval["precision"][:, :, :, 0, 0], judge.eval["recall"][:, :, 0, 0]


def _judge(
    truth: Truth,
    found: Detections,
    classes: Sequence[int],
    objects: Mask | None,
    detections: Mask | None,
    most: int,
) -> Any:
    from pycocotools.cocoeval import COCOeval

    judge = COCOeval(
        _coco(truth, _rows(truth.picture, truth.box, truth.label, objects)),
        _coco(truth, _rows(found.picture, found.box, found.label, detections, found.score)),
        "bbox",
    )
    judge.params.imgIds, judge.params.catIds = list(range(len(truth.pictures))), list(classes)
    # `area` is what slices are told by: COCO ignores what lies outside the range.
    judge.params.areaRng, judge.params.areaRngLbl = [[_INSIDE, _INSIDE]], ["all"]
    judge.params.maxDets = [most]
    return judge


def _coco(truth: Truth, rows: Sequence[dict[str, Any]]) -> Any:
    from pycocotools.coco import COCO

    data = COCO()
    data.dataset = {
        "images": [{"id": number} for number in range(len(truth.pictures))],
        "categories": [{"id": number} for number in range(len(truth.classes))],
        "annotations": rows,
    }
    data.createIndex()
    return data


def _rows(
    picture: Indices, box: Floats, label: Indices, inside: Mask | None, score: Floats | None = None
) -> list[dict[str, Any]]:
    xywh = np.hstack([box[:, :2], box[:, 2:] - box[:, :2]]).tolist()
    rows = [
        {
            # 0 would read as "not matched".
            "id": row + 1,
            "image_id": int(picture[row]),
            "category_id": int(label[row]),
            "bbox": xywh[row],
            "iscrowd": 0,
            "area": _INSIDE if inside is None or inside[row] else _OUTSIDE,
        }
        for row in range(len(label))
    ]
    return rows if score is None else [item | {"score": float(value)} for item, value in zip(rows, score, strict=True)]


def _summed(precision: Floats, recall: Floats) -> Precision:
    def mean(values: Floats) -> float | None:
        known = values[values > -1]
        return float(known.mean()) if known.size else None

    # Thresholds are 0.5, 0.55, ..., 0.95.
    return Precision(ap=mean(precision), ap50=mean(precision[0]), ap75=mean(precision[5]), ar=mean(recall))
