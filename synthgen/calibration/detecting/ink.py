"""What is drawn in a picture of an animation: everything that is not its one background colour, told apart by colour.

A soft edge mixes a colour c with the background b as b + a (c - b): the direction of the difference from the background
says which colour a pixel belongs to, however soft it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthgen.calibration.types import Mask

Pixels = NDArray[np.uint8]
"""(height, width, 3) RGB"""

_LEAST_CONTRAST = 24.0
"""Of 441, the difference of black and white: fainter is noise of compression."""
_STRONG_SHARE = 0.6
_SAME_COLOUR = 0.97
"""Cosine between directions."""
_MOST_COLOURS = 8
_LEAST_SHARE = 0.004


@dataclass(frozen=True, slots=True)
class Ink:
    """`contrast` (h, w) float32: the distance from the background's colour. `layers` (h, w) masks: all ink first, then
    its strongest part (thin pale lines are behind most other things), then one for each colour."""

    contrast: NDArray[np.float32]
    layers: tuple[Mask, ...]

    @property
    def mask(self) -> Mask:
        return self.layers[0]


def ink_of(pixels: Pixels) -> Ink:
    """Tell ink from background; a picture of one colour has no ink."""
    difference = pixels.astype(np.float32) - _background(pixels)
    contrast: NDArray[np.float32] = np.sqrt((difference**2).sum(axis=2))
    mask = contrast > _LEAST_CONTRAST
    strong = contrast > max(_STRONG_SHARE * float(contrast.max()), _LEAST_CONTRAST)
    return Ink(contrast, (mask, strong, *_colours(difference, contrast, mask)))


def _background(pixels: Pixels) -> NDArray[np.float32]:
    """The most frequent colour, to 1/16; the median of its pixels."""
    coarse = (pixels >> 4).astype(np.int32)
    code = (coarse[..., 0] << 8) | (coarse[..., 1] << 4) | coarse[..., 2]
    most = np.bincount(code.ravel(), minlength=1 << 12).argmax()
    colour: NDArray[np.float32] = np.median(pixels[code == most], axis=0).astype(np.float32)
    return colour


def _colours(difference: NDArray[np.float32], contrast: NDArray[np.float32], mask: Mask) -> list[Mask]:
    """The ink of each frequent colour, the most frequent first; none where all has one colour."""
    direction = difference[mask] / contrast[mask][:, None]
    code = (((direction + 1) * 7.99).astype(np.int32) @ np.array([256, 16, 1])).astype(np.int64)
    left = np.ones(len(code), dtype=bool)
    layers: list[Mask] = []
    while len(layers) < _MOST_COLOURS and left.sum() > _LEAST_SHARE * len(code):
        most = np.bincount(code[left]).argmax()
        centre = direction[left & (code == most)].mean(axis=0)
        own = direction @ (centre / np.linalg.norm(centre)) > _SAME_COLOUR
        layer = np.zeros(mask.shape, dtype=bool)
        layer[mask] = own
        layers.append(layer)
        left &= ~own & (code != most)
    return layers if len(layers) > 1 else []
