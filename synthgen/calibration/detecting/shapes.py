"""Lines, arrows, plots and shapes in pictures of animations, by hand-made rules on pieces of ink; needs no training.

A piece is what hangs together in one colour. Scores are rules of thumb: how clearly a piece is what it is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from synthgen.calibration.detecting.ink import Pixels, ink_of
from synthgen.calibration.detecting.looking import Sightings, seen, without_doubles
from synthgen.calibration.types import Mask

SHAPE, ARROW, GRAPH = "Shape", "Arrow", "Graph"
_LEAST_SIDE_SHARE = 0.02
"""Of the picture's height: what is smaller is lettering, or a speck."""
_LONG_SHARE = 0.2
_MOST_IOU = 0.6
_MOST_PIECES = 150


@dataclass(frozen=True, slots=True)
class Shapes:
    """Finds Shape, Arrow and Graph."""

    @property
    def classes(self) -> tuple[str, ...]:
        return (SHAPE, ARROW, GRAPH)

    @property
    def identity(self) -> str:
        return "shapes 1"

    def look(self, pictures: Sequence[Pixels]) -> list[Sightings]:
        return [_look(picture) for picture in pictures]


def _look(picture: Pixels) -> Sightings:
    ink = ink_of(picture)
    # The strong part is for proposals; here every piece is to be judged in its own colour.
    rows = [row for layer in (ink.layers[0], *ink.layers[2:]) for row in _pieces(layer)]
    sight = seen(rows)
    kept = without_doubles(sight.box, sight.score, _MOST_IOU) if rows else []
    return seen([rows[row] for row in kept])


def _pieces(layer: Mask) -> list[tuple[list[float], str, float, str]]:
    import cv2

    height, width = layer.shape
    _, labels, stats, _ = cv2.connectedComponentsWithStats(layer.astype(np.uint8), connectivity=8)
    order = np.argsort(-stats[:, cv2.CC_STAT_AREA], kind="stable")
    rows = []
    for number in [one for one in order.tolist() if one][:_MOST_PIECES]:
        x, y, wide, tall, _ = stats[number].tolist()
        if max(wide, tall) < _LEAST_SIDE_SHARE * height:
            continue
        piece = labels[y : y + tall, x : x + wide] == number
        label, score = _kind(piece, wide / width, tall / height)
        rows.append(([float(x), float(y), float(x + wide), float(y + tall)], label, score, ""))
    return rows


def _kind(piece: Mask, wide: float, tall: float) -> tuple[str, float]:
    """What a piece (h, w) is, and how clearly; `wide`, `tall` are shares of the picture."""
    if _has_long_lines(piece, wide, tall):
        return GRAPH, 0.5 + 0.5 * max(wide, tall)
    if (tip := _tip(piece)) is not None:
        return ARROW, tip
    filled = float(_filled(piece).mean())
    # A convex outline fills its box; loose strokes are lettering more often than not.
    return SHAPE, float(np.clip(filled, 0.1, 0.9)) * (0.5 if max(wide, tall) < 0.06 else 1.0)


def _has_long_lines(piece: Mask, wide: float, tall: float) -> bool:
    """Level and upright lines that cross, or one across much of the picture with ticks."""
    level, upright = piece.sum(axis=1) > 0.9 * piece.shape[1], piece.sum(axis=0) > 0.9 * piece.shape[0]
    if wide > _LONG_SHARE and tall > _LONG_SHARE:
        inner = level[3:-3].any() and upright[3:-3].any()
        return bool(inner and piece.mean() < 0.4)
    across = piece if wide > tall else piece.T
    ticks = across.sum(axis=0) > 2 * max(float(np.median(across.sum(axis=0))), 1)
    runs = int((np.diff(ticks.astype(int)) == 1).sum())
    return max(wide, tall) > 2 * _LONG_SHARE and min(wide, tall) < 0.1 and runs >= 4


def _tip(piece: Mask) -> float | None:
    """How clearly a thin straight piece has a broad end (0..1); None where it is no such thing."""
    y, x = np.nonzero(piece)
    if len(x) < 12:
        return None
    points = np.stack([x, y], axis=1).astype(np.float64)
    points -= points.mean(axis=0)
    values, axes = np.linalg.eigh(np.cov(points.T))
    if values[1] < 6 * max(values[0], 0.1):
        return None
    along, across = points @ axes[:, 1], points @ axes[:, 0]
    length = along.max() - along.min()
    place = np.clip(((along - along.min()) / max(length, 1e-6) * 10).astype(int), 0, 9)
    breadth = np.array([np.ptp(across[place == part]) if (place == part).any() else 0 for part in range(10)])
    shaft = float(np.median(breadth[2:8])) + 1
    broad = float(max(breadth[:3].max(), breadth[7:].max())) + 1
    return float(np.clip(broad / shaft / 4, 0.3, 0.95)) if broad > 1.8 * shaft and broad > 4 else None


def _filled(piece: Mask) -> Mask:
    from scipy.ndimage import binary_fill_holes

    filled: Mask = binary_fill_holes(piece)
    return filled
