"""A verdict for each picture of a stretch: registered to the re-render, compared with it, and judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from synthgen.core.snapshot import PixelArray
from synthgen.matching.descriptors import MAP_PX
from synthgen.matching.pictures import Similarity, fitted, fitting
from synthgen.matching.registration import Registration, register
from synthgen.matching.scores import PairScores, compare
from synthgen.matching.stretches import Stretch
from synthgen.matching.verdict import confidence, usual

PictureOf = Callable[[int], PixelArray]
"""The RGB picture of a number: that of a moment of the candidate, or of a sample of the video."""

_REGISTERED_ON = 5
"""Pictures of a stretch that its registration is found on."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """On picture `row` of the video: it shows `scene_time_s` of the stretch's scene, with this probability."""

    row: int
    moment: int
    scene_time_s: float
    agreement: float
    scores: PairScores
    confidence: float


@dataclass(frozen=True, slots=True)
class Judged:
    """A stretch with its verdicts in order. `registration` is in pixels of the re-render."""

    stretch: Stretch
    registration: Registration
    verdicts: tuple[Verdict, ...]

    def to_real(self, render_px: tuple[int, int], real_px: tuple[int, int]) -> Similarity:
        """The map from pixels of the re-render to pixels of the real picture, for sizes (width, height)."""
        return self.registration.place.then(fitting(real_px, render_px).inverse())


def judge(stretch: Stretch, render: PictureOf, real: PictureOf, overlay: NDArray[np.bool_] | None = None) -> Judged:
    """Compare the pictures of a stretch. `render` is asked for moments, `real` for samples of the video.

    What lies under the `overlay` (a mask of the descriptors' maps) is not compared.
    """
    rows = range(stretch.first, stretch.last + 1)
    chosen = np.unique(np.linspace(0, len(rows) - 1, _REGISTERED_ON).round().astype(int))
    pairs = [_pair(render, real, int(stretch.moments[place]), rows[place]) for place in chosen]
    registration = register(pairs)
    return Judged(stretch, registration, tuple(_verdicts(stretch, registration, render, real, overlay)))


def registered(judged: Judged, verdict: Verdict, render: PictureOf, real: PictureOf) -> tuple[PixelArray, PixelArray]:
    """The re-rendered picture and the real one in its frame and colours."""
    shown, seen = _pair(render, real, verdict.moment, verdict.row)
    return shown, judged.registration.undo(seen)


def _verdicts(
    stretch: Stretch,
    registration: Registration,
    render: PictureOf,
    real: PictureOf,
    overlay: NDArray[np.bool_] | None,
) -> Iterator[Verdict]:
    scores = []
    for row, moment in enumerate(stretch.moments, stretch.first):
        shown, seen = _pair(render, real, int(moment), row)
        scores.append(compare(shown, without_overlay(registration.undo(seen), shown, overlay)))
    agreements = [float(agreement) for agreement in stretch.agreements]
    of_stretch = usual(scores, agreements)
    for place, (own, agreement) in enumerate(zip(scores, agreements, strict=True)):
        yield Verdict(
            row=stretch.first + place,
            moment=int(stretch.moments[place]),
            scene_time_s=float(stretch.scene_times_s[place]),
            agreement=agreement,
            scores=own,
            confidence=confidence(own, agreement, of_stretch),
        )


def without_overlay(real: PixelArray, render: PixelArray, overlay: NDArray[np.bool_] | None) -> PixelArray:
    """The real picture with the re-render's pixels under the overlay, so that nothing there speaks for or against."""
    if overlay is None or not overlay.any():
        return real
    size = (real.shape[1], real.shape[0])
    mask = cv2.resize(overlay.reshape(MAP_PX[1], MAP_PX[0]).astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    return np.where(mask.astype(bool)[:, :, None], render, real)


def _pair(render: PictureOf, real: PictureOf, moment: int, row: int) -> tuple[PixelArray, PixelArray]:
    shown = render(moment)
    return shown, fitted(real(row), (shown.shape[1], shown.shape[0]))
