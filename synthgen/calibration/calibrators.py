"""Making confidences honest: temperature, Platt and isotonic calibration, fitted on hits and misses, kept as JSON.

A calibrator maps a score to the share of such detections that are hits, by tables anyone can apply:

    table = json.load(open("calibrator.json"))["maps"]["*"]
    logit = np.log(score / (1 - score)) * table["scale"] + table["shift"]    # temperature, platt
    score = 1 / (1 + np.exp(-logit))

    # With calibrate.with_box, before the last line; box (n, 4): cx, cy, w, h as shares of the picture.
    logit = logit + box @ table["box"]

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
    """score -> sigmoid(scale * logit(score) + shift + box @ weights), the last where there are weights: four, of
    cx, cy, w, h as shares of the picture."""

    scale: float
    shift: float
    box: tuple[float, ...] = ()

    def apply(self, score: Floats, box: Floats | None) -> Floats:
        from scipy.special import expit

        line = self.scale * _logit(score) + self.shift
        if self.box:
            if box is None:
                raise UsageError("this calibrator takes size and position into account", "give `apply` the boxes, too")
            line = line + box @ np.array(self.box)
        mapped: Floats = expit(line)
        return mapped

    def as_json(self) -> dict[str, Any]:
        return {"scale": self.scale, "shift": self.shift, **({"box": list(self.box)} if self.box else {})}


@dataclass(frozen=True, slots=True)
class CurveMap:
    """Linear between points (`score`, rising; `precision`), level outside."""

    score: tuple[float, ...]
    precision: tuple[float, ...]

    def apply(self, score: Floats, box: Floats | None) -> Floats:
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
    box: Floats | None = None,
) -> Calibrator:
    """Fit on detections and which of them are hits (n,), at that `iou`.

    `box` (n, 4), see `relative_boxes`: Platt calibration takes size and position into account, too.
    `per_class`: classes with at least `min_count` detections, hits and misses among them, have a map of their own.
    Raises UsageError where there is no detection to fit on.
    """
    if len(found) == 0:
        raise UsageError(
            "there is no detection to fit a calibrator on",
            "choose a calibrate.fit_split in whose scenes something is detected, or a lower calibrate.min_score",
        )
    if method is not Method.PLATT:
        box = None
    maps = {ALL: _fitted(found.score, hit, method, box)}
    for number, name in enumerate(classes if per_class else ()):
        rows = found.label == number
        if rows.sum() >= min_count and 0 < hit[rows].sum() < rows.sum():
            maps[name] = _fitted(found.score[rows], hit[rows], method, None if box is None else box[rows])
    return Calibrator(method=method, iou=iou, maps=maps)


def apply(calibrator: Calibrator, found: Detections, classes: Sequence[str], box: Floats | None = None) -> Detections:
    """The same boxes with calibrated scores; `classes` are the names that labels stand for.

    `box` (n, 4), see `relative_boxes`: for a calibrator that was fitted with them. Raises UsageError without.
    """
    score = calibrator.maps[ALL].apply(found.score, box)
    for number, name in enumerate(classes):
        rows = found.label == number
        if name in calibrator.maps and name != ALL:
            score[rows] = calibrator.maps[name].apply(found.score[rows], None if box is None else box[rows])
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
        weights = tuple(float(value) for value in table.get("box", ()))
        if len(weights) not in (0, 4):
            raise ValueError("`box` must be four numbers")
        return LogitMap(float(table["scale"]), float(table["shift"]), weights)
    score, precision = (tuple(float(value) for value in table[name]) for name in ("score", "precision"))
    if not score or len(score) != len(precision) or list(score) != sorted(score):
        raise ValueError("`score` must rise and be as long as `precision`")
    return CurveMap(score, precision)


def _fitted(score: Floats, hit: Mask, method: Method, box: Floats | None) -> LogitMap | CurveMap:
    return _curve(score, hit) if method is Method.ISOTONIC else _line(score, hit, method is Method.PLATT, box)


def _line(score: Floats, hit: Mask, shifts: bool, box: Floats | None) -> LogitMap:
    """The scale (and shift, and weights of the box) of the logit of least negative log-likelihood."""
    from scipy.optimize import minimize
    from scipy.special import expit

    columns = [_logit(score), *([np.ones(len(score))] if shifts else []), *([] if box is None else box.T)]
    table = np.stack(columns, axis=1)
    # Platt's own targets, which keep the map finite where all are hits, or none.
    target = np.where(hit, (hit.sum() + 1) / (hit.sum() + 2), 1 / ((~hit).sum() + 2))

    def loss(values: Floats) -> tuple[float, Floats]:
        line = table @ values
        # -log sigmoid(z) = logaddexp(0, -z)
        value = float(np.mean(target * np.logaddexp(0, -line) + (1 - target) * np.logaddexp(0, line)))
        return value, (expit(line) - target) @ table / len(table)

    bounds = [(0.0, _MOST_SCALE), *[(None, None)] * (table.shape[1] - 1)]
    start = np.eye(table.shape[1])[0]
    found = [float(value) for value in minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x]
    return LogitMap(found[0], found[1] if shifts else 0.0, tuple(found[2:]))


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
