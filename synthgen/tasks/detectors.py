"""The detectors there are, by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import track

from synthgen.calibration.detecting.cache import Remembering
from synthgen.calibration.detecting.fusion import Fusion
from synthgen.calibration.detecting.looking import Onlooker, PictureDetector
from synthgen.calibration.detecting.ocr import Ocr
from synthgen.calibration.detecting.onnx import OnnxDetector
from synthgen.calibration.detecting.shapes import Shapes
from synthgen.calibration.detecting.trained import Trained, load
from synthgen.calibration.detectors import Detector
from synthgen.calibration.prediction_files import FileDetector
from synthgen.calibration.types import Mask
from synthgen.core.geometry import Box
from synthgen.core.names import did_you_mean
from synthgen.core.snapshot import PixelArray
from synthgen.errors import UsageError
from synthgen.matching.reading import Reader, Word
from synthgen.tasks.judged import Judged
from synthgen.tasks.settings import DetectorSettings, Settings

_BUILT_IN = ("ocr", "shapes", "manim", "trained", "onnx")


def chosen_detector(settings: Settings, judged: Judged) -> Detector:
    """The detector that was chosen, for the pictures of `judged`. Raises UsageError."""
    wanted = settings.detector
    if wanted.name == "file":
        return FileDetector(_path(wanted, "a file of predictions"), wanted.format, wanted.skip_refused)
    if wanted.name not in _BUILT_IN:
        raise UsageError(f"there is no detector {wanted.name!r}", did_you_mean(wanted.name, ("file", *_BUILT_IN)))
    detector = remembering(settings, _looking(settings, judged))
    numbers = np.flatnonzero(_used(settings, judged)).tolist()
    return Onlooker(detector, lambda number: judged.frames[number].pixels(), numbers, progress)


def reader(settings: Settings) -> PictureDetector:
    """What reads text. Pictures that were read once are not read again."""
    return remembering(settings, Ocr(threads=settings.workers))


def word_reader(settings: Settings) -> Reader:
    """What reads the words of a picture, for task=match. Raises UsageError if it is not installed."""
    ocr = Ocr(threads=settings.workers, words=True)
    ocr.look([])  # Says now what is missing, not when everything has been drawn.
    detector = remembering(settings, ocr)

    def read(pixels: PixelArray) -> list[Word]:
        (sight,) = detector.look([pixels])
        return [Word(text, Box(*box)) for text, box in zip(sight.text, sight.box.tolist(), strict=True)]

    return read


def remembering(settings: Settings, detector: PictureDetector) -> PictureDetector:
    return Remembering(detector, settings.cache_dir / "detections")


def progress(numbers: Sequence[int]) -> Iterator[int]:
    yield from track(numbers, "looking", console=Console(stderr=True))


def trained_path(settings: Settings) -> Path:
    """Where task=train_detector writes unless told otherwise."""
    return settings.dataset.root / "detector" / "detector.npz"


def told(wanted: DetectorSettings) -> str:
    """A detector's name for people."""
    return wanted.name if wanted.path is None else f"{wanted.name}: {wanted.path}"


def _looking(settings: Settings, judged: Judged) -> PictureDetector:
    wanted = settings.detector
    if wanted.name == "ocr":
        return reader(settings)
    if wanted.name == "shapes":
        return Shapes()
    if wanted.name == "manim":
        return Fusion(reader(settings), remembering(settings, Shapes()))
    if wanted.name == "trained":
        detector = load(wanted.path or trained_path(settings), reader(settings))
        _check_unseen(detector, settings, judged)
        return detector
    return OnnxDetector(
        path=_path(wanted, "a network in the ONNX format"),
        classes=wanted.classes or judged.truth.classes,
        width_px=wanted.width_px,
        height_px=wanted.height_px,
        output=wanted.output,
        mean=wanted.mean,
        std=wanted.std,
        min_score=wanted.min_score,
        most_iou=wanted.max_iou,
        threads=settings.workers,
    )


def _used(settings: Settings, judged: Judged) -> Mask:
    """The pictures (n,) that task=calibrate judges or fits on."""
    wanted = settings.calibrate
    used = judged.in_split(wanted.judge_split, wanted.source)
    return used | judged.in_split(wanted.fit_split, wanted.source) if wanted.method else used


def _check_unseen(detector: Trained, settings: Settings, judged: Judged) -> None:
    used = {judged.scenes[number] for number in np.flatnonzero(_used(settings, judged))}
    if seen := sorted(detector.scenes & used):
        raise UsageError(
            f"the detector learned from {len(seen)} of the scenes that it is to be judged on, such as {seen[0]}",
            "give export.val_share and export.test_share as in training, or judge it on other scenes",
        )


def _path(wanted: DetectorSettings, what: str) -> Path:
    if wanted.path is None:
        raise UsageError("`detector.path` must be given", f"name {what}: detector.path=FILE")
    if not wanted.path.exists():
        raise UsageError(f"cannot read {wanted.path}: there is no such file", "check detector.path")
    return wanted.path
