"""What a watched scene hands over: drawn moments of the period library."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import cairo
import numpy as np

from synthgen.core.geometry import Box
from synthgen.core.paint import Quad, Squares
from synthgen.core.snapshot import PixelArray, SourceLine
from synthgen.engines.animating import animated
from synthgen.engines.base import CoverageArray, OnMoment
from synthgen.engines.cairo_moment import CairoMoment, Picture, frame_matrix, vector_alone
from synthgen.engines.cairo_paint import rgb_of, to_pixels
from synthgen.engines.clock import FrameClock
from synthgen.engines.displays import Matrix
from synthgen.engines.draw_log import DrawLog, Drawn
from synthgen.engines.identity import IdentityBook
from synthgen.engines.tree import MobjectReader


@dataclass(frozen=True)
class Layers:
    """What a frame is painted of: all of `behind` but `moving`, once a play, and then `moving` over that picture.

    Where `moving` is None, all of `behind` is painted at once.
    """

    behind: list[Any]
    moving: list[Any] | None = None
    image: PixelArray | None = None
    drawn: list[Drawn] = field(default_factory=list)


@dataclass(frozen=True)
class Watch:
    """Everything it takes to make moments of a scene's frames."""

    clock: FrameClock
    log: DrawLog
    book: IdentityBook
    reader: MobjectReader
    fps: Fraction
    on_moment: OnMoment

    def recording(self, camera: Any) -> AbstractContextManager[list[Drawn]]:
        return self.log.recording(camera)

    def hand_over(
        self,
        scene: Any,
        kind: str,
        layers: Layers,
        drawn: list[Drawn],
        frame: PixelArray,
        frame_index: int,
        animations: Iterable[Any],
        play_lines: tuple[SourceLine, ...],
    ) -> None:
        """Make the moment of a painted frame. `frame` is the engine's own picture, (height, width, 4)."""
        camera = scene.camera
        picture = Picture(
            camera=camera,
            drawn=[*layers.drawn, *drawn],
            pixels=rgb_of(frame),
            repaint=lambda: self._repaint(camera, layers),
            layers=[layers.behind] if layers.moving is None else [layers.behind, layers.moving],
        )
        moment = PeriodMoment(
            picture,
            roots=layers.behind,
            reader=self.reader,
            book=self.book,
            frame_index=frame_index,
            fps=self.fps,
            kind=kind,
            play_index=self.clock.play_index,
            animations=self._animated(animations),
            play_lines=play_lines,
        )
        self.on_moment(moment)

    def _repaint(self, camera: Any, layers: Layers) -> tuple[list[Drawn], PixelArray]:
        """Paint the same mobjects again in the same steps; the camera's own picture is put back afterwards."""
        before = camera.pixel_array.copy()
        with self.log.recording(camera) as drawn:
            camera.reset()
            camera.capture_mobjects(layers.behind, excluded_mobjects=layers.moving)
            if layers.moving is not None:
                camera.capture_mobjects(layers.moving)
        pixels = rgb_of(camera.pixel_array)
        camera.set_pixel_array(before)
        return drawn, pixels

    def _animated(self, animations: Iterable[Any]) -> dict[int, str]:
        """Which mobject is in which animation."""
        return animated(
            animations, lambda one: one.animations if "anims_with_timings" in one.__dict__ else None, self.book
        )


class PeriodMoment(CairoMoment):
    """A moment of a scene of the period library, whose cameras mostly keep the matrix they painted with first."""

    def pixel_position(self, instance_id: int) -> tuple[float, float] | None:
        mobject = self._mobject(instance_id)
        if mobject is None:
            return None
        camera = self._picture.camera
        center = camera.transform_points_pre_display(mobject, np.array([mobject.get_center()]))
        x, y = to_pixels(center, kept_matrix(camera))[0]
        return float(x), float(y)

    def _alone(self, drawn: Drawn, region: Box, scale: int) -> CoverageArray:
        if drawn.window is not None or isinstance(drawn.paints[0], Quad | Squares):
            return super()._alone(drawn, region, scale)
        camera = self._picture.camera
        placing = cairo.Matrix(*frame_matrix(camera))
        placing.invert()
        placing = placing.multiply(cairo.Matrix(*kept_matrix(camera)))
        return vector_alone(camera, drawn.mobject, region, scale, _values(placing))


def kept_matrix(camera: Any) -> Matrix:
    """The matrix that the camera paints with."""
    return _values(camera.get_cairo_context(camera.pixel_array).get_matrix())


def _values(matrix: cairo.Matrix) -> Matrix:
    return (matrix.xx, matrix.yx, matrix.xy, matrix.yy, matrix.x0, matrix.y0)
