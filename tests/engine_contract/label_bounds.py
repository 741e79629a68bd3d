"""The bounds of `task=validate`, held against every object of a contract scene."""

from __future__ import annotations

from collections.abc import Iterable

from synthgen.quality.oracle_bounds import Bounds
from synthgen.quality.oracle_types import ObjectCheck

BOUNDS = Bounds()


def assert_holds(checks: Iterable[ObjectCheck]) -> None:
    """Each object keeps the bounds that a whole dataset must keep at its 99th percentile."""
    for check in checks:
        told = check.type, check.content
        assert not check.identity_error and not check.leaves_no_mark, told
        assert (check.worst_edge_px or 0) <= BOUNDS.edge_p99_px, (*told, check.edge_errors_px)
        if check.box_iou is not None and min(check.sides_px) >= BOUNDS.box_iou_from_px:
            assert check.box_iou >= BOUNDS.box_iou, (*told, check.box_iou)
        for iou, area_px in (
            (check.mask_iou, check.mask_area_px),
            (check.amodal_mask_iou, check.amodal_mask_area_px),
        ):
            assert iou is None or area_px < BOUNDS.mask_from_px or iou >= BOUNDS.mask_iou_p1, (*told, iou)
        for error in (check.visibility_error, check.occlusion_error, check.truncation_error):
            assert (error or 0) <= BOUNDS.visibility_p99, (*told, check.recorded, check.truth)
        assert (check.position_error or 0) <= BOUNDS.position, (*told, check.position_error)
