"""How crowded and how overlapping a frame is, from the boxes in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from synthgen.core.annotation import FrameRecord, ObjectRecord
from synthgen.core.geometry import Box

Array = npt.NDArray[np.float64]


def box_overlaps(record: FrameRecord) -> list[float]:
    """For each object in the frame, the largest share of its box that lies in the box of one other object.

    Boxes are `bbox_in_frame`. What an object is part of, and its own parts, do not count; nor do second appearances.
    """
    items = _boxed(record)
    if not items:
        return []
    boxes = _edges(items)
    lows, highs = boxes[:, :2], boxes[:, 2:]
    sides = np.minimum(highs[:, None], highs[None]) - np.maximum(lows[:, None], lows[None])
    shared = np.clip(sides, 0.0, None).prod(axis=2)
    shared[_of_one_family(items)] = 0.0
    shares: Array = shared.max(axis=1) / (highs - lows).prod(axis=1)
    return [float(share) for share in shares]


def covered_share(record: FrameRecord) -> float:
    """The share of the frame that lies in any object's box."""
    items = _boxed(record)
    if not items:
        return 0.0
    boxes = _edges([item for item in items if item.parent_id is None] or items)
    # Cells between neighbouring edges are wholly in a box or wholly out of it.
    xs, ys = np.unique(boxes[:, 0::2]), np.unique(boxes[:, 1::2])
    inside = np.zeros((len(ys) - 1, len(xs) - 1), dtype=bool)
    for x_min, y_min, x_max, y_max in boxes:
        rows, columns = np.searchsorted(ys, (y_min, y_max)), np.searchsorted(xs, (x_min, x_max))
        inside[rows[0] : rows[1], columns[0] : columns[1]] = True
    width_px, height_px = record.resolution
    return float(np.diff(ys) @ inside @ np.diff(xs)) / (width_px * height_px)


def _boxed(record: FrameRecord) -> list[ObjectRecord]:
    return [item for item in record.objects if item.appearance_of is None and (item.bbox_in_frame or _NONE).area > 0]


_NONE = Box(0.0, 0.0, 0.0, 0.0)


def _edges(items: Sequence[ObjectRecord]) -> Array:
    """Boxes within the frame, shape (n, 4)."""
    return np.array([(item.bbox_in_frame or _NONE).as_list() for item in items])


def _of_one_family(items: Sequence[ObjectRecord]) -> npt.NDArray[np.bool_]:
    """Whether one of two is the other or part of it, shape (n, n)."""
    place = {item.instance_id: index for index, item in enumerate(items)}
    parents: Mapping[int, int | None] = {item.instance_id: item.parent_id for item in items}
    related = np.eye(len(items), dtype=bool)
    for item in items:
        ancestor = item.parent_id
        while ancestor in place:
            related[place[item.instance_id], place[ancestor]] = related[place[ancestor], place[item.instance_id]] = True
            ancestor = parents[ancestor]
    return related
