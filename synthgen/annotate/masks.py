"""Masks as COCO's compressed run-length encoding."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from pycocotools import mask as coco_mask

from synthgen.annotate.coverage import Raster, Region
from synthgen.core.annotation import Rle


class MaskMode(StrEnum):
    """Which masks a record holds: of what is seen, of the whole object within the frame, both, or none."""

    NONE = "none"
    MODAL = "modal"
    AMODAL = "amodal"
    BOTH = "both"

    @property
    def modal(self) -> bool:
        return self in (MaskMode.MODAL, MaskMode.BOTH)

    @property
    def amodal(self) -> bool:
        return self in (MaskMode.AMODAL, MaskMode.BOTH)


def pixels_of(coverage: Raster) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """The pixels an object takes: covered by half or more.

    What is thinner than a pixel reaches a half nowhere; it takes the pixels covered at least half as much as its
    most covered one. Nothing covered, nothing taken.
    """
    most = float(coverage.max(initial=0.0))
    if most <= 1 / 255:
        return np.zeros(coverage.shape, dtype=np.bool_)
    return coverage >= (0.5 if most >= 0.5 else 0.5 * most)


def encode(coverage: Raster, region: Region, width_px: int, height_px: int) -> Rle | None:
    """The mask of a coverage raster over a region inside the frame; None when it takes no pixel."""
    taken = pixels_of(coverage)
    if not taken.any():
        return None
    whole = np.zeros((height_px, width_px), dtype=np.uint8, order="F")
    whole[region.y : region.y + region.height, region.x : region.x + region.width] = taken
    counts: bytes = coco_mask.encode(whole)["counts"]
    return Rle(size=(height_px, width_px), counts=counts.decode("ascii"))
