"""What can be seen in a picture alone: its connected pieces, held against the recorded boxes and positions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from synthgen.core.annotation import FrameRecord, ObjectRecord
from synthgen.core.geometry import Box, union
from synthgen.core.snapshot import PixelArray
from synthgen.quality.oracle_types import ClusterCheck

_CONTRAST_LEVELS = 12
"""A pixel this far from the background (0..255, in any channel) shows something."""
_LARGEST_FOREGROUND = 0.6
"""With more of the picture unlike its commonest colour there is no background to tell pieces from."""
_LEAST_EMPTY = 0.01
_REACH_PX = 1.5
_FAINT = 0.2
_HIDDEN = 0.05
_TINY_PX = 4.0
_PLATES = frozenset({"BackgroundRectangle"})
"""Mostly of the background's colour; what is seen within them is in front of them, so that only their rims tell."""
_RIM_PX = 2

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Connected pieces of a picture. `problem` says why there are none to speak of ("" if there are)."""

    foreground: Mask
    boxes: list[Box]
    problem: str = ""


def find_pieces(pixels: PixelArray, empty: Mask | None = None, left_out: Mask | None = None) -> Pieces:
    """The connected pieces (8 neighbours) of what differs from the background and is not left out.

    The background is of the commonest colour where the picture should be `empty`, or of the commonest of all where
    next to none of it should.
    """
    packed = pixels.astype(np.uint32) @ np.array([65536, 256, 1], dtype=np.uint32)
    if empty is not None and empty.mean() >= _LEAST_EMPTY:
        colours, counts = np.unique(packed[empty], return_counts=True)
    else:
        colours, counts = np.unique(packed, return_counts=True)
    commonest = int(colours[counts.argmax()])
    background = np.array([commonest >> 16, (commonest >> 8) & 255, commonest & 255], dtype=np.int16)
    foreground: Mask = np.abs(pixels.astype(np.int16) - background).max(axis=2) >= _CONTRAST_LEVELS
    if foreground.mean() > _LARGEST_FOREGROUND:
        return Pieces(foreground, [], "no single background colour")
    if left_out is not None:
        foreground &= ~left_out
    labels, _ = ndimage.label(foreground, structure=np.ones((3, 3), dtype=np.int8))
    boxes = [
        Box(float(columns.start), float(rows.start), float(columns.stop), float(rows.stop))
        for rows, columns in ndimage.find_objects(labels)
    ]
    return Pieces(foreground, boxes)


def match_clusters(record: FrameRecord, pieces: Pieces) -> tuple[list[ClusterCheck], Mapping[str, int]]:
    """Pieces and the objects they touch, gathered into clusters that touch nothing else, and how well each agrees.

    Also why how many objects were left out.
    """
    expected: list[tuple[ObjectRecord, Box]] = []
    left_out: dict[str, int] = defaultdict(int)
    for item in record.objects:
        box = item.bbox_modal or item.bbox_in_frame
        reason = _not_to_be_seen(item, box, pieces)
        if reason:
            left_out[reason] += 1
        elif box is not None:
            expected.append((item, box))
    clusters = []
    for items, found in _gathered(expected, pieces.boxes):
        annotated, pictured = union(box for _, box in items), union(found)
        if annotated is None or pictured is None:
            continue
        if min(annotated.width, annotated.height) < _TINY_PX:
            # A pixel more or less is a large part of a hairline: compare what is left when both are widened.
            annotated, pictured = annotated.grown(_TINY_PX), pictured.grown(_TINY_PX)
        ids = tuple(item.instance_id for item, _ in items)
        clusters.append(
            ClusterCheck(instance_ids=ids, iou=annotated.iou(pictured), pictured=pictured, annotated=annotated)
        )
    return clusters, left_out


def _not_to_be_seen(item: ObjectRecord, box: Box | None, pieces: Pieces) -> str:
    if box is None:
        return "outside the picture or covered"
    if item.opacity < _FAINT:
        return "too faint to stand out"
    if item.occlusion is not None and item.occlusion > 1 - _HIDDEN:
        return "outside the picture or covered"
    y0, y1 = max(int(box.y_min), 0), int(np.ceil(box.y_max))
    x0, x1 = max(int(box.x_min), 0), int(np.ceil(box.x_max))
    inside = pieces.foreground[y0:y1, x0:x1].copy()
    if item.type in _PLATES:
        inside[_RIM_PX:-_RIM_PX, _RIM_PX:-_RIM_PX] = False
    return "" if inside.any() else "of the background's colour"


def _gathered(
    expected: Sequence[tuple[ObjectRecord, Box]], pieces: Sequence[Box]
) -> list[tuple[list[tuple[ObjectRecord, Box]], list[Box]]]:
    """Objects and pieces whose boxes touch, directly or through others."""
    if not expected or not pieces:
        return []
    objects = np.array([box.grown(_REACH_PX).as_list() for _, box in expected])
    parts = np.array([box.as_list() for box in pieces])
    touching = (
        (objects[:, None, 0] < parts[None, :, 2])
        & (objects[:, None, 2] > parts[None, :, 0])
        & (objects[:, None, 1] < parts[None, :, 3])
        & (objects[:, None, 3] > parts[None, :, 1])
    )
    rows, columns = np.nonzero(touching)
    count = len(expected) + len(pieces)
    links = coo_array((np.ones(len(rows)), (rows, columns + len(expected))), shape=(count, count))
    _, labels = connected_components(links, directed=False)
    groups: dict[int, tuple[list[tuple[ObjectRecord, Box]], list[Box]]] = defaultdict(lambda: ([], []))
    for index, entry in enumerate(expected):
        groups[int(labels[index])][0].append(entry)
    for index, box in enumerate(pieces):
        groups[int(labels[len(expected) + index])][1].append(box)
    return [group for group in groups.values() if group[0] and group[1]]


def outside_boxes(record: FrameRecord) -> Mask:
    """The pixels that lie in no recorded box."""
    width_px, height_px = record.resolution
    outside = np.ones((height_px, width_px), dtype=np.bool_)
    for item in record.objects:
        if item.bbox_in_frame is not None:
            box = item.bbox_in_frame.grown(_REACH_PX)
            rows = slice(max(int(box.y_min), 0), int(np.ceil(box.y_max)))
            outside[rows, max(int(box.x_min), 0) : int(np.ceil(box.x_max))] = False
    return outside


def unexplained(record: FrameRecord, pieces: Pieces) -> int:
    """Pixels that show something but lie in no recorded box."""
    return int((pieces.foreground & outside_boxes(record)).sum())


def lone_root(cluster: ClusterCheck, record: FrameRecord) -> ObjectRecord | None:
    """The object a cluster shows, with its parts; None when it shows several."""
    own = {item.instance_id: item for item in record.objects if item.instance_id in cluster.instance_ids}
    roots = [item for item in own.values() if item.parent_id not in own]
    return roots[0] if len(roots) == 1 else None


def is_whole_and_still(item: ObjectRecord) -> bool:
    """Whether the picture shows all of an object, so that its middle can be seen: also no animation half way through
    making it, which knows where the rest will be."""
    return (
        item.state == "still"
        and item.bbox_in_frame == item.bbox
        and (item.occlusion is None or item.occlusion < _HIDDEN)
    )
