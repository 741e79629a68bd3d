"""What is seen of every object: one transmittance pass over the leaves, front to back.

Going back through the paint order, each leaf is rasterised once over its own box; the frame keeps how much light still
gets through what has been painted over it (its transmittance). Anti-aliasing, opacity, fades and the frame's edge all
come out of the same arithmetic. The parts of one object never count as hiding each other. Where the order does not tell
what hides what (depth, fills mixed on a canvas), the engine says how much of an object comes through.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from synthgen.annotate.coverage import Raster, Region, paint_coverage
from synthgen.core.geometry import Box, union
from synthgen.core.paint import Paint, painted_bounds
from synthgen.core.snapshot import Drawing, Drawings, Leaf, Mix

_AREA_LIMIT_PX = 1 << 22
"""Regions larger than this (far outside the frame) are measured at a lower resolution: only their area is needed."""
_PRESENT = np.float32(1 / 255)


@dataclass(frozen=True, slots=True)
class Visibility:
    """Coverage-weighted areas in px, opacity left out, and what follows from them; undefined is None.

    `mask` is the visible coverage over `region` (float32, None when the object is outside the frame), `amodal_mask`
    the coverage of the object as if it were alone, over the same region.
    """

    amodal_px: float
    in_frame_px: float
    visible_px: float
    region: Region | None
    mask: Raster | None
    amodal_mask: Raster | None

    @property
    def visibility(self) -> float | None:
        return _share(self.visible_px, self.amodal_px)

    @property
    def truncation(self) -> float | None:
        inside = _share(self.in_frame_px, self.amodal_px)
        return None if inside is None else 1.0 - inside

    @property
    def occlusion(self) -> float | None:
        seen = _share(self.visible_px, self.in_frame_px)
        return None if seen is None else 1.0 - seen

    def modal_box(self, in_frame: Box | None) -> Box | None:
        """The box of the pixels where at least half of what is there is seen; None when nothing is.

        It is cut to the exact in-frame box, so an edge that nothing covers stays as exact as that.
        """
        if self.mask is None or self.amodal_mask is None or self.region is None or in_frame is None:
            return None
        seen = self.mask >= np.float32(0.5) * self.amodal_mask
        seen &= self.amodal_mask > _PRESENT
        rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
        if len(rows) == 0:
            return None
        x, y = self.region.x, self.region.y
        box = Box(float(columns[0] + x), float(rows[0] + y), float(columns[-1] + 1 + x), float(rows[-1] + 1 + y))
        return box.intersection(in_frame)


class _Account:
    """What is known of one object while the walk goes from its front leaf to its back leaf.

    `light` is what reaches its next leaf through what others painted over it; of `seen` (what of it comes through) and
    `uncovered` (what its leaves leave free) there is nothing before the first leaf. `unpassed` is `uncovered` where all
    of the leaves was painted.
    """

    def __init__(self, region: Region, light: Raster) -> None:
        self.region, self.light = region, light
        self.seen: Raster | None = None
        self.uncovered = self.unpassed = light

    def add_own(self, region: Region, coverage: Raster, passed: Raster) -> None:
        """Add a leaf that covers so much, of which so much was painted (the same raster where all of it was)."""
        if self.seen is None and region == self.region:  # Most objects are one leaf.
            self.seen = passed * self.light
            self.unpassed = 1 - passed
            self.uncovered = self.unpassed if passed is coverage else 1 - coverage
            return
        if self.seen is None:
            self.seen = np.zeros_like(self.light)
            self.uncovered = self.unpassed = np.ones_like(self.light)
        where = region.slices_in(self.region)
        if passed is not coverage and self.unpassed is self.uncovered:
            self.unpassed = self.uncovered.copy()
        unpassed = self.unpassed[where]
        fresh = passed * unpassed
        unpassed -= fresh
        fresh *= self.light[where]
        self.seen[where] += fresh
        if self.unpassed is not self.uncovered:
            self.uncovered[where] *= 1 - coverage

    def add_foreign(self, region: Region, passing: Raster) -> None:
        """Something else lies over what is to come, and lets so much of the light pass."""
        common = _common(self.region, region)
        if common is not None:
            self.light[common.slices_in(self.region)] *= passing[common.slices_in(region)]


def measure_visibility(
    leaves: Sequence[Leaf],
    boxes: Sequence[Box | None],
    members: Sequence[Sequence[int]],
    width_px: int,
    height_px: int,
    drawings: Drawings | None = None,
) -> list[Visibility]:
    """What is seen of each object. `boxes` are the leaves' painted boxes, `members` each object's leaf indices.

    `drawings` are the leaves as their engine draws them, where it told; the others are rasterised here.
    """
    return _Walk(leaves, boxes, members, Region(0, 0, width_px, height_px), drawings or Drawings()).results()


class _Walk:
    """Goes through the leaves from the front to the back of a frame; those mixed on one canvas are taken together."""

    def __init__(
        self,
        leaves: Sequence[Leaf],
        boxes: Sequence[Box | None],
        members: Sequence[Sequence[int]],
        frame: Region,
        drawings: Drawings,
    ) -> None:
        self._leaves, self._boxes, self._members, self._frame = leaves, boxes, members, frame
        self._drawings = drawings.leaves or [None] * len(leaves)
        self._mix_of = {index: mix for mix in drawings.mixes for index in mix.leaves}
        self._in_frame = [
            _region_seen(leaf, box, frame.width, frame.height) if drawing is None else _region_of(drawing)
            for leaf, box, drawing in zip(leaves, boxes, self._drawings, strict=True)
        ]
        self._objects_of: dict[int, list[int]] = defaultdict(list)
        for number, own in enumerate(members):
            for index in own:
                self._objects_of[index].append(number)
        self._regions = [_object_region([self._in_frame[i] for i in own]) for own in members]
        self._canvas = _object_region(self._in_frame) or frame
        self._accounts: dict[int, _Account] = {}
        self._open: dict[int, int] = {}
        """Objects of which something, but not all, was met: how many of their leaves lie further back."""

    def results(self) -> list[Visibility]:
        self._go()
        return [
            _result(self._accounts.get(number), self._leaves, self._boxes, own, self._frame, self._drawings)
            for number, own in enumerate(self._members)
        ]

    def _go(self) -> None:
        outer = light = np.ones((self._canvas.height, self._canvas.width), dtype=np.float32)
        window: Box | None = None
        mixed: set[int] = set()
        for index in range(len(self._leaves) - 1, -1, -1):
            if index in mixed:
                continue
            if self._leaves[index].window is not window:
                # What a display shows is part of its picture: it hides what else is in there, not the display.
                window = self._leaves[index].window
                light = outer if window is None else outer.copy()
            mix = self._mix_of.get(index)
            if mix is None:
                self._meet([index], light)
                self._pass_leaf(index, light)
            else:
                mixed.update(mix.leaves)
                self._meet(mix.leaves, light)
                self._pass_mix(mix, light, is_last=mixed.issuperset(range(index)))

    def _meet(self, indices: Sequence[int], light: Raster) -> None:
        """Open accounts for the objects of these leaves, with the light that gets as far as here."""
        for index in indices:
            for number in self._objects_of[index]:
                whole = self._regions[number]
                if number not in self._accounts and whole is not None:
                    count = self._open[number] = len(self._members[number])
                    here = light[whole.slices_in(self._canvas)]
                    # What is one leaf is done with before the light has changed.
                    self._accounts[number] = _Account(whole, here.copy() if count > 1 else here)

    def _pass_leaf(self, index: int, light: Raster) -> None:
        region, drawing, mine = self._in_frame[index], self._drawings[index], self._objects_of[index]
        if region is not None:
            if drawing is None:
                coverage, hiding = leaf_rasters(self._leaves[index], region)
                passed = coverage
            else:
                coverage, passed, hiding = drawing.alone, drawing.passed, drawing.hiding
            for number in mine:
                self._accounts[number].add_own(region, coverage, passed)
            passing = 1 - hiding
            self._hide(mine, self._leaves[index].window, region, passing)
            light[region.slices_in(self._canvas)] *= passing
        self._leave(mine)

    def _pass_mix(self, mix: Mix, light: Raster, is_last: bool) -> None:
        """Each object's leaves together among the rest: on one canvas, what hides what is not a matter of order."""
        own: dict[int, list[int]] = defaultdict(list)
        for index in mix.leaves:
            for number in self._objects_of[index]:
                own[number].append(index)
        for number, indices in own.items():
            goes_on = self._open[number] > len(indices)
            drawing = mix.draw(indices, goes_on)
            self._accounts[number].add_own(_region_of(drawing), drawing.alone, drawing.passed)
            if goes_on:
                self._accounts[number].add_foreign(_region_of(drawing), 1 - drawing.hiding)
        if is_last and not self._open.keys() - own.keys():
            return
        whole = mix.draw((), True)
        region, passing = _region_of(whole), 1 - whole.hiding
        self._hide(own, None, region, passing)
        light[region.slices_in(self._canvas)] *= passing
        for index in mix.leaves:
            self._leave(self._objects_of[index])

    def _hide(self, mine: Collection[int], window: Box | None, region: Region, passing: Raster) -> None:
        for number in self._open:
            if number not in mine and self._leaves[self._members[number][0]].window is window:
                self._accounts[number].add_foreign(region, passing)

    def _leave(self, numbers: Sequence[int]) -> None:
        """One leaf of each of these objects is done."""
        for number in numbers:
            if number in self._open:
                self._open[number] -= 1
                if self._open[number] == 0:
                    del self._open[number]


