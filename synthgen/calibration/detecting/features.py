"""What a proposal looks like, as numbers: its place, how it came about, its ink, what is read in it."""

from __future__ import annotations

import numpy as np

from synthgen.calibration.detecting.ink import Ink, Pixels
from synthgen.calibration.detecting.looking import Sightings
from synthgen.calibration.detecting.proposals import Proposals, Route
from synthgen.calibration.types import Floats, Indices

_GRID = 7
_LOOKS = 17
_READ = 10
_MARGIN_PX = 3
_CELLS = 96
"""Cut-outs are scaled to at most so many pixels a side before they are measured."""
FEATURES = 12 + (len(Route) + 2) + 5 + _READ + 13 + _LOOKS + _GRID**2
"""Columns: geometry, routes, neighbours, what is read, isolation, looks."""
_SIGNS = set("=+-<>^_|()[]{}/*·\u00d7÷±√∑∫≤≥≠→")


def features(pixels: Pixels, ink: Ink, proposals: Proposals, read: Sightings, rows: Indices) -> Floats:
    """Of these `rows` of the proposals (rows, features), finite; `read` is what a reader of text saw in the picture."""
    if not len(rows):
        return np.zeros((0, FEATURES))
    shape = pixels.shape[:2]
    parts = (
        _geometry(proposals.box, shape),
        np.column_stack([np.minimum(proposals.routes, 20), np.log1p(proposals.pieces), proposals.reach]),
        _neighbours(proposals.box),
        _read(proposals.box, read),
        _isolation(ink, proposals.box),
    )
    # By far the dearest part.
    looks = np.array([_looks(pixels, ink, box) for box in proposals.box[rows]])
    return np.hstack([*(part[rows] for part in parts), looks])


def _geometry(box: Floats, shape: tuple[int, ...]) -> Floats:
    height, width = shape
    size = np.maximum(box[:, 2:] - box[:, :2], 1)
    share = size / [width, height]
    middle = (box[:, :2] + box[:, 2:]) / 2 / [width, height]
    # Edges of the picture cut things off; what reaches across it is a plane or an axis.
    at_edge = np.column_stack([box[:, :2] <= 1, box[:, 2:] >= np.array([width, height]) - 1])
    return np.column_stack(
        [middle, share, np.log(size), np.log(size[:, 0] / size[:, 1]), np.sqrt(share.prod(axis=1)), at_edge]
    )


def _neighbours(box: Floats) -> Floats:
    """How many proposals lie within each, and hold each: the nesting it stands in."""
    area = np.maximum(np.prod(box[:, 2:] - box[:, :2], axis=1), 1)
    shared = np.clip(
        np.minimum(box[:, None, 2:], box[None, :, 2:]) - np.maximum(box[:, None, :2], box[None, :, :2]), 0, None
    ).prod(axis=2)
    inside = shared > 0.9 * area[None]
    overlap = shared / (area[:, None] + area[None] - shared)
    np.fill_diagonal(overlap, 0)
    counts = np.log1p(np.column_stack([inside.sum(axis=1), inside.sum(axis=0), (overlap > 0.5).sum(axis=1)]))
    near_size = np.log(area[None] / area[:, None])
    holder = np.where(inside.T & (near_size > 0.1), near_size, 9).min(axis=1)
    largest_part = np.where(inside & (near_size < -0.1), near_size, -9).max(axis=1)
    return np.column_stack([counts, holder, largest_part])


def _read(box: Floats, read: Sightings) -> Floats:
    """The line of text that fits best: how well, how sure, what kind of letters; how much of the box is read at all."""
    if not len(read):
        return np.zeros((len(box), _READ))
    area = np.maximum(np.prod(box[:, 2:] - box[:, :2], axis=1), 1)
    read_area = np.maximum(np.prod(read.box[:, 2:] - read.box[:, :2], axis=1), 1)
    shared = np.clip(
        np.minimum(box[:, None, 2:], read.box[None, :, 2:]) - np.maximum(box[:, None, :2], read.box[None, :, :2]),
        0,
        None,
    ).prod(axis=2)
    overlap = shared / (area[:, None] + read_area[None] - shared)
    best = overlap.argmax(axis=1)
    row = np.arange(len(box))
    letters = np.array([_letters(text) for text in read.text])[best]
    some = (shared.max(axis=1) > 0)[:, None]
    return np.column_stack(
        [
            overlap[row, best],
            shared[row, best] / area,
            shared[row, best] / read_area[best],
            np.minimum(shared.sum(axis=1) / area, 2),
            (shared > 0.6 * read_area).sum(axis=1),
            np.hstack([read.score[best][:, None], letters]) * some,
        ]
    )


