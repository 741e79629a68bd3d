"""Measuring leaves on their own drawings: where they cover what, and exactly where they end.

Every leaf is drawn alone by the engine, once at the frame's own resolution, and again much finer on narrow strips along
those of its edges that matter. The arithmetic under test only says where to start looking: whatever touches the border
of the place looked at makes the place grow.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
import numpy.typing as npt

from synthgen.core.edits import Edit
from synthgen.core.geometry import Box, union
from synthgen.core.paint import Quad, Squares, painted_bounds
from synthgen.core.snapshot import PixelArray, Snapshot

Coverage = npt.NDArray[np.float32]

SIDES = ("left", "top", "right", "bottom")
_MARGIN_PX = 3
_STRIP_PX = 3
_FAR_MARGIN_PX = 8
_FAR_LONGEST_PX = 100_000
_OPPOSITE = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}
_TILE_PX = 16384
"""Cairo's surfaces end at 32767 pixels."""


class DrawnMoment(Protocol):
    """What the oracle asks of a moment that an engine has drawn (see `engines.base.Moment`)."""

    snapshot: Snapshot
    pixels: PixelArray

    def draw(self, edits: Sequence[Edit]) -> tuple[PixelArray, Snapshot]: ...

    def coverage(self, instance_ids: Collection[int], region: Box, scale: int = 1) -> Coverage: ...

    def seen(self, instance_ids: Collection[int]) -> Coverage | None: ...

    def position(self, instance_id: int) -> tuple[float, float, float] | None: ...

    def pixel_position(self, instance_id: int) -> tuple[float, float] | None: ...


@dataclass(frozen=True, slots=True)
class Patch:
    """Coverage over whole pixels from (x, y) on, as bytes; `cut` names the sides where there is more outside."""

    x: int
    y: int
    levels: npt.NDArray[np.uint8]
    cut: frozenset[str]

    @property
    def coverage(self) -> Coverage:
        return self.levels.astype(np.float32) / np.float32(255)

    @property
    def box(self) -> Box:
        height, width = self.levels.shape
        return Box(float(self.x), float(self.y), float(self.x + width), float(self.y + height))


