"""Making confidences honest: temperature, Platt and isotonic calibration, fitted on hits and misses, kept as JSON.

A calibrator maps a score to the share of such detections that are hits, by tables anyone can apply:

    table = json.load(open("calibrator.json"))["maps"]["*"]
    logit = np.log(score / (1 - score)) * table["scale"] + table["shift"]    # temperature, platt
    score = 1 / (1 + np.exp(-logit))

and for isotonic `score = np.interp(score, table["score"], table["precision"])`. "*" is the map of all classes
together; where there is one under a class's own name, that is meant for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np

from synthgen.calibration.types import Detections, Floats, Mask
from synthgen.errors import UsageError

ALL = "*"
_FORMAT = "synthgen calibrator 1"
_EDGE = 1e-6
_MOST_SCALE = 100.0


class Method(StrEnum):
    """Temperature scales the logit, Platt also shifts it, isotonic takes any rising curve."""

    TEMPERATURE = "temperature"
    PLATT = "platt"
    ISOTONIC = "isotonic"


@dataclass(frozen=True, slots=True)
class LogitMap:
    """score -> sigmoid(scale * logit(score) + shift)."""

    scale: float
    shift: float

    def apply(self, score: Floats) -> Floats:
        from scipy.special import expit

        mapped: Floats = expit(self.scale * _logit(score) + self.shift)
        return mapped

    def as_json(self) -> dict[str, Any]:
        return {"scale": self.scale, "shift": self.shift}


@dataclass(frozen=True, slots=True)
class CurveMap:
    """Linear between points (`score`, rising; `precision`), level outside."""

    score: tuple[float, ...]
    precision: tuple[float, ...]

    def apply(self, score: Floats) -> Floats:
        return np.interp(score, self.score, self.precision)

    def as_json(self) -> dict[str, Any]:
        return {"score": list(self.score), "precision": list(self.precision)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrator:
    """`maps` by class name, and `ALL` for what has no map of its own; `iou`: from which overlap on a detection was a
    hit when it was fitted."""

    method: Method
    iou: float
    maps: Mapping[str, LogitMap | CurveMap]


def fit(
    found: Detections,
    hit: Mask,
    classes: Sequence[str],
    method: Method,
    per_class: bool = False,
    min_count: int = 50,
    iou: float = 0.5,
) -> Calibrator:
    """Fit on detections and which of them are hits (n,), at that `iou`.

    `per_class`: classes with at least `min_count` detections, hits and misses among them, have a map of their own.
    Raises UsageError where there is no detection to fit on.
    """
    if len(found) == 0:
        raise UsageError(
            "there is no detection to fit a calibrator on",
            "choose a calibrate.fit_split in whose scenes something is detected, or a lower calibrate.min_score",
        )
    maps = {ALL: _fitted(found.score, hit, method)}
    for number, name in enumerate(classes if per_class else ()):
        rows = found.label == number
        if rows.sum() >= min_count and 0 < hit[rows].sum() < rows.sum():
            maps[name] = _fitted(found.score[rows], hit[rows], method)
    return Calibrator(method=method, iou=iou, maps=maps)


def apply(calibrator: Calibrator, found: Detections, classes: Sequence[str]) -> Detections:
    """The same boxes with calibrated scores; `classes` are the names that labels stand for."""
    score = calibrator.maps[ALL].apply(found.score)
    for number, name in enumerate(classes):
        rows = found.label == number
        if name in calibrator.maps and name != ALL:
            score[rows] = calibrator.maps[name].apply(found.score[rows])
    return found.scored(score)


def to_json(calibrator: Calibrator) -> dict[str, Any]:
    """What `load` reads."""
    maps = {name: table.as_json() for name, table in calibrator.maps.items()}
    return {"format": _FORMAT, "method": calibrator.method.value, "iou": calibrator.iou, "maps": maps}


def load(path: str | Path) -> Calibrator:
    """Read a calibrator. Raises UsageError for a file that is none."""
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
        if content["format"] != _FORMAT:
            raise ValueError(f"format is {content['format']!r}, not {_FORMAT!r}")
        method = Method(content["method"])
        kind = CurveMap if method is Method.ISOTONIC else LogitMap
        maps = {str(name): _read_map(table, kind) for name, table in content["maps"].items()}
        return Calibrator(method=method, iou=float(content["iou"]), maps={ALL: maps[ALL], **maps})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path} is no calibrator: {type(error).__name__}: {error}", "name a calibrator.json of task=calibrate"
        ) from error


def _read_map(table: dict[str, Any], kind: type[LogitMap | CurveMap]) -> LogitMap | CurveMap:
    if kind is LogitMap:
        return LogitMap(float(table["scale"]), float(table["shift"]))
    score, precision = (tuple(float(value) for value in table[name]) for name in ("score", "precision"))
    if not score or len(score) != len(precision) or list(score) != sorted(score):
        raise ValueError("`score` must rise and be as long as `precision`")
    return CurveMap(score, precision)


def _fitted(score: Floats, hit: Mask, method: Method) -> LogitMap | CurveMap:
    return _curve(score, hit) if method is Method.ISOTONIC else _line(score, hit, shifts=method is Method.PLATT)


def _line(score: Floats, hit: Mask, shifts: bool) -> LogitMap:
    """The scale (and shift) of the logit of least negative log-likelihood."""
    from scipy.optimize import minimize
    from scipy.special import expit

    logit = _logit(score)
    # Platt's own targets, which keep the map finite where all are hits, or none.
    target = np.where(hit, (hit.sum() + 1) / (hit.sum() + 2), 1 / ((~hit).sum() + 2))

    def loss(values: Floats) -> tuple[float, Floats]:
        line = values[0] * logit + (values[1] if shifts else 0)
        # -log sigmoid(z) = logaddexp(0, -z)
        value = float(np.mean(target * np.logaddexp(0, -line) + (1 - target) * np.logaddexp(0, line)))
        slope = (expit(line) - target) / len(logit)
        return value, np.array([slope @ logit, slope.sum()] if shifts else [slope @ logit])

    bounds = [(0.0, _MOST_SCALE), (None, None)][: 2 if shifts else 1]
    found = minimize(loss, [1.0, 0.0][: len(bounds)], jac=True, bounds=bounds, method="L-BFGS-B").x
    return LogitMap(float(found[0]), float(found[1]) if shifts else 0.0)


def _curve(score: Floats, hit: Mask) -> CurveMap:
    from scipy.optimize import isotonic_regression

    known, place, count = np.unique(score, return_inverse=True, return_counts=True)
    share = np.bincount(place, weights=hit) / count
    level = isotonic_regression(share, weights=count).x
    # Of each level part, its ends are enough.
    ends = np.ones(len(level), dtype=bool)
    ends[1:-1] = (level[1:-1] != level[:-2]) | (level[1:-1] != level[2:])
    return CurveMap(tuple(known[ends].tolist()), tuple(level[ends].tolist()))


def _logit(score: Floats) -> Floats:
    inside = np.clip(score, _EDGE, 1 - _EDGE)
    logit: Floats = np.log(inside / (1 - inside))
    return logit
