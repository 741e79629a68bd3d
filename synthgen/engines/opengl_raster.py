"""Triangles as a GPU rasterises them: a pixel belongs to a triangle when its middle lies in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from synthgen.core.geometry import FloatArray
from synthgen.engines.opengl_projection import IntArray, Projected

Levels = npt.NDArray[np.float32]

_FLAT_PX2 = 1e-9
_MOST_PIXELS = 1 << 22
"""Pixels of layers to hold in memory at a time (one of a large frame may be more)."""
_OPAQUE_LOG = -30.0


@dataclass(frozen=True, slots=True)
class Fragments:
    """What a GPU's shader is called for: `column` and `row` of the pixel, the index of the triangle, and for each
    what was known of the triangle's corners, interpolated (k, n)."""

    column: IntArray
    row: IntArray
    triangle: IntArray
    known: FloatArray


def rasterise(
    projected: Projected, width_px: int, height_px: int, sample: tuple[float, float] = (0.5, 0.5)
) -> Fragments:
    """The fragments of triangles within a picture of that size, triangle by triangle, row by row.

    `sample` is the point of a pixel (from its top left corner) that must lie in a triangle; what is known of corners is
    interpolated at the middles of pixels all the same.
    """
    at_x, at_y = sample
    corners, x, y = projected.pixels, projected.pixels[..., 0], projected.pixels[..., 1]
    first_row = np.clip(np.ceil(y.min(axis=1) - at_y), 0, height_px).astype(np.int64)
    last_row = np.clip(np.ceil(y.max(axis=1) - at_y), 0, height_px).astype(np.int64)
    in_frame = (x.max(axis=1) > 0) & (x.min(axis=1) < width_px) & (np.abs(_doubled_areas(corners)) > _FLAT_PX2)
    triangle, row = _ranges(first_row, np.where(in_frame, last_row, first_row))
    left, right = _spans(corners[triangle], row.astype(float) + at_y)
    first = np.clip(np.ceil(left - at_x), 0, width_px).astype(np.int64)
    last = np.clip(np.ceil(right - at_x), 0, width_px).astype(np.int64)
    span, column = _ranges(first, np.maximum(first, last))
    triangle, row = triangle[span], row[span]
    return Fragments(column, row, triangle, _interpolated(projected, triangle, column, row))


def _ranges(start: IntArray, stop: IntArray) -> tuple[IntArray, IntArray]:
    """All whole numbers from each start to before its stop, and the index of the pair each comes from."""
    counts = stop - start
    owner = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    return owner, start[owner] + within


def _spans(corners: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Where horizontal lines enter and leave triangles: (n, 3, 2) cut at y (n,)."""
    low = np.full(len(y), np.inf)
    high = np.full(len(y), -np.inf)
    for i, j in ((0, 1), (1, 2), (0, 2)):
        (xa, ya), (xb, yb) = corners[:, i].T, corners[:, j].T
        with np.errstate(divide="ignore", invalid="ignore"):
            crossing = xa + (y - ya) / (yb - ya) * (xb - xa)
        cut = (ya <= y) != (yb <= y)
        low = np.where(cut, np.minimum(low, crossing), low)
        high = np.where(cut, np.maximum(high, crossing), high)
    empty = low > high
    return np.where(empty, 0.0, low), np.where(empty, 0.0, high)


def _interpolated(projected: Projected, triangle: IntArray, column: IntArray, row: IntArray) -> FloatArray:
    """What is known of the corners, at the middles of pixels; perspective as on a GPU (linear in 1 / w)."""
    inverse = 1 / projected.w
    flat = np.ptp(inverse, axis=1).max(initial=0.0) < 1e-12 * np.abs(inverse).max(initial=1.0)
    x = column + 0.5 - projected.pixels[triangle, 0, 0]
    y = row + 0.5 - projected.pixels[triangle, 0, 1]

    def at_pixels(values: FloatArray) -> npt.NDArray[np.float64]:
        start, by_x, by_y = _plane(projected.pixels, values)
        found: npt.NDArray[np.float64] = start[triangle] + by_x[triangle] * x + by_y[triangle] * y
        return found

    if flat:
        return np.array([at_pixels(projected.known[..., k]) for k in range(projected.known.shape[-1])])
    depth = at_pixels(inverse)
    return np.array([at_pixels(projected.known[..., k] * inverse) / depth for k in range(projected.known.shape[-1])])


def _plane(corners: FloatArray, values: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """For values (m, 3) at corners (m, 3, 2): the value at the first corner and what it gains along x and y."""
    ab, ac = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    b, c = values[:, 1] - values[:, 0], values[:, 2] - values[:, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        area = _doubled_areas(corners)
        by_x = (b * ac[:, 1] - c * ab[:, 1]) / area
        by_y = (c * ab[:, 0] - b * ac[:, 0]) / area
    return values[:, 0], by_x, by_y


def _doubled_areas(corners: FloatArray) -> FloatArray:
    ab, ac = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    areas: FloatArray = ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0]
    return areas


@dataclass(frozen=True, slots=True)
class Layer:
    """Coverage over the pixels from (x, y) on, (height, width), 0..1."""

    x: int
    y: int
    levels: Levels

    @property
    def right(self) -> int:
        return self.x + int(self.levels.shape[1])

    @property
    def bottom(self) -> int:
        return self.y + int(self.levels.shape[0])


def gather(fragments: Fragments, member: IntArray, levels: Levels, blend: bool) -> Iterator[tuple[int, Layer]]:
    """The fragments of each member (ascending) gathered: painted over one another (`blend`), else the most of them."""
    if len(member) == 0:
        return
    starts = np.flatnonzero(np.diff(member, prepend=-1))
    x, y = (np.minimum.reduceat(at, starts) for at in (fragments.column, fragments.row))
    right, bottom = (np.maximum.reduceat(at, starts) + 1 for at in (fragments.column, fragments.row))
    widths, sizes = right - x, (right - x) * (bottom - y)
    stops = np.append(starts[1:], len(member))
    for first, last in _groups(sizes):
        part = slice(starts[first], stops[last - 1])
        which = np.repeat(np.arange(first, last), stops[first:last] - starts[first:last])
        offsets = np.cumsum(sizes[first:last]) - sizes[first:last]
        at = offsets[which - first] + (fragments.row[part] - y[which]) * widths[which] + fragments.column[part]
        gathered = _gathered(at - x[which], levels[part], int(sizes[first:last].sum()), blend)
        for number in range(first, last):
            start = offsets[number - first]
            own = gathered[start : start + sizes[number]].reshape(-1, widths[number])
            yield int(member[starts[number]]), Layer(int(x[number]), int(y[number]), own)


def _groups(sizes: IntArray) -> Iterator[tuple[int, int]]:
    """Ranges of neighbours that fit into memory together."""
    first = 0
    while first < len(sizes):
        fitting = int(np.searchsorted(np.cumsum(sizes[first:]), _MOST_PIXELS, side="right"))
        last = first + max(fitting, 1)
        yield first, last
        first = last


def _gathered(at: IntArray, levels: Levels, size: int, blend: bool) -> Levels:
    result = np.zeros(size, dtype=np.float32)
    if not blend:
        np.maximum.at(result, at, levels)
        return result
    # Painting over one another multiplies what is left uncovered: sums of logarithms, which is one fast pass.
    with np.errstate(divide="ignore"):
        logs = np.maximum(np.log1p(-levels), _OPAQUE_LOG)
    sums = np.bincount(at, weights=logs, minlength=size)
    touched = np.flatnonzero(sums)
    result[touched] = -np.expm1(sums[touched])
    return result