class LeafGauge:
    """Measures the leaves of one moment; what was measured once is kept.

    `scale` is how many times finer than the frame edges are measured; an engine that cannot draw finer is measured by
    interpolation at the frame's own resolution.
    """

    def __init__(self, moment: DrawnMoment, scale: int) -> None:
        self._moment, self.scale = moment, scale
        camera = moment.snapshot.camera
        self.frame = Box(0.0, 0.0, float(camera.width_px), float(camera.height_px))
        self.window = Box(-self.frame.x_max, -self.frame.y_max, 2 * self.frame.x_max, 2 * self.frame.y_max)
        self._hints: dict[int, Box | None] = {}
        self._raster: set[int] = set()
        self._displays: dict[int, Box] = {}
        for leaf in moment.snapshot.leaves:
            self._hints[leaf.instance_id] = union([self._hints.get(leaf.instance_id), painted_bounds(leaf.paints)])
            if leaf.window is not None:
                self._displays[leaf.instance_id] = leaf.window
            if any(isinstance(paint, Quad | Squares) for paint in leaf.paints):
                self._raster.add(leaf.instance_id)
        self._patches: dict[int, Patch | None] = {}
        self._edges: dict[tuple[int, str], float | None] = {}

    def snaps_to_pixels(self, leaf_id: int) -> bool:
        """Whether the leaf is drawn in whole pixels of the frame (pictures, point clouds) and only inside it."""
        return leaf_id in self._raster

    def view(self, leaf_ids: Collection[int]) -> Box | None:
        """Where in the picture leaves can be seen: anywhere, or within the display they are seen through."""
        displays = [self._displays[leaf_id] for leaf_id in leaf_ids if leaf_id in self._displays]
        if len(displays) < len(leaf_ids):
            return self.frame
        around = union(displays)
        return self.frame if around is None else around.intersection(self.frame)

    def patch(self, leaf_id: int) -> Patch | None:
        """The leaf's coverage at the frame's resolution, trimmed to what it covers; None when it covers nothing."""
        if leaf_id not in self._patches:
            self._patches[leaf_id] = self._draw_patch(leaf_id)
        return self._patches[leaf_id]

    def reach(self, leaf_id: int, side: str) -> float | None:
        """The outer edge of the last pixel the leaf may touch on a side; None when it covers nothing."""
        patch, hint = self.patch(leaf_id), self._hints.get(leaf_id)
        near = _outer(patch.box, side) if patch is not None else None
        if hint is None or self.is_whole(leaf_id):
            return near
        return _outermost(near, _outer(whole_pixels(hint.grown(_FAR_MARGIN_PX)), side), side)

    def is_whole(self, leaf_id: int) -> bool:
        """Whether all of the leaf was looked at."""
        patch, hint = self.patch(leaf_id), self._hints.get(leaf_id)
        if patch is not None:
            return not patch.cut
        return hint is None or self.window.contains(hint)

    def edge(self, leaf_id: int, side: str) -> float | None:
        """Where the leaf (which must reach somewhere) ends on a side, in px: there its coverage reaches a half.

        None when that lies so far outside the picture that it could not be found.
        """
        key = (leaf_id, side)
        if key not in self._edges:
            self._edges[key] = self._any_edge(leaf_id, side)
        return self._edges[key]

    def _any_edge(self, leaf_id: int, side: str) -> float | None:
        patch = self.patch(leaf_id)
        near = self._find_edge(leaf_id, patch, side) if patch is not None and side not in patch.cut else None
        if patch is not None and self.is_whole(leaf_id):
            return near
        # What leaves the window on one side may also reach furthest on another where it is out of the window.
        far = self._far_edge(leaf_id, side)
        return None if far is None else _outermost(near, far, side)

    def _far_edge(self, leaf_id: int, side: str) -> float | None:
        """An edge that may lie outside the window: looked for in a strip along where the arithmetic has it.

        The strip's inner border when nothing is found in it, None when there is something on its outer border.
        """
        hint = self._hints.get(leaf_id)
        if hint is None or leaf_id in self._raster:
            return None
        strip = whole_pixels(_along(hint, side).grown(_FAR_MARGIN_PX))
        if max(strip.width, strip.height) > _FAR_LONGEST_PX:
            return None
        levels = np.rint(self._coverage(leaf_id, strip, 1) * 255).astype(np.uint8)
        if _border(levels, side).any():
            return None
        patch = _trimmed(levels, strip, frozenset())
        return _outer(strip, _OPPOSITE[side]) if patch is None else self._find_edge(leaf_id, patch, side)

    def _draw_patch(self, leaf_id: int) -> Patch | None:
        hint = self._hints.get(leaf_id)
        start = hint.intersection(self.window) if hint is not None else None
        region = whole_pixels(start.grown(_MARGIN_PX) if start is not None else self.frame)
        limit = self.frame if leaf_id in self._raster else self.window
        while True:
            region = region.intersection(limit) or self.frame
            levels = np.rint(self._coverage(leaf_id, region, 1) * 255).astype(np.uint8)
            touched = {side for side in SIDES if _border(levels, side).any()}
            growing = {side for side in touched if not _reaches(region, limit, side)}
            if not growing:
                # What left the window may turn anywhere outside it, or have parts that never come in.
                beyond = {side for side in SIDES if hint is not None and not _within(hint, limit, side)}
                return _trimmed(levels, region, frozenset(touched | beyond))
            region = _grown_on(region, growing)

    def _coverage(self, leaf_id: int, region: Box, scale: int) -> Coverage:
        """The engine's coverage, put together of tiles small enough for any drawing surface."""
        step = max(_TILE_PX // scale, 1)
        x_edges = [*range(round(region.x_min), round(region.x_max), step), round(region.x_max)]
        y_edges = [*range(round(region.y_min), round(region.y_max), step), round(region.y_max)]
        rows = [
            np.concatenate(
                [
                    self._moment.coverage({leaf_id}, Box(float(x0), float(y0), float(x1), float(y1)), scale)
                    for x0, x1 in pairwise(x_edges)
                ],
                axis=1,
            )
            for y0, y1 in pairwise(y_edges)
        ]
        return np.concatenate(rows, axis=0)

    def _find_edge(self, leaf_id: int, patch: Patch, side: str) -> float:
        """Draw finer strips along the side, ever wider, until one shows coverage of a half."""
        depth_px = patch.levels.shape[1] if side in ("left", "right") else patch.levels.shape[0]
        if leaf_id in self._raster:
            return _edge_in(patch.coverage, patch.box, side, 1, 0.5)
        strip_px, most = _STRIP_PX, 0.0
        while True:
            strip = _strip_region(patch, side, min(strip_px, depth_px))
            try:
                fine = self._coverage(leaf_id, strip, self.scale)
            except ValueError:
                return _edge_in(patch.coverage, patch.box, side, 1, min(0.5, 0.5 * float(patch.coverage.max())))
            most = max(most, float(fine.max(initial=0.0)))
            if most >= 0.5:
                return _edge_in(fine, strip, side, self.scale, 0.5)
            if strip_px >= depth_px:
                # Thinner than a pixel of even the fine drawing: it ends where it covers half of the most it does.
                return _edge_in(fine, strip, side, self.scale, 0.5 * most) if most > 0 else _outer(patch.box, side)
            strip_px *= 4


def group_coverage(patches: Iterable[Patch], region: Box) -> Coverage:
    """Coverage of several leaves together (overlaps count once) over a region of whole-pixel edges."""
    x, y = round(region.x_min), round(region.y_min)
    clear = np.ones((round(region.height), round(region.width)), dtype=np.float32)
    for patch in patches:
        common = patch.box.intersection(region)
        if common is None:
            continue
        rows = slice(round(common.y_min) - y, round(common.y_max) - y)
        columns = slice(round(common.x_min) - x, round(common.x_max) - x)
        own_rows = slice(round(common.y_min) - patch.y, round(common.y_max) - patch.y)
        own_columns = slice(round(common.x_min) - patch.x, round(common.x_max) - patch.x)
        clear[rows, columns] *= 1 - patch.levels[own_rows, own_columns].astype(np.float32) / np.float32(255)
    return 1 - clear


def outermost(gauge: LeafGauge, leaf_ids: Iterable[int], side: str) -> float | None:
    """Where leaves together end on a side, unclipped; None when that could not be found."""
    sign = 1.0 if side in ("left", "top") else -1.0
    # A leaf can only end inside the pixels it touches: those that begin further in than the best need no finer look.
    reaches = ((gauge.reach(leaf_id, side), leaf_id) for leaf_id in leaf_ids)
    found = sorted((sign * reach, leaf_id) for reach, leaf_id in reaches if reach is not None)
    best: float | None = None
    for reach, leaf_id in found:
        if best is not None and reach > best:
            break
        edge = gauge.edge(leaf_id, side)
        if edge is None:
            return None
        best = sign * edge if best is None else min(best, sign * edge)
    return None if best is None else sign * best


def whole_pixels(box: Box) -> Box:
    return Box(
        float(math.floor(box.x_min)),
        float(math.floor(box.y_min)),
        float(math.ceil(box.x_max)),
        float(math.ceil(box.y_max)),
    )


def _outermost(one: float | None, other: float, side: str) -> float:
    if one is None:
        return other
    return min(one, other) if side in ("left", "top") else max(one, other)


def _along(box: Box, side: str) -> Box:
    """The side of a box, as a box without width or height."""
    x_min, y_min, x_max, y_max = box.as_list()
    match side:
        case "left":
            return Box(x_min, y_min, x_min, y_max)
        case "top":
            return Box(x_min, y_min, x_max, y_min)
        case "right":
            return Box(x_max, y_min, x_max, y_max)
        case _:
            return Box(x_min, y_max, x_max, y_max)


def _border(levels: npt.NDArray[np.uint8], side: str) -> npt.NDArray[np.uint8]:
    found: npt.NDArray[np.uint8] = {
        "left": levels[:, 0],
        "right": levels[:, -1],
        "top": levels[0],
        "bottom": levels[-1],
    }[side]
    return found


def _outer(box: Box, side: str) -> float:
    return box.as_list()[SIDES.index(side)]


def _reaches(region: Box, limit: Box, side: str) -> bool:
    inner, outer = _outer(region, side), _outer(limit, side)
    return inner <= outer if side in ("left", "top") else inner >= outer


def _within(box: Box, limit: Box, side: str) -> bool:
    inner, outer = _outer(box, side), _outer(limit, side)
    return inner >= outer if side in ("left", "top") else inner <= outer


def _grown_on(region: Box, sides: Collection[str]) -> Box:
    """The region, twice as far out on these sides."""
    x_min, y_min, x_max, y_max = region.as_list()
    wide, high = max(region.width, 16.0), max(region.height, 16.0)
    return Box(
        x_min - wide * ("left" in sides),
        y_min - high * ("top" in sides),
        x_max + wide * ("right" in sides),
        y_max + high * ("bottom" in sides),
    )


def _trimmed(levels: npt.NDArray[np.uint8], region: Box, cut: frozenset[str]) -> Patch | None:
    rows, columns = np.flatnonzero(levels.any(axis=1)), np.flatnonzero(levels.any(axis=0))
    if len(rows) == 0:
        return None
    inner = levels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].copy()
    return Patch(round(region.x_min) + int(columns[0]), round(region.y_min) + int(rows[0]), inner, cut)


