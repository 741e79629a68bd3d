"""The canvas on which manimgl mixes the fills of a batch before they reach the picture, in NumPy.

The canvas is twice as fine as the picture and not anti-aliased. A fill lets 5% of the fills below it through; then all
borders are added, each pixel as bright and as opaque as its brightest and its most opaque border or fill; the whole is
put on the picture, averaged over blocks of 2 x 2, with 6% more. So a fill does not hide the borders of those below.
What is seen of a fill here is how bright it would make the picture if it were white and all others black.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from synthgen.core.snapshot import Drawing, Mix
from synthgen.engines.opengl_raster import Layer, Levels

CANVAS_SCALE = 2
"""How much finer than the picture the canvas is."""
_OPACITY = 0.95
"""What the shaders of fills and of borders make of opacity 1."""
_GAIN = 1.06
_LEAST_COMMON_SHARE = 1e-3
"""Fills that have less than this share of the smaller one's area in common are taken as lying apart."""

BoolArray = npt.NDArray[np.bool_]
Slices = tuple[slice, slice]


@dataclass(frozen=True, slots=True)
class CanvasFill:
    """A mobject's fill on the canvas: the picture's pixel (x, y) is its top left corner, `alpha` its opacity. `inside`
    and the `border` (levels, None without one) have two rows and columns to each of the picture's pixels."""

    x: int
    y: int
    inside: BoolArray
    border: Levels | None
    alpha: float

    def layer(self) -> Layer:
        """As the picture shows it alone, opaque."""
        levels = _OPACITY * self.inside.astype(np.float32)
        if self.border is not None:
            np.maximum(levels, np.float32(_OPACITY) * self.border, out=levels)
        return Layer(self.x, self.y, _on_picture(levels))


def mixes(fills: Mapping[int, CanvasFill], layers: Mapping[int, Layer]) -> Iterator[Mix]:
    """What of a batch's fills overlaps, by the fills' indices (ascending in paint order); `layers` shows each alone."""
    for group in _overlapping(layers):
        yield Mix(tuple(group), _Mixer({index: fills[index] for index in group}, layers))


@dataclass(frozen=True, slots=True)
class _Mixer:
    """Draws some of the fills of one canvas among the others."""

    fills: Mapping[int, CanvasFill]
    layers: Mapping[int, Layer]

    def __call__(self, own: Collection[int], _hides: bool) -> Drawing:
        chosen = [self.layers[index] for index in own or self.fills]
        x, y = min(layer.x for layer in chosen), min(layer.y for layer in chosen)
        right, bottom = max(layer.right for layer in chosen), max(layer.bottom for layer in chosen)
        size = (CANVAS_SCALE * (bottom - y), CANVAS_SCALE * (right - x))
        seen, hidden = np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.float32)
        parts = [
            (index in own, fill, *common)
            for index, fill in self.fills.items()
            if (common := _common(fill, x, y, size)) is not None
        ]
        for is_own, fill, here, there in parts:
            inside = fill.inside[there]
            if is_own:
                seen[here] += np.float32(_OPACITY) * inside * (1 - seen[here])
            else:
                covered = np.float32(_OPACITY * fill.alpha) * inside
                seen[here] *= 1 - covered
                hidden[here] += covered * (1 - hidden[here])
        for is_own, fill, here, there in parts:
            if fill.border is not None:
                target, opacity = (seen, _OPACITY) if is_own else (hidden, _OPACITY * fill.alpha)
                target[here] = np.maximum(target[here], np.float32(opacity) * fill.border[there])
        alone = self._alone(own, x, y, (bottom - y, right - x))
        return Drawing(x, y, alone, np.minimum(_on_picture(seen), alone), _on_picture(hidden))

    def _alone(self, own: Collection[int], x: int, y: int, size: tuple[int, int]) -> Levels:
        uncovered = np.ones(size, dtype=np.float32)
        for index in own:
            layer = self.layers[index]
            uncovered[layer.y - y : layer.bottom - y, layer.x - x : layer.right - x] *= 1 - layer.levels
        return 1 - uncovered


def _on_picture(levels: Levels) -> Levels:
    height, width = levels.shape
    blocks = levels.reshape(height // CANVAS_SCALE, CANVAS_SCALE, width // CANVAS_SCALE, CANVAS_SCALE)
    brightened: Levels = np.minimum(np.float32(_GAIN) * blocks.mean(axis=(1, 3), dtype=np.float32), 1)
    return brightened


def _common(fill: CanvasFill, x: int, y: int, size: tuple[int, int]) -> tuple[Slices, Slices] | None:
    """Where a fill lies in a part of the canvas that begins at the picture's (x, y), and that place in the fill."""
    top, left = CANVAS_SCALE * (fill.y - y), CANVAS_SCALE * (fill.x - x)
    height, width = fill.inside.shape
    first_row, last_row = max(top, 0), min(top + height, size[0])
    first, last = max(left, 0), min(left + width, size[1])
    if first_row >= last_row or first >= last:
        return None
    here = slice(first_row, last_row), slice(first, last)
    return here, (slice(first_row - top, last_row - top), slice(first - left, last - left))


def _overlapping(layers: Mapping[int, Layer]) -> list[list[int]]:
    """Groups of layers that have pixels in common with one another, each ascending; lone ones are left out."""
    indices = list(layers)
    edges = np.array([(one.x, one.y, one.right, one.bottom) for one in layers.values()]).reshape(-1, 4)
    x, y, right, bottom = edges.T
    touching = (x[:, None] < right) & (right[:, None] > x) & (y[:, None] < bottom) & (bottom[:, None] > y)
    group_of = {index: [index] for index in indices}
    for first, second in np.argwhere(np.triu(touching, 1)).tolist():
        one, other = group_of[indices[first]], group_of[indices[second]]
        if one is not other and _share(layers[indices[first]], layers[indices[second]]) >= _LEAST_COMMON_SHARE:
            one.extend(other)
            for index in other:
                group_of[index] = one
    groups = {id(group): sorted(group) for group in group_of.values() if len(group) > 1}
    return list(groups.values())


def _share(one: Layer, other: Layer) -> float:
    """The area two layers have in common, as a share of the smaller one's."""
    x, y = max(one.x, other.x), max(one.y, other.y)
    right, bottom = min(one.right, other.right), min(one.bottom, other.bottom)
    first, second = (
        layer.levels[y - layer.y : bottom - layer.y, x - layer.x : right - layer.x] for layer in (one, other)
    )
    common = float((first * second).sum())
    if common == 0:
        return 0.0
    return common / min(float(one.levels.sum()), float(other.levels.sum()))
