"""All figures of a detector, as plain data for calibration.json and its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from synthgen.calibration.average_precision import Evaluation, Precision
from synthgen.calibration.bootstrap import Interval, bootstrap
from synthgen.calibration.honesty import brier, d_ece, laace0, laece0, nll, reliability
from synthgen.calibration.lrp import best_f1, optimal_lrp
from synthgen.calibration.matching import Matches, match
from synthgen.calibration.slices import object_slices, picture_slices
from synthgen.calibration.types import Detections, Floats, Indices, Mask, Truth, relative_boxes

Figures = dict[str, Any]
_CONFIDENCE_IOUS = (0.5, 0.75)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`iou` makes a detection a hit where one threshold is asked for (F1, LRP, confusion). Confidence figures are of
    detections of at least `min_score`, in `bins` a dimension; `box_bins` where position and size are dimensions, too.
    Bins of less than `min_count` are left out of D-ECE. `draws` of scenes give the intervals. `most`: the detections of
    a class in a picture that AP takes."""

    iou: float = 0.5
    min_score: float = 0.0
    bins: int = 10
    box_bins: int = 5
    min_count: int = 8
    draws: int = 200
    most: int = 100
    seed: int = 0


def accuracy(truth: Truth, found: Detections, options: Options) -> Figures:
    """What does not depend on how honest the scores are: AP and AR, LRP, F1, confusion; by class and slice."""
    evaluation = Evaluation(truth, found, most=options.most)
    matches = match(truth, found, options.iou)
    lrp = optimal_lrp(found.score, matches.iou, matches.hit, len(truth), options.iou)
    f1 = best_f1(found.score, matches.hit, len(truth))
    return {
        "counts": _counts(truth, found, options.most),
        **_precision(truth, evaluation, options),
        "lrp": lrp and asdict(lrp),
        "best_f1": f1 and asdict(f1),
        "classes": {name: asdict(value) for name, value in evaluation.by_class().items()},
        "slices": _slices(truth, found, options),
        "confusion": _confusion(truth, found, options.iou),
    }


def confidence(truth: Truth, found: Detections, options: Options, score: Floats | None = None) -> Figures:
    """How honest the scores are: at IoU 0.5 and 0.75, and by how well boxes fit (tau = 0).

    `score` (n,): calibrated scores to judge instead. Who found what, and who is below `min_score`, is told by the
    detector's own, so that the same detections are compared.
    """
    kept = found.score >= options.min_score
    said = found.scored(found.score if score is None else score).where(kept)
    loose = match(truth, found, 0.0).iou[kept]
    figures: Figures = {
        "min_score": options.min_score,
        "detections": int(kept.sum()),
        "below_min_score": int((~kept).sum()),
        "laece0": laece0(said.score, loose, said.label),
        "laace0": laace0(said.score, loose, said.label),
    }
    for iou in _CONFIDENCE_IOUS:
        figures[f"iou_{iou:g}"] = _at(truth, said, match(truth, found, iou).hit[kept], options)
    return figures


def d_ece_left(truth: Truth, found: Detections, score: Floats, options: Options) -> Interval | None:
    """The share of D-ECE (at IoU 0.5) that calibrated scores (n,) leave, before and after on the same draws of scenes.
    None where it is not defined."""
    kept = found.score >= options.min_score
    hit = match(truth, found, _CONFIDENCE_IOUS[0]).hit[kept]
    before, after = found.where(kept), found.scored(score).where(kept)
    rows = [np.flatnonzero(before.picture == number) for number in range(len(truth.pictures))]

    def drawn(pictures: Indices) -> dict[str, float | None]:
        chosen = np.concatenate([rows[number] for number in pictures])
        first, second = (_plain(item.score[chosen], hit[chosen], options)["d_ece"] for item in (before, after))
        return {"left": second / first if first and second is not None else None}

    return bootstrap(truth.pictures, drawn, options.draws, options.seed).get("left")