def _letters(text: str) -> tuple[float, float, float, float]:
    count = max(len(text), 1)
    return (
        float(len(text)),
        sum(letter.isalpha() for letter in text) / count,
        sum(letter.isdigit() for letter in text) / count,
        sum(letter in _SIGNS for letter in text) / count,
    )


def _isolation(ink: Ink, box: Floats) -> Floats:
    """The ink just outside each edge (none: the box stands apart), by margins of 2 px and of half its height."""
    total = np.pad(ink.mask.astype(np.float64), ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    height, width = ink.mask.shape

    def inked(one: Floats) -> Floats:
        x_min, x_max = (np.clip(np.rint(one[:, axis]), 0, width).astype(int) for axis in (0, 2))
        y_min, y_max = (np.clip(np.rint(one[:, axis]), 0, height).astype(int) for axis in (1, 3))
        held: Floats = total[y_max, x_max] - total[y_min, x_max] - total[y_max, x_min] + total[y_min, x_min]
        return held

    own = inked(box)
    columns = [own / np.maximum(np.prod(box[:, 2:] - box[:, :2], axis=1), 1)]
    tall = np.clip(box[:, 3] - box[:, 1], 2, 0.1 * height)
    for margin in (np.full(len(box), 2.0), 0.5 * tall, 1.2 * tall):
        for edge in range(4):
            wider = box.copy()
            wider[:, edge] += margin * (-1 if edge < 2 else 1)
            length = np.maximum(box[:, 3 - edge % 2] - box[:, 1 - edge % 2], 1)
            columns.append((inked(wider) - own) / (margin * length))
    return np.column_stack(columns)


def _looks(pixels: Pixels, ink: Ink, box: Floats) -> list[float]:
    """Ink, strokes, straightness and colours of the cut-out, and the cut-out itself, coarse."""
    import cv2

    height, width = ink.mask.shape
    x_min, y_min = (max(int(value) - _MARGIN_PX, 0) for value in box[:2])
    x_max, y_max = min(int(box[2]) + _MARGIN_PX, width), min(int(box[3]) + _MARGIN_PX, height)
    contrast, colours = ink.contrast[y_min:y_max, x_min:x_max], pixels[y_min:y_max, x_min:x_max]
    step = max(1, round(max(contrast.shape) / _CELLS))
    contrast, colours = contrast[::step, ::step], colours[::step, ::step]
    mask = contrast > 0.35 * max(float(contrast.max()), 60)
    grid = cv2.resize(contrast, (_GRID, _GRID), interpolation=cv2.INTER_AREA) / max(float(contrast.max()), 1)
    if not mask.any():
        return [*([0.0] * _LOOKS), *map(float, grid.ravel())]
    # The rim of zeros: where there is none, distances to it have no end.
    thick = cv2.distanceTransform(np.pad(mask, 1).astype(np.uint8), cv2.DIST_L2, 3)[1:-1, 1:-1][mask]
    crossings = (mask[:, 1:] != mask[:, :-1]).sum() / mask.shape[0], (mask[1:] != mask[:-1]).sum() / mask.shape[1]
    y, x = np.nonzero(mask)
    spread = np.cov(np.stack([x / mask.shape[1], y / mask.shape[0]])) if len(x) > 2 else np.zeros((2, 2))
    values = np.linalg.eigvalsh(np.nan_to_num(spread))
    ends = np.linalg.eigvalsh(np.nan_to_num(np.cov(np.stack([x, y])))) if len(x) > 2 else np.zeros(2)
    inside = colours[mask].astype(np.float32)
    saturation = inside.max(axis=1) - inside.min(axis=1)
    return [
        float(mask.mean()),
        float(thick.mean()) * step,
        float(thick.max()) * step,
        *crossings,
        float(values[0]),
        float(values[1]),
        float(np.sqrt(max(ends[0], 0) / max(ends[1], 1e-6))),
        float(spread[0, 1]),
        *(inside.mean(axis=0) / 255).tolist(),
        *(inside.std(axis=0) / 255).tolist(),
        float(saturation.mean()) / 255,
        float(contrast.max()) / 441,
        *map(float, grid.ravel()),
    ]
