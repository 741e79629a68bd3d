"""Localisation Recall Precision error (Oksuz et al., TPAMI 2021), whole and in its three parts, and the best F1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthgen.calibration.types import Floats, Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class Lrp:
    """0 is perfect, 1 useless. `total` is the error at the score threshold that makes it least (optimal LRP);
    `localisation` the mean 1 - IoU of hits there, None without hits, `false_positive` = 1 - precision, None without
    detections, `false_negative` = 1 - recall."""

    total: float
    threshold: float
    localisation: float | None
    false_positive: float | None
    false_negative: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BestF1:
    """The score threshold from which on keeping detections maximises F1, and what it costs."""

    f1: float
    threshold: float
    precision: float
    recall: float


def optimal_lrp(score: Floats, iou: Floats, hit: Mask, objects: int, tau: float = 0.5) -> Lrp | None:
    """Of detections matched at an IoU of `tau`, and `objects` there were. None: no objects.

    LRP = (sum over hits of (1 - IoU) / (1 - tau) + false positives + false negatives) / (all three numbers).
    """
    if objects == 0:
        return None
    order = np.argsort(-score, kind="stable")
    # Row k: the k detections of highest score are kept.
    hits = np.concatenate([[0], np.cumsum(hit[order])])
    loss = np.concatenate([[0.0], np.cumsum(np.where(hit, 1 - iou, 0.0)[order])])
    kept = np.arange(len(score) + 1)
    error = (loss / (1 - tau) + (kept - hits) + (objects - hits)) / (kept + objects - hits)
    best = _best(-error, score[order])
    found = int(hits[best])
    return Lrp(
        total=float(error[best]),
        threshold=_threshold(score[order], best),
        localisation=float(loss[best] / found) if found else None,
        false_positive=float(1 - found / best) if best else None,
        false_negative=float(1 - found / objects),
    )


def best_f1(score: Floats, hit: Mask, objects: int) -> BestF1 | None:
    """None where there are no objects or no detections."""
    if objects == 0 or len(score) == 0:
        return None
    order = np.argsort(-score, kind="stable")
    hits = np.concatenate([[0], np.cumsum(hit[order])])
    f1 = 2 * hits / (np.arange(len(score) + 1) + objects)
    best = max(_best(f1, score[order]), 1)
    return BestF1(
        f1=float(f1[best]),
        threshold=_threshold(score[order], best),
        precision=float(hits[best] / best),
        recall=float(hits[best] / objects),
    )


def _best(values: Floats, falling: Floats) -> int:
    """How many to keep for the highest value; detections of one score are kept or dropped together."""
    possible = np.append(np.concatenate([[True], falling[1:] < falling[:-1]]), True)[: len(values)]
    return int(np.argmax(np.where(possible, values, -np.inf)))


def _threshold(falling: Floats, kept: int) -> float:
    """The least score that is kept; 1 where nothing is."""
    return float(falling[kept - 1]) if kept else 1.0
