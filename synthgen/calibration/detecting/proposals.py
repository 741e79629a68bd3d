"""Boxes that may be objects, many more than there are: pieces of ink, pieces of one colour, long lines, and groups of
pieces that stand close together, closer or wider (glyphs to words, words to lines, lines to formulas and tables).

Each box says by how many routes it was found: a group that stays the same over many distances stands apart from its
surroundings.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from synthgen.calibration.detecting.ink import Ink
from synthgen.calibration.types import Floats, Indices, Mask


class Route(IntEnum):
    """How a box was found."""

    PIECE = 0
    STRONG_PIECE = 1
    COLOUR_PIECE = 2
    GROUP = 3
    COLOUR_GROUP = 4
    LINES = 5
    COLOUR = 6
    READ = 7
    SEGMENT = 8


_REACHES = ((0.3, 0.1), (0.6, 0.1), (1.0, 0.1), (1.6, 0.1), (0.4, 0.45), (0.8, 0.6), (1.2, 1.0), (2.0, 1.6))
"""How far pieces of a group may be apart, across and down, in heights of the taller one."""
_MOST_REACH = 0.09
"""No piece counts as taller than this share of the picture's height."""
_MOST_PIECES = 500
_LEAST_AREA_PX = 4
_SAME_BOX = 0.9
_LINE_SHARE = 0.12
_SMALL_SHARE = 0.16
_SEGMENT_SHARE = 0.06
_SEGMENT_GAP_PX = 4
_MOST_SEGMENTS = 80


@dataclass(frozen=True, slots=True)
class Proposals:
    """One row a box: `box` (n, 4) pixels, `routes` (n, routes) how often each found it, `pieces` (n,) of how many
    pieces the group is (1: of one), `reach` (n,) the first reach at which it came about (0: no group)."""

    box: Floats
    routes: Indices
    pieces: Indices
    reach: Indices

    def __len__(self) -> int:
        return len(self.pieces)


def propose(ink: Ink, read: Floats) -> Proposals:
    """All boxes of a picture; `read` (m, 4) are those of a reader of text."""
    rows = [np.column_stack([read, np.full((len(read), 3), (Route.READ, 1, 0))])]
    for number, layer in enumerate(ink.layers):
        pieces = _pieces(layer)
        route = (Route.PIECE, Route.STRONG_PIECE)[number] if number < 2 else Route.COLOUR_PIECE
        rows.append(np.column_stack([pieces, np.full((len(pieces), 3), (route, 1, 0))]))
        route = Route.GROUP if number < 2 else Route.COLOUR_GROUP
        # The box of a bubble, or of two axes, holds all that is near them: small pieces also go together on their own.
        rows += [_groups(some, layer.shape[0], route) for some in (pieces, _small(pieces, layer.shape))]
        if len(pieces):
            rows.append(_row(_union(pieces), Route.COLOUR, len(pieces)))
        rows.append(_lines(layer))
        if number > 1 or len(ink.layers) == 2:
            rows.append(_segments(layer))
    return _merged(np.vstack(rows))


def _pieces(layer: Mask) -> Floats:
    """Boxes (n, 4) of what hangs together, the largest where there are too many."""
    import cv2

    _, _, stats, _ = cv2.connectedComponentsWithStats(layer.astype(np.uint8), connectivity=8)
    stats = stats[1:][stats[1:, cv2.CC_STAT_AREA] >= _LEAST_AREA_PX]
    stats = stats[np.argsort(-stats[:, cv2.CC_STAT_AREA], kind="stable")[:_MOST_PIECES]].astype(np.float64)
    return np.hstack([stats[:, :2], stats[:, :2] + stats[:, 2:4]])


def _small(pieces: Floats, shape: tuple[int, ...]) -> Floats:
    height, width = shape
    small: Floats = pieces[((pieces[:, 2:] - pieces[:, :2]) < _SMALL_SHARE * np.array([width, height])).all(axis=1)]
    return small


