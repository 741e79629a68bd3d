"""Bringing pictures of any size to one canvas, and the edges by which they are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from synthgen.core.snapshot import PixelArray

FloatMap = NDArray[np.float32]
Level = TypeVar("Level", np.uint8, np.float32)

_AVERAGED_BELOW = 0.75
# Gradients in levels a pixel: below the first it is noise of the codec, above the second a full edge.
_NOISE_LEVELS = 6.0
_FULL_LEVELS = 64.0
PRESENT = 0.2
"""The strength from which on there is an edge, however faint."""


@dataclass(frozen=True, slots=True)
class Similarity:
    """The map p -> scale * p + (dx_px, dy_px) between two pictures, in pixel edges (a pixel's centre is at +0.5)."""

    scale: float = 1.0
    dx_px: float = 0.0
    dy_px: float = 0.0

    def then(self, outer: Similarity) -> Similarity:
        """This map, and the outer one on its result."""
        return Similarity(
            self.scale * outer.scale,
            outer.scale * self.dx_px + outer.dx_px,
            outer.scale * self.dy_px + outer.dy_px,
        )

    def inverse(self) -> Similarity:
        return Similarity(1 / self.scale, -self.dx_px / self.scale, -self.dy_px / self.scale)

    def warp(self, pixels: NDArray[Level], width_px: int, height_px: int) -> NDArray[Level]:
        """The picture under the map, on a canvas of the given size; black (0) where nothing comes to lie."""
        # Averaging below half size: linear interpolation would drop thin strokes between its points.
        if self.scale < _AVERAGED_BELOW:
            small = (max(1, round(pixels.shape[1] * self.scale)), max(1, round(pixels.shape[0] * self.scale)))
            reduced = np.asarray(cv2.resize(pixels, small, interpolation=cv2.INTER_AREA), pixels.dtype)
            rest = Similarity(self.scale * pixels.shape[1] / small[0], self.dx_px, self.dy_px)
            return rest.warp(reduced, width_px, height_px)
        # OpenCV counts from the centres of pixels.
        half = 0.5 * (self.scale - 1)
        matrix = np.array([[self.scale, 0, self.dx_px + half], [0, self.scale, self.dy_px + half]])
        return np.asarray(cv2.warpAffine(pixels, matrix, (width_px, height_px)), pixels.dtype)


def fitting(inner_px: tuple[int, int], canvas_px: tuple[int, int]) -> Similarity:
    """The map that puts a picture of one size (width, height) as large as it can be in the middle of another."""
    scale = min(canvas_px[0] / inner_px[0], canvas_px[1] / inner_px[1])
    return Similarity(scale, (canvas_px[0] - scale * inner_px[0]) / 2, (canvas_px[1] - scale * inner_px[1]) / 2)


def fitted(pixels: PixelArray, canvas_px: tuple[int, int]) -> PixelArray:
    """The picture in the middle of a canvas (width, height), whole and with its aspect kept."""
    height_px, width_px = pixels.shape[:2]
    if (width_px, height_px) == canvas_px:
        return pixels
    return fitting((width_px, height_px), canvas_px).warp(pixels, *canvas_px)


def edge_strength(pixels: PixelArray) -> FloatMap:
    """How much of an edge runs through each pixel, (height, width) in 0..1: the strongest gradient of the channels.

    The root of the gradient, saturated: a faint grid still shows, and a fade or other colours change it little.
    """
    smooth = cv2.GaussianBlur(pixels, (0, 0), 0.8)
    # Scharr's weights add up to 32 over two pixels' distance.
    across = cv2.Scharr(smooth, cv2.CV_32F, 1, 0, scale=1 / 16)
    down = cv2.Scharr(smooth, cv2.CV_32F, 0, 1, scale=1 / 16)
    # Plane by plane: many times as fast as numpy's maximum of rows of three.
    red, green, blue = cv2.split(cv2.magnitude(across, down))
    strongest = np.maximum(np.maximum(red, green), blue)
    strength: FloatMap = np.sqrt(np.clip((strongest - _NOISE_LEVELS) / (_FULL_LEVELS - _NOISE_LEVELS), 0, 1))
    strength[strength < PRESENT] = 0
    return strength


def nearness(edges: FloatMap, tolerance_px: float) -> FloatMap:
    """How near each pixel is to an edge: 1 on one, falling off as a Gaussian with `tolerance_px` (sigma)."""
    away = cv2.distanceTransform((edges < PRESENT).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    near: FloatMap = np.exp(-0.5 * np.square(np.minimum(away, 1e3) / tolerance_px)).astype(np.float32)
    return near
