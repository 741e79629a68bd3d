"""Any network in the ONNX format: how it takes pictures and in which layout it answers is told, not guessed.

yolo    one output (batch, 4 + classes, boxes) or its transpose: cx, cy, w, h in input pixels, then a score a class
nms     one output (batch, boxes, 6): x_min, y_min, x_max, y_max in input pixels, score, class
detr    two outputs: logits (batch, boxes, classes [+ 1 for none]), boxes (batch, boxes, 4) cx, cy, w, h as shares
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from synthgen.calibration.detecting.ink import Pixels
from synthgen.calibration.detecting.looking import Sightings, seen, without_doubles
from synthgen.calibration.types import Floats, Indices
from synthgen.errors import UsageError

_PADDING = 114
_Answer = tuple[Floats, Indices, Floats]
"""Boxes (n, 4) in input pixels, class numbers (n,), scores (n,)."""


class Output(StrEnum):
    """The layout of a network's answer, see above."""

    YOLO = "yolo"
    NMS = "nms"
    DETR = "detr"


@dataclass(slots=True)
class OnnxDetector:
    """`classes` by the network's own numbers. Pictures are scaled into `width_px` by `height_px`, keeping their shape,
    the rest grey; pixels become 0..1, less `mean`, by `std`. Boxes of a class that overlap by more than `most_iou` are
    one (1: all are kept)."""

    path: Path
    classes: tuple[str, ...]
    width_px: int
    height_px: int
    output: Output
    mean: tuple[float, ...] = (0.0, 0.0, 0.0)
    std: tuple[float, ...] = (1.0, 1.0, 1.0)
    min_score: float = 0.01
    most_iou: float = 0.7
    threads: int = 1
    _session: Any = field(default=None, repr=False)
    _key: str = ""

    @property
    def identity(self) -> str:
        if not self._key:
            self._key = hashlib.sha256(self.path.read_bytes()).hexdigest()[:16]
        options = (self.classes, self.width_px, self.height_px, self.output, self.mean, self.std)
        return f"onnx {self._key} {options} {self.min_score} {self.most_iou}"

    def look(self, pictures: Sequence[Pixels]) -> list[Sightings]:
        """Raises UsageError where the network does not take such input or answers in another layout."""
        if self._session is None:
            self._session = _load(self.path, self.threads)
        inputs, scales = zip(*(self._fitted(picture) for picture in pictures), strict=True)
        answers = self._run(np.stack(inputs))
        return [
            self._sightings(answer, scale, picture)
            for answer, scale, picture in zip(answers, scales, pictures, strict=True)
        ]

    def _fitted(self, picture: Pixels) -> tuple[NDArray[np.float32], float]:
        """(3, height, width), and what picture pixels are multiplied with."""
        import cv2

        height, width = picture.shape[:2]
        scale = min(self.width_px / width, self.height_px / height)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        canvas = np.full((self.height_px, self.width_px, 3), _PADDING, dtype=np.uint8)
        canvas[: size[1], : size[0]] = cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)
        values = (canvas.astype(np.float32) / 255 - np.array(self.mean)) / np.array(self.std)
        return values.transpose(2, 0, 1).astype(np.float32), scale

    def _run(self, inputs: NDArray[np.float32]) -> list[_Answer]:
        given = self._session.get_inputs()[0]
        # Networks exported for one picture at a time take no more.
        fixed = isinstance(given.shape[0], int) and given.shape[0] == 1
        batches = [inputs[one : one + 1] for one in range(len(inputs))] if fixed else [inputs]
        answers: list[_Answer] = []
        try:
            for batch in batches:
                outputs = self._session.run(None, {given.name: batch})
                for number in range(len(batch)):
                    answers.append(self._answer([np.asarray(part[number], dtype=np.float64) for part in outputs]))
        except (ValueError, IndexError, RuntimeError) as error:
            raise self._wrong(str(error)) from error
        except Exception as error:  # onnxruntime's own kinds have no public base.
            if type(error).__module__.startswith("onnxruntime"):
                raise self._wrong(str(error)) from error
            raise
        return answers

    def _answer(self, outputs: list[Floats]) -> _Answer:
        if self.output is Output.NMS:
            rows = _table(outputs[0], 6)
            return rows[:, :4], np.nan_to_num(rows[:, 5]).astype(np.int64), rows[:, 4]
        if self.output is Output.YOLO:
            rows = _table(outputs[0], 4 + len(self.classes))
            box, share = _corners(rows[:, :4]), rows[:, 4:]
        else:
            logits, shares = outputs[0], _table(outputs[1], 4)
            if logits.shape[1] not in (len(self.classes), len(self.classes) + 1):
                raise ValueError(f"{logits.shape[1]} logits a box for {len(self.classes)} classes")
            box = _corners(shares) * np.tile([self.width_px, self.height_px], 2)
            share = (
                _softmax(logits)[:, : len(self.classes)] if logits.shape[1] > len(self.classes) else _sigmoid(logits)
            )
        label = share.argmax(axis=1)
        return box, label, share[np.arange(len(label)), label]

    def _sightings(self, answer: _Answer, scale: float, picture: Pixels) -> Sightings:
        box, label, score = answer
        if not np.isfinite(box).all() or not np.isfinite(score).all():
            raise self._wrong("it answers with numbers that are none (NaN or infinite)")
        if len(score) and (score.max() > 1 + 1e-6 or score.min() < 0):
            raise self._wrong(f"scores are 0..1, it says {score.min():g} to {score.max():g}")
        if len(label) and (label.max() >= len(self.classes) or label.min() < 0):
            raise self._wrong(f"it names class {label.max()}, detector.classes has {len(self.classes)}")
        height, width = picture.shape[:2]
        box = (box / scale).clip(0, [width, height, width, height])
        kept = (score >= self.min_score) & (box[:, 2:] > box[:, :2]).all(axis=1)
        rows = []
        for number, name in enumerate(self.classes):
            own = np.flatnonzero(kept & (label == number))
            for row in own[without_doubles(box[own], score[own], self.most_iou)]:
                rows.append((box[row].tolist(), name, min(float(score[row]), 1.0), ""))
        return seen(rows)

    def _wrong(self, reason: str) -> UsageError:
        return UsageError(
            f"{self.path} does not do what it is said to: {reason.strip().splitlines()[0]}",
            "check detector.output, detector.classes, detector.width_px and detector.height_px",
        )


def _table(values: Floats, columns: int) -> Floats:
    """(n, columns), whichever way round it was given."""
    if values.ndim == 2 and values.shape[1] == columns:
        return values
    if values.ndim == 2 and values.shape[0] == columns:
        return values.T
    raise ValueError(f"an output of shape {values.shape}, where {columns} numbers a box are expected")


def _corners(box: Floats) -> Floats:
    corners: Floats = np.hstack([box[:, :2] - box[:, 2:] / 2, box[:, :2] + box[:, 2:] / 2])
    return corners


def _softmax(logits: Floats) -> Floats:
    from scipy.special import softmax

    shares: Floats = softmax(logits, axis=1)
    return shares


def _sigmoid(logits: Floats) -> Floats:
    from scipy.special import expit

    shares: Floats = expit(logits)
    return shares


def _load(path: Path, threads: int) -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise UsageError("networks are run by onnxruntime", "pip install 'synthgen[detect]'") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        reason = str(error).strip().splitlines()[0]
        raise UsageError(f"{path} is no network in the ONNX format: {reason}", "check detector.path") from error
