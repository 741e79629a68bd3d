"""`task=calibrate`: how good a detector is, how honest its confidences are, and a calibrator that makes them honest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from synthgen.calibration.calibrators import Calibrator, Method, apply, fit, to_json
from synthgen.calibration.evaluation import accuracy, by_source, confidence, d_ece_left
from synthgen.calibration.matching import match
from synthgen.calibration.types import Detections, Mask, relative_boxes
from synthgen.dataset.files import explained_errors, pretty_json, write_atomically
from synthgen.errors import UsageError
from synthgen.quality.calibration_page import Example, calibration_html
from synthgen.tasks.detectors import chosen_detector, told
from synthgen.tasks.judged import Judged, judged_spec, read_judged
from synthgen.tasks.settings import CalibrateSettings, Settings

_EXAMPLES = 6


def run(settings: Settings) -> int:
    """Judge `detector` on the dataset; returns the exit code. Raises UsageError and DatasetError."""
    root, wanted = settings.dataset.root, settings.calibrate
    # Predictions from a file are of the pictures of an export, where real ones are not.
    looks = settings.detector.name != "file"
    judged = read_judged(root, judged_spec(settings, settings.export.grain), with_real=looks)
    detector = chosen_detector(settings, judged)
    found = detector.find(judged.vocabulary)
    here = _pictures_of_split(judged, wanted)
    truth, detections = judged.truth.of_pictures(here), found.detections.of_pictures(here)
    calibrators = _calibrators(judged, found.detections, here, wanted)
    boxes = relative_boxes(truth.pictures, detections.picture, detections.box)
    scores = {name: apply(item, detections, truth.classes, boxes).score for name, item in calibrators.items()}
    versions = {"before": detections.score, **{name.value: score for name, score in scores.items()}}
    figures: dict[str, Any] = {
        "detector": told(settings.detector),
        "method": wanted.method.value if wanted.method else "none",
        "fit_split": wanted.fit_split or "all",
        "judge_split": wanted.judge_split or "all",
        "source": wanted.source,
        "refused": found.refused,
        "accuracy": accuracy(truth, detections, wanted.options),
        "confidence": {
            "before": confidence(truth, detections, wanted.options),
            **{name.value: confidence(truth, detections, wanted.options, score) for name, score in scores.items()},
        },
        "d_ece_left": {
            name.value: asdict(left) if (left := d_ece_left(truth, detections, score, wanted.options)) else None
            for name, score in scores.items()
        },
        "sources": by_source(truth, detections, versions, wanted.options),
    }
    worst, best = _examples(judged, found.detections, here, figures, wanted.options.iou)
    folder = wanted.folder or root / "calibration"
    page = calibration_html(figures, best, worst)
    with explained_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if wanted.method:
            write_atomically(folder / "calibrator.json", pretty_json(to_json(calibrators[wanted.method])))
        write_atomically(folder / "calibration.json", pretty_json(figures))
        write_atomically(folder / "report.html", page)
    _tell(figures, folder / "report.html")
    return 0


def _pictures_of_split(judged: Judged, wanted: CalibrateSettings) -> Mask:
    here = judged.in_split(wanted.judge_split, wanted.source)
    if not here.any():
        raise UsageError(
            f"no scene of the dataset is in the split {wanted.judge_split or 'all'} (calibrate.judge_split)"
            + (f" and from {wanted.source!r} (calibrate.source)" if wanted.source != "*" else ""),
            "render more scenes, choose another split, or another export.val_share and export.test_share",
        )
    return here


def _calibrators(
    judged: Judged, found: Detections, here: Mask, wanted: CalibrateSettings
) -> Mapping[Method, Calibrator]:
    """One of each method, fitted on pictures of scenes that are not judged; none where none is wanted."""
    if wanted.method is None:
        return {}
    there = judged.in_split(wanted.fit_split, wanted.source) & ~judged.related(here)
    truth, detections = judged.truth.of_pictures(there), found.of_pictures(there)
    hit = match(truth, detections, wanted.options.iou).hit
    kept = detections.score >= wanted.options.min_score
    boxes = relative_boxes(truth.pictures, detections.picture, detections.box)
    return {
        method: fit(
            detections.where(kept),
            hit[kept],
            truth.classes,
            method,
            wanted.per_class,
            iou=wanted.options.iou,
            box=boxes[kept] if wanted.with_box else None,
        )
        for method in Method
    }


def _examples(
    judged: Judged, found: Detections, here: Mask, figures: Mapping[str, Any], iou: float
) -> tuple[list[Example], list[Example]]:
    """Of the judged pictures those with most mistakes, and those with fewest; those of most objects first."""
    best = figures["accuracy"]["best_f1"]
    kept = found.where(found.score >= (best["threshold"] if best else 1.0))
    truth, count = judged.truth, len(judged.truth.pictures)
    matches = match(truth, kept, iou)
    missed = np.ones(len(truth), dtype=bool)
    missed[matches.truth[matches.hit]] = False
    mistakes = np.bincount(truth.picture[missed], minlength=count)
    mistakes += np.bincount(kept.picture[~matches.hit], minlength=count)
    objects = np.bincount(truth.picture, minlength=count)

    def example(place: int) -> Example:
        at, of = kept.picture == place, truth.picture == place
        return Example(
            name=truth.pictures[place].name,
            picture=judged.frames[place].picture(),
            hits=kept.box[at & matches.hit],
            missed=truth.box[of & missed],
            wrong=kept.box[at & ~matches.hit],
        )

    places = [place for place in np.flatnonzero(here).tolist() if objects[place] or mistakes[place]]
    by_mistakes = sorted(places, key=lambda place: (-mistakes[place], -objects[place]))
    worst = [place for place in by_mistakes if mistakes[place]][:_EXAMPLES]
    by_success = sorted(set(places) - set(worst), key=lambda place: (mistakes[place], -objects[place], place))
    return [example(place) for place in worst], [example(place) for place in by_success[:_EXAMPLES]]


def _tell(figures: Mapping[str, Any], page: Path) -> None:
    precision = figures["accuracy"]["precision"]
    print(", ".join(f"{name} {_shown(value)}" for name, value in precision.items()))
    for name, values in figures["confidence"].items():
        print(f"D-ECE at IoU 0.5, {name}: {_shown(values['iou_0.5']['d_ece'])}")
    for name, left in figures["d_ece_left"].items():
        if left:
            print(f"of D-ECE is left, {name}: {left['low']:.0%} to {left['high']:.0%}")
    if refused := sum(figures["refused"].values()):
        print(f"refused: {refused} predictions, by reason in calibration.json")
    print(page)


def _shown(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.4f}"
