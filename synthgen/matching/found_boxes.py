"""Boxes of annotated objects as a picture shows them: found in its pixels, near where the annotation says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from synthgen.core.geometry import Box, union
from synthgen.core.snapshot import PixelArray
from synthgen.matching.scores import Mask, foreground

_MARGIN = 0.25
_SMALLEST_MARGIN_PX = 8.0
_INSIDE = 0.5
_TRUSTED_IOU = 0.85
"""An object that the finder does not find this well in the render itself (it touches others) is not looked for."""


@dataclass(frozen=True, slots=True)
class BoxScore:
    """One object: its annotated box (through the registration) against the one found in the real picture.

    `found` is None where nothing was found; then `iou` is 0. `offset_units` is the distance of the centres in scene
    units (None with no box).
    """

    number: int
    annotated: Box
    found: Box | None
    iou: float
    offset_units: float | None


def score_boxes(boxes: Sequence[Box], render: PixelArray, real: PixelArray, px_per_unit: float) -> list[BoxScore]:
    """The scores of the objects that can be told apart from their surroundings; `boxes` are clipped to the frame.

    The real picture must be registered to the render. An object counts only if the same search finds it in the
    render: then what is measured is the picture, not the search.
    """
    parts_of_render, parts_of_real = _Parts(foreground(render)), _Parts(foreground(real))
    scores = []
    for number, box in enumerate(boxes):
        known = parts_of_render.box_of(box)
        if known is None or known.iou(box) < _TRUSTED_IOU:
            continue
        found = parts_of_real.box_of(box)
        offset = None
        if found is not None:
            away_px = np.subtract(found.center, box.center)
            offset = float(np.hypot(*away_px)) / px_per_unit
        scores.append(BoxScore(number, box, found, box.iou(found) if found else 0.0, offset))
    return scores


class _Parts:
    """The connected parts of a picture's foreground."""

    def __init__(self, mask: Mask) -> None:
        count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
        self._labels = labels
        self._areas = stats[:, cv2.CC_STAT_AREA]
        self._boxes = [
            Box(float(x), float(y), float(x + width), float(y + height)) for x, y, width, height in stats[:, :4]
        ]
        self._count = count

    def box_of(self, box: Box) -> Box | None:
        """The box around the parts near a place that lie mostly inside it; None where there are none."""
        margin_px = max(_SMALLEST_MARGIN_PX, _MARGIN * min(box.width, box.height))
        height_px, width_px = self._labels.shape
        window = _clip(box.grown(margin_px), width_px, height_px)
        inside = _clip(box.grown(1.0 + 0.05 * min(box.width, box.height)), width_px, height_px)
        near = np.unique(self._labels[window])
        within = np.bincount(self._labels[inside].ravel(), minlength=self._count)
        centred = box.grown(margin_px / 2)
        chosen = [
            self._boxes[label]
            for label in near
            if label and (within[label] > _INSIDE * self._areas[label] or centred.contains(self._boxes[label]))
        ]
        return union(chosen)


def _clip(box: Box, width_px: int, height_px: int) -> tuple[slice, slice]:
    rows = slice(max(0, int(np.floor(box.y_min))), min(height_px, int(np.ceil(box.y_max))))
    columns = slice(max(0, int(np.floor(box.x_min))), min(width_px, int(np.ceil(box.x_max))))
    return rows, columns