def by_source(truth: Truth, found: Detections, scores: Mapping[str, Floats], options: Options) -> Figures:
    """Each source of scenes, real and synthetic pictures, and what was changed (where it is one thing) or not, judged
    as if there were no others, with intervals.

    `scores`: the scores (n,) of each version to judge, by its name.
    """
    result: Figures = {}
    changes = {item.variant for item in truth.pictures}
    groups = ("source", "origin", "variant") if len(changes) == 2 else ("source", "origin")
    for group, name, wanted in picture_slices(truth.pictures):
        if group not in groups:
            continue
        objects, detections = truth.of_pictures(wanted), found.of_pictures(wanted)
        hit = match(objects, detections, _CONFIDENCE_IOUS[0]).hit
        kept, here = detections.score >= options.min_score, wanted[found.picture]
        versions = {key: detections.scored(score[here]).where(kept) for key, score in scores.items()}
        result.setdefault(group, {})[name] = {
            "scenes": len(objects.scenes),
            "objects": len(objects),
            **_precision(objects, Evaluation(objects, detections, most=options.most), options),
            "confidence": {key: _judged(objects, item, hit[kept], options) for key, item in versions.items()},
        }
    return result


def _precision(truth: Truth, evaluation: Evaluation, options: Options) -> Figures:
    intervals = _intervals(truth, lambda drawn: asdict(evaluation.of_pictures(drawn)), options)
    return {"precision": asdict(evaluation.all()), "intervals": intervals}


def _judged(truth: Truth, found: Detections, hit: Mask, options: Options) -> Figures:
    """D-ECE, Brier score and NLL with their intervals."""
    rows = [np.flatnonzero(found.picture == number) for number in range(len(truth.pictures))]

    def drawn(pictures: Indices) -> dict[str, float | None]:
        chosen = np.concatenate([rows[number] for number in pictures])
        return _plain(found.score[chosen], hit[chosen], options)

    return {**_plain(found.score, hit, options), "intervals": _intervals(truth, drawn, options)}


def _intervals(truth: Truth, figures: Callable[[Indices], dict[str, float | None]], options: Options) -> Figures:
    found = bootstrap(truth.pictures, figures, options.draws, options.seed)
    return {name: asdict(value) for name, value in found.items()}


def _at(truth: Truth, found: Detections, hit: Mask, options: Options) -> Figures:
    boxes = relative_boxes(truth.pictures, found.picture, found.box).clip(0, 1)
    return {
        **_judged(truth, found, hit, options),
        "left_out_share": d_ece(found.score, hit, bins=options.bins, min_count=options.min_count).left_out,
        "d_ece_by_box": asdict(d_ece(found.score, hit, boxes, options.box_bins, options.min_count)),
        "reliability": [asdict(item) for item in reliability(found.score, hit, options.bins)],
    }


def _plain(score: Floats, hit: Mask, options: Options) -> dict[str, float | None]:
    error = d_ece(score, hit, bins=options.bins, min_count=options.min_count)
    return {"d_ece": error.value, "brier": brier(score, hit), "nll": nll(score, hit)}


def _counts(truth: Truth, found: Detections, most: int) -> Figures:
    together = Counter(zip(found.picture.tolist(), found.label.tolist(), strict=True))
    return {
        "pictures": len(truth.pictures),
        "scenes": len(truth.scenes),
        "objects": len(truth),
        "detections": len(found),
        # AP passes these over, as pycocotools does.
        "detections_beyond_most": sum(max(count - most, 0) for count in together.values()),
    }


def _slices(truth: Truth, found: Detections, options: Options) -> Figures:
    groups: dict[str, Figures] = {}
    for part in object_slices(truth, found):
        table = Evaluation(truth, found, part.objects, part.detections, options.most).all()
        groups.setdefault(part.group, {})[part.name] = _row(table, int(part.objects.sum()))
    for group, name, wanted in picture_slices(truth.pictures):
        objects, detections = truth.of_pictures(wanted), found.of_pictures(wanted)
        table = Evaluation(objects, detections, most=options.most).all()
        hit = match(objects, detections, options.iou).hit
        plain = _plain(detections.score, hit, options)
        groups.setdefault(group, {})[name] = _row(table, len(objects)) | {"d_ece": plain["d_ece"]}
    return groups


def _row(table: Precision, objects: int) -> Figures:
    return {"objects": objects, **asdict(table)}


def _confusion(truth: Truth, found: Detections, iou: float) -> list[Figures]:
    """Of objects found under another class: which under which, how often; the most frequent first."""
    matches: Matches = match(truth, found, iou, by_class=False)
    hit = matches.hit
    pairs = zip(truth.label[matches.truth[hit]].tolist(), found.label[hit].tolist(), strict=True)
    mistaken = Counter(pair for pair in pairs if pair[0] != pair[1])
    return [
        {"truth": truth.classes[one], "said": truth.classes[other], "count": count}
        for (one, other), count in sorted(mistaken.items(), key=lambda item: (-item[1], item[0]))
    ]
