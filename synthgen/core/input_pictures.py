"""Pictures of the two sides of a pair: what a model is shown, and what it is to predict."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image

from synthgen.core.patches import Fit, PatchGrid, View
from synthgen.core.snapshot import PixelArray

_NOTHING = 128
"""The grey (0..255) of patches that are not part of a side."""


def as_input(picture: Image.Image, grid: PatchGrid, fit: Fit) -> PixelArray:
    """A picture of any size as the input has it: (height_px, width_px, 3) uint8 RGB; bars beside it are black."""
    view = View.of(picture.size, grid, fit)
    left, top = -view.offset_x_px / view.scale_x, -view.offset_y_px / view.scale_y
    wide, high = grid.width_px / view.scale_x, grid.height_px / view.scale_y
    if fit is not Fit.PAD:
        return np.asarray(
            picture.resize(
                (grid.width_px, grid.height_px), Image.Resampling.BICUBIC, (left, top, left + wide, top + high)
            )
        )
    size = max(1, round(picture.width * view.scale_x)), max(1, round(picture.height * view.scale_y))
    whole = Image.new("RGB", (grid.width_px, grid.height_px))
    whole.paste(picture.resize(size, Image.Resampling.BICUBIC), (round(view.offset_x_px), round(view.offset_y_px)))
    return np.asarray(whole)


def only(pixels: PixelArray, indices: Sequence[int], grid: PatchGrid, time: int = 0) -> PixelArray:
    """The input (height_px, width_px, 3) with everything grey that is not in these patches of one moment of time."""
    cells = np.zeros(grid.size, np.bool_)
    cells[list(indices)] = True
    moment = cells.reshape(grid.time, grid.height, grid.width)[time]
    shown = np.zeros(pixels.shape[:2], np.bool_)
    whole = moment.repeat(grid.patch_px, axis=0).repeat(grid.patch_px, axis=1)
    shown[: whole.shape[0], : whole.shape[1]] = whole
    return np.where(shown[:, :, None], pixels, np.uint8(_NOTHING))
