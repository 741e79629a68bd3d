"""Black bars around the picture of a video whose frames have another aspect than what it shows."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from synthgen.core.snapshot import PixelArray

_DARK_LEVELS = 48
_LARGEST_LOGO = 0.05
"""The share of the bars that a logo may take."""
_SOFT_PX = 4
"""Beside the picture its edge is smeared into the bars by the codec."""

Area = tuple[slice, slice]
"""Rows and columns."""

WHOLE: Area = (slice(None), slice(None))


def picture_area(pictures: Iterable[PixelArray], aspect: float) -> Area:
    """Where a video's pictures lie within its frames: the middle part of this aspect (width / height), or everywhere.

    The middle part, if what lies outside is dark in every picture (but for a logo), and the aspects differ.
    """
    area = WHOLE
    for number, pixels in enumerate(pictures):
        height_px, width_px = pixels.shape[:2]
        if number == 0:
            area = _middle(width_px, height_px, aspect)
            if area == WHOLE:
                break
        bars = [(bar > _DARK_LEVELS).any(axis=2).ravel() for bar in _outside(pixels, area)]
        if np.concatenate(bars).mean() > _LARGEST_LOGO:
            return WHOLE
    return area


def _middle(width_px: int, height_px: int, aspect: float) -> Area:
    inner_px = min(width_px, round(height_px * aspect)), min(height_px, round(width_px / aspect))
    left_px, top_px = (width_px - inner_px[0]) // 2, (height_px - inner_px[1]) // 2
    if max(left_px, top_px) <= _SOFT_PX:
        return WHOLE
    return slice(top_px, top_px + inner_px[1]), slice(left_px, left_px + inner_px[0])


def _outside(pixels: PixelArray, area: Area) -> list[PixelArray]:
    rows, columns = area
    return [
        pixels[: max(rows.start - _SOFT_PX, 0)],
        pixels[rows.stop + _SOFT_PX :],
        pixels[:, : max(columns.start - _SOFT_PX, 0)],
        pixels[:, columns.stop + _SOFT_PX :],
    ]
