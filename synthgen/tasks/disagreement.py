"""Where a detector and the labels disagree: the frames that a review should show first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from synthgen.calibration.matching import match
from synthgen.calibration.prediction_files import FileDetector
from synthgen.calibration.types import Detections, Floats, Truth
from synthgen.quality.review.suspicion import DETECTOR_DOUBT, Doubt
from synthgen.tasks.judged import judged_spec, read_judged
from synthgen.tasks.settings import Settings

_SURE = 0.5
"""From this confidence on a detection counts as a statement that there is an object."""
_AWARE = 0.1
"""An object is overlooked when not even a detection of this confidence lies on it."""
_HIDDEN = 0.5
"""Nobody can be asked to find what is occluded or cut off by more than this share."""
_MISSED = 0.3


def detector_doubts(settings: Settings) -> Mapping[str, Sequence[Doubt]]:
    """By frame id what the predictions at `detector.path` say against the labels.

    Raises UsageError and DatasetError as task=calibrate does.
    """
    wanted = settings.detector
    assert wanted.path is not None
    judged = read_judged(settings.dataset.root, judged_spec(settings, settings.export.grain))
    found = FileDetector(wanted.path, wanted.format, wanted.skip_refused).find(judged.vocabulary).detections
    doubts: dict[str, list[Doubt]] = defaultdict(list)
    min_iou = settings.calibrate.options.iou
    for place, doubt in [*_unlabelled(judged.truth, found, min_iou), *_missed(judged.truth, found, min_iou)]:
        doubts[judged.truth.pictures[place].name].append(doubt)
    return doubts


def _unlabelled(truth: Truth, found: Detections, min_iou: float) -> list[tuple[int, Doubt]]:
    """Confident detections without a label of their class: of another class, or of none. By picture."""
    sure = found.where(found.score >= _SURE)
    wrong = sure.where(~match(truth, sure, min_iou).hit)
    under = match(truth, wrong, min_iou, by_class=False).truth
    doubts = []
    for row in range(len(wrong)):
        name, score = truth.classes[wrong.label[row]], float(wrong.score[row])
        there = f"the label says {truth.classes[truth.label[under[row]]]}" if under[row] >= 0 else "there is no label"
        doubt = Doubt(
            DETECTOR_DOUBT, 0.7 * score, f"{name} ({score:.2f}) is seen, {there}", bbox=_edges(wrong.box[row])
        )
        doubts.append((int(wrong.picture[row]), doubt))
    return doubts


def _missed(truth: Truth, found: Detections, min_iou: float) -> list[tuple[int, Doubt]]:
    """Objects in plain view that no detection of any class lies on. By picture."""
    aware = found.where(found.score >= _AWARE)
    matched = match(truth, aware, min_iou, by_class=False)
    # NaN, where nothing was measured, is not hidden.
    missed = ~((truth.occlusion > _HIDDEN) | (truth.truncation > _HIDDEN))
    missed[matched.truth[matched.hit]] = False
    return [
        (
            int(truth.picture[row]),
            Doubt(
                DETECTOR_DOUBT,
                _MISSED,
                f"{truth.classes[truth.label[row]]} is labelled, and not detected",
                bbox=_edges(truth.box[row]),
            ),
        )
        for row in np.flatnonzero(missed).tolist()
    ]


def _edges(box: Floats) -> tuple[float, float, float, float]:
    x_min, y_min, x_max, y_max = (round(float(edge), 2) for edge in box)
    return x_min, y_min, x_max, y_max
