"""How alike a re-rendered and a real picture are, once the real one lies in the re-render's frame and colours."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from synthgen.core.snapshot import PixelArray
from synthgen.matching.pictures import FloatMap, edge_strength, nearness

Mask = NDArray[np.bool_]

_FOREGROUND_LEVELS = 28
"""A pixel this far from the background in some channel belongs to what is shown."""
_EDGE_TOLERANCE_PX = 1.0
_TILES = (16, 9)
_TILE_EDGES = 3.0
"""Tiles with fewer edges (in full edges) hold nothing to compare."""
_TILE_AGREES = 0.6
_SSIM_C1, _SSIM_C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


@dataclass(frozen=True, slots=True)
class PairScores:
    """All in 0..1 but `ssim`, which may fall below 0.

    `ssim`: structural similarity (Wang et al. 2004) of luminance, over what either picture shows. `edges`: the
    F-measure of edges within about a pixel of one another. `foreground_iou`: of what stands out from the background,
    a pixel's width forgiven. `tiles`: the share of the picture's tiles with something in them whose edges agree;
    `worst`: how well the edges agree in the worst tenth of them. `colour`: 1 - the mean difference of colours over
    what both show. `content`: how much there is to compare, as the share of tiles with something in them.
    """

    ssim: float
    edges: float
    foreground_iou: float
    tiles: float
    worst: float
    colour: float
    content: float


def compare(render: PixelArray, real: PixelArray) -> PairScores:
    """Scores of two RGB pictures of one size; the real one registered to the re-render."""
    shown, seen = foreground(render), foreground(real)
    own, others = edge_strength(render), edge_strength(real)
    common_own = own * nearness(others, _EDGE_TOLERANCE_PX)
    common_others = others * nearness(own, _EDGE_TOLERANCE_PX)
    tiles, worst, content = _tiles(own, others, common_own + common_others)
    return PairScores(
        ssim=_ssim(render, real, shown | seen),
        edges=_f_measure(_share(common_own, own), _share(common_others, others)),
        foreground_iou=_tolerant_iou(shown, seen),
        tiles=tiles,
        worst=worst,
        colour=_colour(render, real, shown & seen),
        content=content,
    )


def foreground(pixels: PixelArray) -> Mask:
    """What stands out from the background: the colour that most of the picture has."""
    coarse = (pixels >> 4).reshape(-1, 3).astype(np.int32)
    codes = coarse[:, 0] * 256 + coarse[:, 1] * 16 + coarse[:, 2]
    common = np.bincount(codes).argmax()
    background = np.median(pixels.reshape(-1, 3)[codes == common], axis=0)
    away = np.abs(pixels.astype(np.int16) - background.astype(np.int16)).max(axis=2)
    return np.asarray(away > _FOREGROUND_LEVELS, np.bool_)


def _f_measure(precision: float, recall: float) -> float:
    return 2 * precision * recall / max(precision + recall, 1e-9)


def _share(part: FloatMap, whole: FloatMap) -> float:
    return float(part.sum() / max(float(whole.sum()), 1e-6))


def _tiles(own: FloatMap, others: FloatMap, common: FloatMap) -> tuple[float, float, float]:
    """Of tiles with something in them: the share that agree, the agreement of the worst tenth, their share of all."""
    in_own, in_others = _sums(own), _sums(others)
    holds = np.maximum(in_own, in_others) > _TILE_EDGES
    if not holds.any():
        return 0.0, 0.0, 0.0
    agreement = (_sums(common) / np.maximum(in_own + in_others, 1e-6))[holds]
    worst = float(np.quantile(agreement, 0.1))
    return float((agreement > _TILE_AGREES).mean()), worst, float(holds.mean())


def _sums(values: FloatMap) -> FloatMap:
    """Sums over tiles."""
    mean = cv2.resize(values, _TILES, interpolation=cv2.INTER_AREA)
    return np.asarray(mean * (values.size / (_TILES[0] * _TILES[1])), np.float32)


def _ssim(render: PixelArray, real: PixelArray, where: Mask) -> float:
    """The mean of the map of structural similarity, with the paper's constants and Gaussian window."""
    if not where.any():
        return 1.0
    x, y = (cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32) for pixels in (render, real))
    mean_x, mean_y = _windowed(x), _windowed(y)
    variance_x, variance_y = _windowed(x * x) - mean_x**2, _windowed(y * y) - mean_y**2
    covariance = _windowed(x * y) - mean_x * mean_y
    structure = (2 * covariance + _SSIM_C2) / (variance_x + variance_y + _SSIM_C2)
    values = structure * (2 * mean_x * mean_y + _SSIM_C1) / (mean_x**2 + mean_y**2 + _SSIM_C1)
    return float(values[where].mean())


def _windowed(values: FloatMap) -> FloatMap:
    return np.asarray(cv2.GaussianBlur(values, (11, 11), 1.5), np.float32)


def _tolerant_iou(shown: Mask, seen: Mask) -> float:
    """Intersection over union, where a pixel also counts as common if the other picture has one right beside it."""
    total = int(shown.sum()) + int(seen.sum())
    if total == 0:
        return 1.0
    kernel = np.ones((3, 3), np.uint8)
    wide_shown = cv2.dilate(shown.astype(np.uint8), kernel).astype(bool)
    wide_seen = cv2.dilate(seen.astype(np.uint8), kernel).astype(bool)
    dice = (int((shown & wide_seen).sum()) + int((seen & wide_shown).sum())) / total
    return dice / (2 - dice)


def _colour(render: PixelArray, real: PixelArray, where: Mask) -> float:
    if not where.any():
        return 0.0
    # Blurred, since strokes a pixel wide differ in their anti-aliasing.
    away = cv2.absdiff(cv2.GaussianBlur(render, (0, 0), 2), cv2.GaussianBlur(real, (0, 0), 2))
    return 1 - float(away[where].mean()) / 255
