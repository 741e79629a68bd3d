"""The camera of a running scene: its frames are kept ready, and painted only when somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from synthgen.core.backdrop import backdrop_pixels
from synthgen.core.edits import AnyEdit, Backdrop
from synthgen.core.snapshot import PixelArray
from synthgen.engines.opengl_batches import Batch, painted_batches
from synthgen.engines.opengl_curtain import Curtain
from synthgen.engines.opengl_paint import View


@dataclass(frozen=True, slots=True)
class Frame:
    """A painted frame: what was painted, under which camera, and the pixels."""

    batches: list[Batch]
    view: View
    pixels: PixelArray


@dataclass(frozen=True, slots=True)
class _Unpainted:
    """A frame whose data lies on the GPU but which nobody has painted."""

    wrappers: list[Any]
    uniforms: dict[str, Any]


class Stage:
    """Wraps one camera. While `must_paint()` is false, `capture` only does what the frame after it depends on.

    That is everything but the painting itself: the engine computes joints and remembers what it has read when it
    captures, and later frames build on it.
    """

    def __init__(self, camera: Any, must_paint: Callable[[], bool]) -> None:
        self._camera, self._must_paint = camera, must_paint
        self._stock_capture = type(camera).capture.__get__(camera)
        self._stock_read = type(camera).get_raw_fbo_data.__get__(camera)
        self._main_fbo = camera.fbo
        self._spare_fbo: Any = None
        self._shown: list[Any] = []
        self._unpainted: _Unpainted | None = None
        camera.capture = self._capture
        camera.get_raw_fbo_data = self._read

    def last_frame(self) -> Frame:
        """The frame captured last, painted now if it was not."""
        self._paint_now()
        return self._frame(self._shown)

    def paint_aside(self, mobjects: Sequence[Any]) -> Frame:
        """Paint mobjects as they are now, beside the scene's own picture, which stays as it is."""
        camera = self._camera
        uniforms = dict(camera.uniforms)
        if self._spare_fbo is None:
            self._spare_fbo = camera.get_fbo(camera.samples)
        camera.fbo = self._spare_fbo
        try:
            self._stock_capture(*mobjects)
            return self._frame(mobjects)
        finally:
            camera.fbo = self._main_fbo
            camera.fbo.use()
            camera.uniforms.clear()
            camera.uniforms.update(uniforms)

    @contextmanager
    def backdrop(self, edits: Sequence[AnyEdit]) -> Iterator[None]:
        """Inside the block every picture begins with the backdrop that the edits ask for, if any."""
        wanted = [edit for edit in edits if isinstance(edit, Backdrop)]
        if not wanted:
            yield
            return
        camera = self._camera
        width_px, height_px = camera.get_pixel_shape()
        curtain = Curtain(camera.ctx, backdrop_pixels(wanted[-1], width_px, height_px))

        def clear() -> None:
            camera.fbo.clear(*camera.background_rgba)
            camera.fbo.use()
            curtain.paint()

        camera.clear = clear
        try:
            yield
        finally:
            del camera.clear
            curtain.release()

    @property
    def around(self) -> list[Any]:
        """What a draw touches besides the mobjects it paints."""
        return [self._camera.frame, self._camera.light_source]

    @property
    def context(self) -> Any:
        return self._camera.ctx

    @property
    def samples(self) -> int:
        return int(self._camera.samples)

    def _capture(self, *mobjects: Any) -> None:
        self._shown = list(mobjects)
        if self._must_paint():
            self._unpainted = None
            self._stock_capture(*mobjects)
        else:
            self._get_ready(mobjects)

    def _get_ready(self, mobjects: Sequence[Any]) -> None:
        """All that capturing does to mobjects and buffers; the drawing calls are left for later."""
        camera = self._camera
        camera.refresh_uniforms()
        wrappers: list[Any] = []
        for mobject in mobjects:
            if mobject._data_has_changed:
                mobject.shader_wrappers = mobject.get_shader_wrapper_list(camera.ctx)
                mobject._data_has_changed = False
            wrappers += mobject.shader_wrappers
        self._unpainted = _Unpainted(wrappers, dict(camera.uniforms))

    def _paint_now(self) -> None:
        frame, self._unpainted = self._unpainted, None
        if frame is None:
            return
        self._camera.clear()
        self._camera.fbo.use()
        for wrapper in frame.wrappers:
            wrapper.update_program_uniforms(frame.uniforms)
            wrapper.pre_render()
            wrapper.render()

    def _read(self, dtype: str = "f1") -> bytes:
        """Somebody looks at the picture: see that it is there."""
        if self._camera.fbo is self._main_fbo:
            self._paint_now()
        data: bytes = self._stock_read(dtype)
        return data

    def _frame(self, mobjects: Sequence[Any]) -> Frame:
        width_px, height_px = self._camera.get_pixel_shape()
        rows = np.frombuffer(self._stock_read(), dtype=np.uint8).reshape(height_px, width_px, -1)
        return Frame(
            batches=painted_batches(mobjects),
            view=View(dict(self._camera.uniforms), width_px, height_px),
            pixels=np.ascontiguousarray(rows[::-1, :, :3]),
        )