def _region_seen(leaf: Leaf, box: Box | None, width_px: int, height_px: int) -> Region | None:
    """The pixels of the frame, and of the display it is seen through, that a leaf reaches."""
    if box is not None and leaf.window is not None:
        box = box.intersection(leaf.window)
    return None if box is None else Region.around(box).clipped(width_px, height_px)


def _region_of(drawing: Drawing) -> Region:
    height, width = drawing.alone.shape
    return Region(drawing.x, drawing.y, width, height)


def leaf_rasters(leaf: Leaf, region: Region) -> tuple[Raster, Raster]:
    """A leaf's coverage (opacity left out) and what it hides (opacity counted), from one rasterisation."""
    marks = [paint for paint in leaf.paints if paint.alpha > 0]
    coverages = [paint_coverage(paint, region) for paint in marks]
    if len(marks) == 1:  # Most leaves, and the rest of this function is most of the time.
        (coverage,) = coverages
        return coverage, coverage if marks[0].alpha >= 1 else coverage * np.float32(marks[0].alpha)
    outside = np.ones((region.height, region.width), dtype=np.float32)
    through = outside.copy()
    for paint, coverage in zip(marks, coverages, strict=True):
        outside *= 1 - coverage
        through *= 1 - np.float32(min(paint.alpha, 1.0)) * coverage
    return 1 - outside, 1 - through


