"""What is seen of mobjects that are tested for depth: the engine's GPU paints them once more, one object in white.

What hides what is not a matter of their order, and is decided for every sample of a pixel: a line in front of a surface
takes the samples it covers, the surface the others, and no arithmetic on whole pixels gets that right.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from synthgen.core.paint import painted_bounds
from synthgen.core.snapshot import Drawing, Drawings, Mix
from synthgen.engines.base import CoverageArray
from synthgen.engines.opengl_alone import CLEAR, OTHER, WANTED, Rectangle, SoloPainter
from synthgen.engines.opengl_batches import Batch
from synthgen.engines.opengl_paint import Painted, Part, View

_MOST_NUMBERS = 255
BoolArray = npt.NDArray[np.bool_]

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
    mixes = []
    for run in _runs(painted, drawings):
        so_far = deep[: [id(batch) for batch in deep].index(id(painted[run[-1]].batch)) + 1]
        soft = [drawing for index in run if (drawing := drawings[index]) is not None and not _is_hard(painted[index])]
        samples = _Samples(so_far, _around([one for i in run if (one := drawings[i]) is not None]), soft, solo, view)
        mixes.append(Mix(tuple(run), _DepthMixer({i: painted[i] for i in run}, drawings, so_far, samples, solo, view)))
    return Drawings(drawings, [*shaded.mixes, *mixes])


def _is_hard(one: Painted) -> bool:
    """Whether each sample of a pixel shows all of it or nothing: it is opaque, and its edges are not soft."""
    if any(0 < paint.alpha < 1 for paint in one.paints):
        return False
    if one.batch.is_vector:
        return float(one.batch.uniforms["anti_alias_width"]) == 0 and not one.parts.get(Part.FILL)
    return one.batch.shader in ("surface", "textured_surface")


class _Samples:
    """Which mobject each sample of each pixel shows, painted at once for all objects; where nothing is `soft`."""

    def __init__(
        self, batches: Sequence[Batch], where: Rectangle, soft: Sequence[Drawing], solo: SoloPainter, view: View
    ) -> None:
        self._batches, self._where, self._soft, self._solo, self._view = batches, where, soft, solo, view
        self._numbers = {
            id(member): number for number, member in enumerate((m for batch in batches for m in batch.members), 1)
        }

    def tell(self, where: Rectangle) -> bool:
        """Whether nothing there is soft, and there are numbers enough."""
        return len(self._numbers) <= _MOST_NUMBERS and not any(
            _meet(where, _around([drawing])) for drawing in self._soft
        )

    def share(self, mobjects: Collection[int], where: Rectangle, looked_at: BoolArray | None = None) -> CoverageArray:
        """The share of each pixel's samples that shows one of some mobjects (by `id`), where it is looked at."""
        x, y, width, height = where
        row, column = y - self._where[1], x - self._where[0]
        shown = self._shown[row : row + height, column : column + width]
        is_in = np.zeros(256, dtype=np.float32)
        is_in[[self._numbers[key] for key in mobjects]] = 1 / shown.shape[2]
        if looked_at is None:
            everywhere: CoverageArray = is_in[shown].sum(axis=2)
            return everywhere
        found = np.zeros(height * width, dtype=np.float32)
        at = np.flatnonzero(looked_at)  # Much faster than to find rows and columns at once.
        found[at] = is_in[shown[np.divmod(at, width)]].sum(axis=1)
        return found.reshape(height, width)

    @cached_property
    def _shown(self) -> npt.NDArray[np.uint8]:
        """Numbers of mobjects, (height, width, samples), 0 where there is nothing."""
        return self._solo.numbers(self._batches, lambda one: self._numbers[id(one)], self._view, self._where)


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return all(one[i] < other[i] + other[i + 2] and other[i] < one[i] + one[i + 2] for i in (0, 1))


@dataclass(frozen=True, slots=True)
class _DepthMixer:
    """Draws some of the leaves of a run among the others; what was painted before leaves its depths."""

    run: Mapping[int, Painted]
    drawings: Sequence[Drawing | None]
    batches: Sequence[Batch]
    samples: _Samples
    solo: SoloPainter
    view: View

    def __call__(self, own: Collection[int], hides: bool) -> Drawing:
        where = _around([self._drawing(index) for index in own or self.run])
        wanted = {id(self.run[index].mobject) for index in own}
        alone = self._alone(own, where)
        others = {id(one.mobject) for one in self.run.values()} - wanted
        plain = self.samples.tell(where)
        passed, hiding = alone, np.zeros_like(alone)
        if own and plain:
            passed = np.minimum(self.samples.share(wanted, where, alone > 0), alone)
        elif own:
            seen = self.solo.part(self.batches, lambda one: WANTED if id(one) in wanted else OTHER, self.view, where)
            passed = np.minimum(seen, alone)
        if hides and plain:
            hiding = self.samples.share(others, where)
        elif hides:
            light = self.solo.part(
                self.batches, lambda one: OTHER if id(one) in others else CLEAR, self.view, where, background=1.0
            )
            hiding = 1 - light
        return Drawing(where[0], where[1], alone, passed, hiding)

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
    levels = solo.part([batch], lambda member: WANTED if member is itself else None, view, where)
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
    where = None if drawing is None else _around([drawing])
    if where is None and (box := painted_bounds(one.paints)) is not None:
        x, y = math.floor(box.x_min), math.floor(box.y_min)
        where = x, y, math.ceil(box.x_max) - x, math.ceil(box.y_max) - y
    return where is not None and any(_meet(where, _around([other])) for other in others if other is not None)


def _around(drawings: Sequence[Drawing]) -> Rectangle:
    x, y = min(one.x for one in drawings), min(one.y for one in drawings)
    right = max(one.x + one.alone.shape[1] for one in drawings)
    bottom = max(one.y + one.alone.shape[0] for one in drawings)
    return x, y, right - x, bottom - y