def _groups(pieces: Floats, height_px: int, route: Route) -> Floats:
    from scipy.sparse.csgraph import connected_components

    rows = [np.zeros((0, 7))]
    if len(pieces) < 2:
        return rows[0]
    across, down = _gaps(pieces, 0), _gaps(pieces, 1)
    tall = np.minimum(pieces[:, 3] - pieces[:, 1], _MOST_REACH * height_px)
    scale = np.maximum(tall[:, None], tall[None])
    for number, (x_reach, y_reach) in enumerate(_REACHES):
        near = (across <= x_reach * scale) & (down <= y_reach * scale)
        _, group = connected_components(near, directed=False)
        counts = np.bincount(group)
        rows += [
            _row(_union(pieces[group == one]), route, int(counts[one]), number + 1)
            for one in np.flatnonzero(counts > 1)
        ]
    return np.vstack(rows)


def _lines(layer: Mask) -> Floats:
    """Long level and upright lines, one by one and all together: axes, number lines, grids."""
    import cv2

    height, width = layer.shape
    found = []
    for across, down in ((round(_LINE_SHARE * width), 1), (1, round(_LINE_SHARE * height))):
        long = cv2.morphologyEx(layer.astype(np.uint8), cv2.MORPH_OPEN, np.ones((down, across), np.uint8))
        # A filled area is no line.
        if long.mean() < 0.3:
            found.append(_pieces(long.astype(bool)))
    boxes = np.vstack([*found, np.zeros((0, 4))])
    if not len(boxes):
        return np.zeros((0, 7))
    rows = np.column_stack([boxes, np.full((len(boxes), 3), (Route.LINES, 1, 0))])
    return np.vstack([rows, _row(_union(boxes), Route.LINES, len(boxes))])


def _segments(layer: Mask) -> Floats:
    """Straight lines that cross others of their colour, such as vectors from one origin."""
    import cv2

    height = layer.shape[0]
    least = round(_SEGMENT_SHARE * height)
    found = cv2.HoughLinesP(layer.astype(np.uint8) * 255, 1, np.pi / 180, least, None, least, _SEGMENT_GAP_PX)
    if found is None:
        return np.zeros((0, 7))
    ends = found.reshape(-1, 2, 2)[:_MOST_SEGMENTS].astype(np.float64)
    boxes = np.hstack([ends.min(axis=1) - _SEGMENT_GAP_PX / 2, ends.max(axis=1) + 1 + _SEGMENT_GAP_PX / 2])
    return np.column_stack([boxes, np.full((len(boxes), 3), (Route.SEGMENT, 1, 0))])


def _merged(rows: Floats) -> Proposals:
    """Boxes that are nearly the same become one: the first; routes are counted."""
    rows = rows[np.lexsort(rows[:, 3::-1].T)]
    box = rows[:, :4]
    owner = np.full(len(rows), -1, dtype=np.int64)
    area = np.prod(box[:, 2:] - box[:, :2], axis=1)
    for one in range(len(rows)):
        if owner[one] >= 0:
            continue
        shared = np.clip(
            np.minimum(box[one:, 2:], box[one, 2:]) - np.maximum(box[one:, :2], box[one, :2]), 0, None
        ).prod(axis=1)
        same = shared >= _SAME_BOX * (area[one:] + area[one] - shared)
        same[0] = True
        owner[one:][same & (owner[one:] < 0)] = one
    kept, place = np.unique(owner, return_inverse=True)
    routes = np.zeros((len(kept), len(Route)), dtype=np.int64)
    np.add.at(routes, (place, rows[:, 4].astype(np.int64)), 1)
    pieces = np.ones(len(kept), dtype=np.int64)
    np.maximum.at(pieces, place, rows[:, 5].astype(np.int64))
    reach = np.full(len(kept), len(_REACHES) + 1, dtype=np.int64)
    np.minimum.at(reach, place, rows[:, 6].astype(np.int64))
    return Proposals(box[kept], routes, pieces, reach)


def _row(box: Floats, route: Route, pieces: int, reach: int = 0) -> Floats:
    return np.array([[*box, route, pieces, reach]], dtype=np.float64)


def _union(boxes: Floats) -> Floats:
    union: Floats = np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])
    return union


def _gaps(box: Floats, axis: int) -> Floats:
    """(n, n) free pixels between boxes along an axis; 0 where they overlap."""
    low, high = box[:, axis], box[:, axis + 2]
    gap: Floats = np.clip(np.maximum(low[:, None], low[None]) - np.minimum(high[:, None], high[None]), 0, None)
    return gap