def _result(
    account: _Account | None,
    leaves: Sequence[Leaf],
    boxes: Sequence[Box | None],
    own: Sequence[int],
    frame: Region,
    drawings: Sequence[Drawing | None],
) -> Visibility:
    box = union(boxes[i] for i in own)
    if account is None or account.seen is None:
        return Visibility(_amodal_area(leaves, own, box), 0.0, 0.0, None, None, None)
    alone = 1 - account.uncovered
    in_frame_px = float(alone.sum(dtype=np.float64))
    window = leaves[own[0]].window if own else None
    whole = window is None or box is None or window.contains(box)
    around = Region.around(box) if box is not None and whole else None
    inside = around is not None and around.clipped(frame.width, frame.height) == around
    amodal_px = in_frame_px if inside else _amodal_area(leaves, own, box)
    if not inside and any(drawings[index] is not None for index in own):
        amodal_px *= _drawn_share(leaves, own, account.region, in_frame_px)
    visible_px = float(account.seen.sum(dtype=np.float64))
    return Visibility(amodal_px, in_frame_px, visible_px, account.region, account.seen, alone)


def _drawn_share(leaves: Sequence[Leaf], own: Sequence[int], region: Region, drawn_px: float) -> float:
    """How an area that was drawn compares with the same by arithmetic: thin lines differ, and alike out of frame."""
    computed_px = _covered_px((paint for index in own for paint in leaves[index].paints), region, 1.0)
    return drawn_px / computed_px if computed_px > 0 else 1.0


def _amodal_area(leaves: Sequence[Leaf], own: Sequence[int], box: Box | None) -> float:
    """The area an object covers, in frame and out, in px."""
    if box is None:
        return 0.0
    region = Region.around(box)
    step = max(1.0, (region.width * region.height / _AREA_LIMIT_PX) ** 0.5)
    if step > 1.0:
        region = Region.around(_scaled(box, 1.0 / step))
    paints = (paint for index in own for paint in leaves[index].paints)
    return float(_covered_px(paints, region, 1.0 / step) * step**2)


def _covered_px(paints: Iterable[Paint], region: Region, scale: float) -> float:
    """How many px of a region (in a picture so many times as large) paints cover, overlaps counted once."""
    uncovered = np.ones((region.height, region.width), dtype=np.float32)
    whole = Box(region.x, region.y, region.x + region.width, region.y + region.height)
    for paint in paints:
        box = painted_bounds((paint,)) if paint.alpha > 0 else None
        within = None if box is None else _scaled(box, scale).grown(1.0).intersection(whole)
        if within is not None:
            part = Region.around(within)
            uncovered[part.slices_in(region)] *= 1 - paint_coverage(paint, part, scale)
    return region.width * region.height - float(uncovered.sum(dtype=np.float64))


def _scaled(box: Box, scale: float) -> Box:
    return Box(box.x_min * scale, box.y_min * scale, box.x_max * scale, box.y_max * scale)


def _object_region(regions: Sequence[Region | None]) -> Region | None:
    present = [region for region in regions if region is not None]
    if not present:
        return None
    x, y = min(r.x for r in present), min(r.y for r in present)
    return Region(x, y, max(r.x + r.width for r in present) - x, max(r.y + r.height for r in present) - y)


def _common(one: Region, other: Region) -> Region | None:
    x0, y0 = max(one.x, other.x), max(one.y, other.y)
    x1, y1 = min(one.x + one.width, other.x + other.width), min(one.y + one.height, other.y + other.height)
    return Region(x0, y0, x1 - x0, y1 - y0) if x1 > x0 and y1 > y0 else None


def _share(part: float, whole: float) -> float | None:
    return min(max(part / whole, 0.0), 1.0) if whole > 0 else None
