"""What remains between re-render and real picture once the moment is right: scale, shift, and the colours.

One registration holds for a whole stretch, since nothing in it moves the picture as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from synthgen.core.snapshot import PixelArray
from synthgen.matching.pictures import FloatMap, Similarity, edge_strength

Pair = tuple[PixelArray, PixelArray]
"""A re-rendered picture and the real one, RGB and of one size."""

_BLURS_PX = (5.0, 2.5, 1.2)
_ITERATIONS = 5
_GAIN_TO_GO_ON = 0.999
_GAIN_TO_MATTER = 0.97
_LARGEST_SCALE = 1.15
_LARGEST_SHIFT = 0.1
"""As a share of the width: what is further off is no residual but another picture."""
_FOREGROUND_LEVELS = 40
_FEWEST_PIXELS = 50
_SMALLEST_RANGE = 60
"""Without this many levels between dark and bright, a gain cannot be told."""


@dataclass(frozen=True, slots=True)
class Colours:
    """Real levels = gain * re-rendered levels + offset, for red, green and blue."""

    gain: tuple[float, float, float] = (1.0, 1.0, 1.0)
    offset: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def undo(self, pixels: PixelArray) -> PixelArray:
        """The real picture in the colours of the re-render."""
        levels = (pixels - np.array(self.offset, np.float32)) / np.array(self.gain, np.float32)
        return np.clip(np.rint(levels), 0, 255).astype(np.uint8)


_IDENTITY = Similarity()
_SAME_COLOURS = Colours()


@dataclass(frozen=True, slots=True)
class Registration:
    """`place` takes pixels of the re-render to pixels of the real picture (both of the same size)."""

    place: Similarity = _IDENTITY
    colours: Colours = _SAME_COLOURS

    def undo(self, real: PixelArray) -> PixelArray:
        """The real picture as the re-render has it, for comparing the two."""
        height_px, width_px = real.shape[:2]
        if self.place != _IDENTITY:
            real = self.place.inverse().warp(real, width_px, height_px)
        return real if self.colours == _SAME_COLOURS else self.colours.undo(real)


def register(pairs: Sequence[Pair]) -> Registration:
    """The registration that fits all pairs of a stretch best; the identity where the pictures tell nothing."""
    place = _place(pairs)
    straight = [(render, Registration(place).undo(real)) for render, real in pairs]
    return Registration(place, _colours(straight))


def _place(pairs: Sequence[Pair]) -> Similarity:
    """Gauss-Newton on the difference of blurred edges, all pairs at once, from coarse to fine."""
    if not pairs:
        return Similarity()
    edges = [(edge_strength(render), edge_strength(real)) for render, real in pairs]
    height_px, width_px = edges[0][0].shape
    levels = [[(_blurred(render, blur_px), _blurred(real, blur_px)) for render, real in edges] for blur_px in _BLURS_PX]
    best, start_cost = Similarity(), _cost(levels[-1], Similarity())
    best_cost = start_cost
    for level in levels:
        place = best
        for _ in range(_ITERATIONS):
            place = _step(level, place)
            # Not for a scale or shift that belongs to other content.
            if not _is_residual(place, width_px, height_px):
                break
            cost = _cost(levels[-1], place)
            if cost > best_cost * _GAIN_TO_GO_ON:
                break
            best, best_cost = place, cost
    # A fit that gains next to nothing follows noise.
    return best if best_cost < _GAIN_TO_MATTER * start_cost else Similarity()


def _is_residual(place: Similarity, width_px: int, height_px: int) -> bool:
    if not 1 / _LARGEST_SCALE < place.scale < _LARGEST_SCALE:
        return False
    moved_x = place.dx_px + (place.scale - 1) * width_px / 2
    moved_y = place.dy_px + (place.scale - 1) * height_px / 2
    return max(abs(moved_x), abs(moved_y)) < _LARGEST_SHIFT * width_px


def _blurred(edges: FloatMap, sigma_px: float) -> FloatMap:
    return np.asarray(cv2.GaussianBlur(edges, (0, 0), sigma_px), np.float32)


def _cost(pairs: Sequence[tuple[FloatMap, FloatMap]], place: Similarity) -> float:
    return sum(float(np.square(_pulled(real, place) - render).sum()) for render, real in pairs)


def _pulled(real: FloatMap, place: Similarity) -> FloatMap:
    height_px, width_px = real.shape
    return np.asarray(place.inverse().warp(real, width_px, height_px), np.float32)


def _step(pairs: Sequence[tuple[FloatMap, FloatMap]], place: Similarity) -> Similarity:
    """One step of least squares in (scale, dx, dy)."""
    height_px, width_px = pairs[0][0].shape
    x_px, y_px = np.meshgrid(np.arange(width_px, dtype=np.float32) + 0.5, np.arange(height_px, dtype=np.float32) + 0.5)
    normal, right = np.zeros((3, 3)), np.zeros(3)
    for render, real in pairs:
        pulled = _pulled(real, place)
        # The gradient in the render's frame is `scale` times that in the real picture's.
        along_y, along_x = np.gradient(pulled)
        along_x, along_y = along_x / place.scale, along_y / place.scale
        jacobian = np.stack([along_x * x_px + along_y * y_px, along_x, along_y]).reshape(3, -1)
        normal += jacobian @ jacobian.T
        right += jacobian @ (render - pulled).ravel()
    # Least squares with the smallest change, since a lone horizontal line says nothing of x.
    change = np.linalg.lstsq(normal, right, rcond=1e-9)[0]
    return Similarity(*(float(value) for value in np.add((place.scale, place.dx_px, place.dy_px), change)))


def _colours(pairs: Sequence[Pair]) -> Colours:
    """Gain and offset of each channel over what both pictures show, by least squares without the worst tenth."""
    rendered, seen = [], []
    for render, real in pairs:
        common = (_foreground(render) & _foreground(real)) | ~(_near_foreground(render) | _near_foreground(real))
        rendered.append(render[common][::7])
        seen.append(real[common][::7])
    if not rendered:
        return Colours()
    x, y = np.concatenate(rendered).astype(np.float64), np.concatenate(seen).astype(np.float64)
    fits = [_line(x[:, channel], y[:, channel]) for channel in range(3)]
    gains, offsets = zip(*fits, strict=True)
    return Colours((gains[0], gains[1], gains[2]), (offsets[0], offsets[1], offsets[2]))


def _line(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float]:
    keep = np.ones(len(x), bool)
    gain, offset = 1.0, 0.0
    for _ in range(3):
        if keep.sum() < _FEWEST_PIXELS or np.ptp(x[keep]) < _SMALLEST_RANGE:
            break
        # Bright pixels are few beside the background, and tell the gain.
        gain, offset = np.polyfit(x[keep], y[keep], 1, w=np.sqrt(1 + x[keep]))
        away = np.abs(gain * x + offset - y)
        keep = away <= np.quantile(away, 0.9)
    return (round(float(gain), 4), round(float(offset), 3)) if 0.4 < gain < 2.5 else (1.0, 0.0)


def _foreground(pixels: PixelArray) -> NDArray[np.bool_]:
    """Well inside what stands out from the background, where strokes' soft edges do not mislead."""
    mask = (pixels.max(axis=2) > _FOREGROUND_LEVELS).astype(np.uint8)
    return cv2.erode(mask, np.ones((3, 3), np.uint8)).astype(bool)


def _near_foreground(pixels: PixelArray) -> NDArray[np.bool_]:
    mask = (pixels.max(axis=2) > _FOREGROUND_LEVELS / 2).astype(np.uint8)
    return cv2.dilate(mask, np.ones((5, 5), np.uint8)).astype(bool)