def _strip_region(patch: Patch, side: str, depth_px: int) -> Box:
    """Whole pixels along a side of the patch: one outside it, `depth_px` inside, as long as what lies in there."""
    box = patch.box
    if side in ("left", "right"):
        inside = patch.levels[:, :depth_px] if side == "left" else patch.levels[:, -depth_px:]
        along = np.flatnonzero(inside.any(axis=1))
        y_min, y_max = box.y_min + along[0] - 1, box.y_min + along[-1] + 2
        if side == "left":
            return Box(box.x_min - 1, y_min, box.x_min + depth_px, y_max)
        return Box(box.x_max - depth_px, y_min, box.x_max + 1, y_max)
    inside = patch.levels[:depth_px] if side == "top" else patch.levels[-depth_px:]
    along = np.flatnonzero(inside.any(axis=0))
    x_min, x_max = box.x_min + along[0] - 1, box.x_min + along[-1] + 2
    if side == "top":
        return Box(x_min, box.y_min - 1, x_max, box.y_min + depth_px)
    return Box(x_min, box.y_max - depth_px, x_max, box.y_max + 1)


def _edge_in(coverage: Coverage, region: Box, side: str, scale: int, threshold: float) -> float:
    """Where coverage, as seen from a side of the region, passes the threshold: between the centres of two pixels."""
    along = coverage.max(axis=0 if side in ("left", "right") else 1)
    profile = along if side in ("left", "top") else along[::-1]
    index = int(np.argmax(profile >= min(threshold, float(profile.max()))))
    here, before = float(profile[index]), float(profile[index - 1]) if index > 0 else 0.0
    inward = (index + 0.5 - (here - threshold) / max(here - before, 1e-9)) / scale
    return _outer(region, side) + (inward if side in ("left", "top") else -inward)
