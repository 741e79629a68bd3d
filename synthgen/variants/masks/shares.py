"""How much of each object lies in the context and how much in the target of a mask set, by area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from pycocotools import mask as coco_mask

from synthgen.core.annotation import FrameRecord, ObjectRecord, Rle
from synthgen.core.geometry import Box, FloatArray
from synthgen.core.pair import MaskSet, PairObject
from synthgen.core.patches import PatchGrid, View, overlaps, sums_between

Cells = npt.NDArray[np.bool_]


def layout(
    records: Sequence[FrameRecord], masks: Sequence[MaskSet], grid: PatchGrid, view: View
) -> Iterator[PairObject]:
    """Every object of every picture of an input, by picture and in paint order, with its shares in each mask set."""
    sides = [(_cells(mask.context, grid), _cells(mask.target, grid)) for mask in masks]
    for frame, record in enumerate(records):
        time = min(frame // grid.tubelet, grid.time - 1)
        measure = _Measure(grid, view)
        for item in record.objects:
            areas, measured = measure.areas(item)
            yield PairObject(
                frame=frame,
                instance_id=item.instance_id,
                track_id=item.track_id,
                parent_id=item.parent_id,
                type=item.type,
                category=item.category,
                box=view.box(item.bbox),
                measured=measured,
                context=tuple(_share(areas, context[time]) for context, _ in sides),
                target=tuple(_share(areas, target[time]) for _, target in sides),
            )


def _cells(indices: Sequence[int], grid: PatchGrid) -> Cells:
    cells = np.zeros(grid.size, np.bool_)
    cells[list(indices)] = True
    return cells.reshape(grid.time, grid.height, grid.width)


def _share(areas: FloatArray, side: Cells) -> float | None:
    """The share of an object with these areas in the patches that falls into one side; None where it has no area."""
    whole = float(areas.sum())
    return None if whole <= 0 else min(1.0, float(areas[side].sum()) / whole)


class _Measure:
    """Measures the objects of one picture in patches: areas of shape (height, width), in pixels of the picture."""

    def __init__(self, grid: PatchGrid, view: View) -> None:
        self._x, self._y = view.borders(grid)

    def areas(self, item: ObjectRecord) -> tuple[FloatArray, str]:
        """The object's areas and what they were measured by, as `PairObject.measured` has it."""
        for rle, name in ((item.segmentation_amodal, "amodal"), (item.segmentation, "modal")):
            if rle is not None:
                return self._mask_areas(rle), name
        return self._box_areas(item.bbox_in_frame), "box"

    def _mask_areas(self, rle: Rle) -> FloatArray:
        encoded = {"size": list(rle.size), "counts": rle.counts.encode()}
        x, y, width, height = (int(value) for value in coco_mask.toBbox(encoded))
        if width == 0 or height == 0:
            return self._box_areas(None)
        mask = coco_mask.decode(encoded)[y : y + height, x : x + width]
        rows = sums_between(mask, self._y - y)
        return sums_between(rows.T, self._x - x).T

    def _box_areas(self, box: Box | None) -> FloatArray:
        if box is None:
            return np.zeros((len(self._y) - 1, len(self._x) - 1))
        return np.outer(overlaps(box.y_min, box.y_max, self._y), overlaps(box.x_min, box.x_max, self._x))
