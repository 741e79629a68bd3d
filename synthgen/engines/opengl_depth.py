"""What is seen of mobjects that are tested for depth: the engine's GPU paints them once more, one object in white.

What hides what is not a matter of their order, and is decided for every sample of a pixel: a line in front of a surface
takes the samples it covers, the surface the others, and no arithmetic on whole pixels gets that right.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from synthgen.core.paint import painted_bounds
from synthgen.core.snapshot import Drawing, Drawings, Mix
from synthgen.engines.base import CoverageArray
from synthgen.engines.opengl_alone import Rectangle, SoloPainter, Tone
from synthgen.engines.opengl_batches import Batch
from synthgen.engines.opengl_paint import Painted, View

_FRINGE_PX = 2.0
"""How far the shaders' anti-aliasing reaches beyond the edge."""


def mixed_by_depth(
    painted: Sequence[Painted], shaded: Drawings, batches: Sequence[Batch], solo: SoloPainter, view: View
) -> Drawings:
    """The drawings with what shading cannot draw (surfaces) added, and all that is tested for depth mixed."""
    deep = [batch for batch in batches if batch.depth_test]
    if not deep:
        return shaded
    drawings = [
        _drawn_alone(one, solo, view) if known is None and one.batch.depth_test else known
        for one, known in zip(painted, shaded.leaves, strict=True)
    ]
    mixes = [
        Mix(tuple(run), _DepthMixer({i: painted[i] for i in run}, drawings, deep, solo, view))
        for run in _runs(painted, drawings)
    ]
    return Drawings(drawings, [*shaded.mixes, *mixes])


@dataclass(frozen=True, slots=True)
class _DepthMixer:
    """Draws some of the leaves of a run among the others; what was painted before leaves its depths."""

    run: Mapping[int, Painted]
    drawings: Sequence[Drawing | None]
    batches: Sequence[Batch]
    solo: SoloPainter
    view: View

    def __call__(self, own: Collection[int], hides: bool) -> Drawing:
        where = _around([self._drawing(index) for index in own or self.run])
        wanted = {id(self.run[index].mobject) for index in own}
        alone = self._alone(own, where)
        passed = alone
        batches = self._painted_so_far()
        if own:
            seen = self.solo.part(
                batches, lambda one: Tone.WANTED if id(one) in wanted else Tone.OTHER, self.view, where
            )
            passed = np.minimum(seen, alone)
        hiding = np.zeros_like(alone)
        if hides:
            others = {id(one.mobject) for one in self.run.values()} - wanted
            light = self.solo.part(
                batches, lambda one: Tone.OTHER if id(one) in others else Tone.CLEAR, self.view, where, background=1.0
            )
            hiding = 1 - light
        return Drawing(where[0], where[1], alone, passed, hiding)

    def _painted_so_far(self) -> Sequence[Batch]:
        last = self.run[max(self.run)].batch
        return self.batches[: [id(batch) for batch in self.batches].index(id(last)) + 1]

    def _alone(self, own: Collection[int], where: Rectangle) -> CoverageArray:
        x, y, width, height = where
        uncovered = np.ones((height, width), dtype=np.float32)
        for index in own:
            drawing = self._drawing(index)
            rows, columns = drawing.alone.shape
            row, column = drawing.y - y, drawing.x - x
            uncovered[row : row + rows, column : column + columns] *= 1 - drawing.alone
        return 1 - uncovered

    def _drawing(self, index: int) -> Drawing:
        drawing = self.drawings[index]
        assert drawing is not None, "what is not in the frame is in no run"
        return drawing


def _drawn_alone(one: Painted, solo: SoloPainter, view: View) -> Drawing | None:
    """What shading does not draw, drawn by the engine; None outside the frame."""
    box = painted_bounds(one.paints)
    part = None if box is None else box.grown(_FRINGE_PX).in_frame(view.width_px, view.height_px)
    if part is None:
        return None
    x, y = math.floor(part.x_min), math.floor(part.y_min)
    where = x, y, math.ceil(part.x_max) - x, math.ceil(part.y_max) - y
    itself: Any = one.mobject
    batch = replace(one.batch, depth_test=False)
    levels = solo.part([batch], lambda member: Tone.WANTED if member is itself else None, view, where)
    return Drawing(x, y, levels, levels, levels)


def _runs(painted: Sequence[Painted], drawings: Sequence[Drawing | None]) -> Iterator[list[int]]:
    """What is tested for depth, in runs: what is painted between two of a run lies over none before it."""
    run: list[int] = []
    is_over = False
    for index, (one, drawing) in enumerate(zip(painted, drawings, strict=True)):
        if one.batch.depth_test:
            if drawing is None:
                continue
            if is_over:
                yield run
                run, is_over = [], False
            run.append(index)
        elif run and not is_over:
            is_over = _lies_over(one, drawing, [drawings[i] for i in run])
    if run:
        yield run


def _lies_over(one: Painted, drawing: Drawing | None, others: Sequence[Drawing | None]) -> bool:
    if drawing is not None:
        x, y, right, bottom = (
            drawing.x,
            drawing.y,
            drawing.x + drawing.alone.shape[1],
            drawing.y + drawing.alone.shape[0],
        )
    else:
        box = painted_bounds(one.paints)
        if box is None:
            return False
        x, y, right, bottom = math.floor(box.x_min), math.floor(box.y_min), math.ceil(box.x_max), math.ceil(box.y_max)
    return any(
        other.x < right
        and x < other.x + other.alone.shape[1]
        and other.y < bottom
        and y < other.y + other.alone.shape[0]
        for other in others
        if other is not None
    )


def _around(drawings: Sequence[Drawing]) -> Rectangle:
    x, y = min(one.x for one in drawings), min(one.y for one in drawings)
    right = max(one.x + one.alone.shape[1] for one in drawings)
    bottom = max(one.y + one.alone.shape[0] for one in drawings)
    return x, y, right - x, bottom - y
