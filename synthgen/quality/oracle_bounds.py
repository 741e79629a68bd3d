"""How accurate labels must be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Bounds for pictures of up to 1080 lines; in larger ones a bound in px grows with the height.

    Boxes are compared by IoU where both sides have `box_iou_from_px`, masks where they take `mask_from_px` pixels.
    p99 and p1 are over all objects of an engine. `own_edge_px` gives types whose edges an engine draws so that no box
    can meet the common bound (pictures resampled, glow) a largest error of their own.
    """

    edge_p99_px: float = 1.0
    edge_max_px: float = 2.0
    box_iou: float = 0.99
    box_iou_from_px: float = 32.0
    mask_iou_p1: float = 0.97
    mask_iou_min: float = 0.8
    mask_from_px: int = 400
    visibility_p99: float = 0.01
    visibility_max: float = 0.05
    position: float = 1e-6
    picture_iou: float = 0.7
    picture_position: float = 0.5
    unexplained_share: float = 0.005
    own_edge_px: Mapping[str, float] = field(default_factory=dict)
