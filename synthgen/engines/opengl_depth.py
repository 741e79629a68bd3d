"""What of every mobject got past the depth test when it was painted: the frame painted once more, one by one.

A line behind a surface is not hidden by what is painted later, as everything else is, but by what lies nearer to the
eye and was there before it, however transparent that is. Only the GPU's own depths tell.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from synthgen.core.paint import painted_bounds
from synthgen.core.snapshot import Drawing
from synthgen.engines.opengl_alone import Canvas, SoloPainter
from synthgen.engines.opengl_batches import Batch
from synthgen.engines.opengl_paint import Painted, View

_FRINGE_PX = 2.0
"""How far the shaders' anti-aliasing reaches beyond the edge."""


class DepthReplay:
    """Paints frames once more on a canvas of its own; one per context."""

    def __init__(self, solo: SoloPainter) -> None:
        self._solo = solo

    def drawings(self, painted: Sequence[Painted], alone: Sequence[Drawing | None], view: View) -> list[Drawing | None]:
        """Each of what was painted, in order, as drawn among the depths; `alone` says how it looks where that is known
        already, and is the answer where depth has no part in it."""
        if all(one.sent is None for one in painted):
            return list(alone)
        with self._solo.whole_frame(view) as canvas:
            return [
                self._paint(one, one.sent, known, canvas, view) if one.sent else known
                for one, known in zip(painted, alone, strict=True)
            ]

    def _paint(self, one: Painted, sent: Batch, known: Drawing | None, canvas: Canvas, view: View) -> Drawing | None:
        """Leave the mobject's depths on the canvas and see how much of it comes through those already there."""
        box = painted_bounds(one.paints)
        if box is None:
            if not sent.is_vector:  # What has no fill and no stroke leaves no depths either; a surface does.
                self._solo.add(sent, canvas, view)
            return None
        part = box.grown(_FRINGE_PX).in_frame(view.width_px, view.height_px)
        if part is None:
            return None
        x, y = math.floor(part.x_min), math.floor(part.y_min)
        width, height = math.ceil(part.x_max) - x, math.ceil(part.y_max) - y
        with _limited(canvas, (x, view.height_px - y - height, width, height)) as rectangle:
            if known is None or _is_sampled(one):
                alone = self._drawn(replace(sent, depth_test=False), canvas, view, rectangle)
            else:
                alone = _cut_out(known, x, y, width, height)
            passed = np.minimum(self._drawn(sent, canvas, view, rectangle), alone)
        alpha = np.float32(min(max((paint.alpha for paint in one.paints), default=0.0), 1.0))
        return Drawing(x, y, alone, passed, passed * alpha)

    def _drawn(
        self, sent: Batch, canvas: Canvas, view: View, rectangle: tuple[int, int, int, int]
    ) -> npt.NDArray[np.float32]:
        """What a batch leaves on the canvas, whose colours are black before and after."""
        self._solo.add(sent, canvas, view)
        levels = self._solo.read(canvas, rectangle)
        _blacken()
        return levels.astype(np.float32) / np.float32(255)


def _is_sampled(one: Painted) -> bool:
    """Whether edges are as hard as the samples of a pixel tell, which shading does not know of."""
    return float(one.batch.uniforms["anti_alias_width"]) == 0


def _cut_out(drawing: Drawing, x: int, y: int, width: int, height: int) -> npt.NDArray[np.float32]:
    """A drawing over another rectangle of the frame; nothing where it was not drawn."""
    found = np.zeros((height, width), dtype=np.float32)
    rows, columns = drawing.alone.shape
    left, top = max(x, drawing.x), max(y, drawing.y)
    right, bottom = min(x + width, drawing.x + columns), min(y + height, drawing.y + rows)
    if left < right and top < bottom:
        found[top - y : bottom - y, left - x : right - x] = drawing.alone[
            top - drawing.y : bottom - drawing.y, left - drawing.x : right - drawing.x
        ]
    return found


@contextmanager
def _limited(canvas: Canvas, rectangle: tuple[int, int, int, int]) -> Iterator[tuple[int, int, int, int]]:
    """Inside the block nothing outside the rectangle (y from below) is drawn or cleared: that makes it cheap."""
    x, y, width, height = rectangle
    colors, _, depths = canvas.fill
    limits = {canvas.target: rectangle, colors: (2 * x, 2 * y, 2 * width, 2 * height), depths: rectangle}
    try:
        for surface, limit in limits.items():
            surface.scissor = limit
        canvas.target.use()
        yield rectangle
    finally:
        for surface in limits:
            surface.scissor = None
        canvas.target.use()


def _blacken() -> None:
    """Clear the colours of the surface in use and keep its depths."""
    import OpenGL.GL as gl

    gl.glClearColor(0.0, 0.0, 0.0, 1.0)
    gl.glClear(gl.GL_COLOR_BUFFER_BIT)
