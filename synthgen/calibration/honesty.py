"""How honest confidences are: D-ECE, LaECE_0, LaACE_0, Brier score, negative log-likelihood.

All take the detections' scores (n,) and what became of them: `hit` (n,), found an object or not, or `iou` (n,), how
well (0: not at all). Definitions: D-ECE of Kueppers et al. (CVPR workshops 2020), LaECE_0 and LaACE_0 of Kuzucu et al.
(ECCV 2024).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from synthgen.calibration.types import Floats, Indices, Mask

LAECE_BINS = 25
_LEAST = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectionError:
    """D-ECE, the number of detections it is of, and the share of them (0..1) that lie in bins of too few detections
    and so add nothing to it. None: there is no detection."""

    value: float | None
    count: int
    left_out: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityBin:
    """One bar of a reliability diagram; `confidence` and `precision` are means, None for an empty bin."""

    low: float
    high: float
    count: int
    confidence: float | None
    precision: float | None


def d_ece(
    score: Floats, hit: Mask, relative_box: Floats | None = None, bins: int = 10, min_count: int = 8
) -> DetectionError:
    """sum over bins (n_b / N) * |precision_b - mean confidence_b|, on a joint grid of bins of equal width.

    `relative_box` (n, d) adds dimensions in 0..1, such as cx, cy, w, h. Bins of less than `min_count` are left out of
    the sum, not of N; how much they hold is reported.
    """
    if len(score) == 0:
        return DetectionError(value=None, count=0, left_out=0.0)
    columns = [score] if relative_box is None else [score, *relative_box.T]
    cell = np.ravel_multi_index([_bin(column, bins) for column in columns], (bins,) * len(columns))
    _, cell, count = np.unique(cell, return_inverse=True, return_counts=True)
    # n_b * |precision - confidence| is the absolute sum of the differences.
    gap = np.abs(np.bincount(cell, weights=hit - score))
    enough = count >= min_count
    left_out = float(count[~enough].sum() / len(score))
    return DetectionError(value=float(gap[enough].sum() / len(score)), count=len(score), left_out=left_out)


def reliability(score: Floats, hit: Mask, bins: int = 10) -> list[ReliabilityBin]:
    """The bars of a reliability diagram, over confidence alone."""
    cell, edges = _bin(score, bins), np.arange(bins + 1) / bins
    rows = []
    for index in range(bins):
        inside = cell == index
        mean = (float(score[inside].mean()), float(hit[inside].mean())) if inside.any() else (None, None)
        rows.append(
            ReliabilityBin(
                low=float(edges[index]),
                high=float(edges[index + 1]),
                count=int(inside.sum()),
                confidence=mean[0],
                precision=mean[1],
            )
        )
    return rows


def laece0(score: Floats, iou: Floats, label: Indices) -> float | None:
    """Localisation-aware ECE at tau = 0: |mean confidence - mean IoU| in 25 bins, by class, the mean of classes.

    `iou` is that of matches by any overlap. None: there is no detection.
    """

    def of_class(rows: Mask) -> float:
        gap = np.bincount(_bin(score[rows], LAECE_BINS), weights=score[rows] - iou[rows], minlength=LAECE_BINS)
        return float(np.abs(gap).sum() / rows.sum())

    return _mean_of_classes(label, of_class)


def laace0(score: Floats, iou: Floats, label: Indices) -> float | None:
    """Localisation-aware adaptive calibration error at tau = 0: the mean |IoU - score|, by class, the mean of classes.

    None: there is no detection.
    """
    return _mean_of_classes(label, lambda rows: float(np.abs(score[rows] - iou[rows]).mean()))


def brier(score: Floats, hit: Mask) -> float | None:
    """Mean squared difference between confidence and outcome. None: there is no detection."""
    return float(((score - hit) ** 2).mean()) if len(score) else None


def nll(score: Floats, hit: Mask) -> float | None:
    """Mean negative log-likelihood (nats) of the outcomes; a score of 0 or 1 counts as 1e-12 away from it."""
    said = np.clip(np.where(hit, score, 1 - score), _LEAST, 1)
    return float(-np.log(said).mean()) if len(score) else None


def _bin(values: Floats, bins: int) -> Indices:
    """The bins 0..bins-1 of values in 0..1; each bin has its lower edge, the last one both."""
    # 3 / 10 is the number that 0.3 is read as; 3 * 0.1, of which linspace is made, is not.
    return np.digitize(values, np.arange(1, bins) / bins).astype(np.int64)


def _mean_of_classes(label: Indices, of_class: Callable[[Mask], float]) -> float | None:
    values: Sequence[float] = [of_class(label == kind) for kind in np.unique(label)]
    return float(np.mean(values)) if values else None
