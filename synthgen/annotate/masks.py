"""Masks as COCO's compressed run-length encoding."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import numpy.typing as npt
from pycocotools import mask as coco_mask

from synthgen.annotate.coverage import Raster, Region
from synthgen.core.annotation import Rle

Pixels = npt.NDArray[np.bool_]


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


def pixels_of(coverage: Raster) -> Pixels:
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
    size = [height_px, width_px]
    runs = _run_lengths(taken, region, width_px, height_px)
    counts: bytes = coco_mask.frPyObjects({"size": size, "counts": runs.tolist()}, *size)["counts"]
    return Rle(size=(height_px, width_px), counts=counts.decode("ascii"))


def _run_lengths(taken: Pixels, region: Region, width_px: int, height_px: int) -> npt.NDArray[np.int64]:
    """Lengths of the runs of pixels not taken and taken by turns, down the columns of the frame one after another.

    Found on the region alone: most are small, and most of a frame's pixels lie outside them.
    """
    columns = np.zeros((region.width, region.height + 2), dtype=np.bool_)
    columns[:, 1:-1] = taken.T
    one_after_another = columns.ravel()
    column, row = np.divmod(np.flatnonzero(one_after_another[1:] != one_after_another[:-1]), region.height + 2)
    turns = (column + region.x) * height_px + row + region.y
    # A run that goes on from the foot of one column to the head of the next ends and begins at one place.
    again = np.flatnonzero(turns[1:] == turns[:-1])
    turns = np.delete(turns, np.concatenate([again, again + 1]))
    end = width_px * height_px
    return np.diff(turns, prepend=0, append=[end] if len(turns) == 0 or turns[-1] < end else [])
