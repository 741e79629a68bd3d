"""Text and formulas by RapidOCR, with the models that its package brings: nothing is downloaded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from synthgen.calibration.detecting.ink import Pixels
from synthgen.calibration.detecting.looking import Sightings, seen
from synthgen.errors import UsageError

TEXT, EQUATION = "Text", "Equation"
_WORDS = re.compile(r"[^\W\d_]{3,}")
_MODELS = ("PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx")


@dataclass(slots=True)
class Ocr:
    """Lines of text: words are Text, all else is an Equation; the score is how sure the reader is of the letters.

    With `words` every word of a line has a box of its own; those of a line follow one another.
    """

    threads: int = 1
    words: bool = False
    _reader: Any = field(default=None, repr=False)

    @property
    def classes(self) -> tuple[str, ...]:
        return (TEXT, EQUATION)

    @property
    def identity(self) -> str:
        return f"ocr 1 {'words ' if self.words else ''}rapidocr {version('rapidocr')}"

    def look(self, pictures: Sequence[Pixels]) -> list[Sightings]:
        if self._reader is None:
            self._reader = _load(self.threads)
        return [self._read(picture) for picture in pictures]

    def _read(self, picture: Pixels) -> Sightings:
        result = self._reader(picture[:, :, ::-1], return_word_box=self.words)
        if result.boxes is None:
            return seen([])
        height, width = picture.shape[:2]
        rows = []
        for corners, text, score in _found(result, self.words):
            x, y = corners[:, 0].clip(0, width), corners[:, 1].clip(0, height)
            box = [float(value) for value in (x.min(), y.min(), x.max(), y.max())]
            rows.append((box, TEXT if _WORDS.search(text) else EQUATION, float(score), str(text)))
        return seen(rows)


def _found(result: Any, words: bool) -> Iterator[tuple[NDArray[np.float64], str, float]]:
    """The corners (4, 2), letters and score of each line, or of each word of the lines."""
    if not words:
        yield from zip(result.boxes, result.txts, result.scores, strict=True)
        return
    for line in result.word_results or ():
        for text, score, corners in line:
            yield np.asarray(corners, np.float64), text, score


def _load(threads: int) -> Any:
    try:
        import rapidocr
    except ImportError as error:
        raise UsageError(
            "text is read with RapidOCR, which is not installed", "pip install 'synthgen[detect]'"
        ) from error
    from pathlib import Path

    # A release that does not bring its models would fetch them.
    folder = Path(rapidocr.__file__).parent / "models"
    if missing := [name for name in _MODELS if not (folder / name).is_file()]:
        raise UsageError(f"rapidocr {version('rapidocr')} comes without {missing[0]}", "pip install 'rapidocr==3.10.*'")
    params = {
        "Global.log_level": "error",
        # Lettering in animations is not upside down.
        "Global.use_cls": False,
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "Det.model_path": str(folder / _MODELS[0]),
        "Rec.model_path": str(folder / _MODELS[1]),
    }
    return rapidocr.RapidOCR(params=params)
