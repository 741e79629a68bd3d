"""Mobjects drawn in white by manimgl's own shaders: alone on any part of the plane, or among the rest in black.

The canvas may lie outside the frame and may have several pixels to one of the frame's: the shaders then compute the
same edges, anti-aliased over the same width, at more places.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from synthgen.core.geometry import Box
from synthgen.engines.base import CoverageArray
from synthgen.engines.opengl_batches import Batch, VertexArray
from synthgen.engines.opengl_paint import View

_LARGEST_TILE_PX = 512
_SMALLEST_TILE_PX = 32

# Where the shaders place a point, the canvas is cut out of the frame.
_PLACING_CHANGES = {
    r"uniform vec3 frame_rescale_factors;": "uniform vec3 frame_rescale_factors;\nuniform vec4 canvas;",
    r"result\.z \*= -0\.1;": "result.z *= -0.1;\n    result.xy = canvas.xy * result.xy + canvas.zw * result.w;",
}
# Shaders that take their colour from elsewhere than a vertex get it from us. The colour they would have stays in the
# sum, too faint to show: a compiler drops vertex attributes that nothing needs, and the engine insists on them.
_SHADE_CHANGES = {
    r"uniform vec3 shading;": "uniform vec3 shading;\nuniform vec3 shade;",
    r"return add_light\(color, point, unit_normal\);": (
        "return vec4(clamp(1e-6 * add_light(color, point, unit_normal).rgb + shade, 0.0, 1.0), color.a);"
    ),
    r"uniform sampler2D Texture;\s*in vec2 v_im_coords;": (
        "uniform sampler2D Texture;\nuniform vec3 shade;\nin vec2 v_im_coords;"
    ),
    r"frag_color\.a \*= v_opacity;": "frag_color = vec4(shade, frag_color.a * v_opacity);",
}
_COLOR_FIELDS = ("fill_rgba", "stroke_rgba", "rgba")
_CORNERS = """
#version 330
void main() { gl_Position = vec4(2.0 * (gl_VertexID % 2) - 1.0, 2.0 * (gl_VertexID / 2) - 1.0, 0.0, 1.0); }
"""
_FOUR_SAMPLES = """
#version 330
uniform sampler2DMS Samples;
uniform int first;
out vec4 color;
void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    for (int i = 0; i < 4; i++) color[i] = texelFetch(Samples, at, first + i).r;
}
"""
Rectangle = tuple[int, int, int, int]
"""x and y of a corner, width, height; all in px."""
_OPACITY_FIELDS = (*_COLOR_FIELDS, "opacity")


@dataclass(frozen=True, slots=True)
class Canvas:
    """A framebuffer of its own size with the fill canvas that goes with it."""

    width_px: int
    height_px: int
    target: Any
    resolved: Any
    fill: Any


@dataclass(frozen=True, slots=True)
class _Tile:
    """A part of the result: its corner in the result's pixels and its size, both whole."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Task:
    """One draw: vertices as they are to be coloured; `shade` is the colour where vertices have none."""

    batch: Batch
    rows: VertexArray
    shade: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Tone:
    """How a mobject is drawn: its colour, and whether opaque (where a pass paints at all) or as opaque as it is."""

    color: tuple[float, float, float]
    is_opaque: bool = False


WANTED, OTHER = Tone((1.0, 1.0, 1.0), is_opaque=True), Tone((0.0, 0.0, 0.0))
CLEAR = Tone((1.0, 1.0, 1.0))
"""On white it is not seen, but leaves its depths."""

Toning = Callable[[Any], Tone | None]
"""How to draw each mobject; None leaves it out."""


class SoloPainter:
    """Draws members of painted batches in white. One per context; keeps its canvases and programs for the next call."""

    def __init__(self, context: Any, samples: int) -> None:
        self._context, self._samples = context, samples
        self._canvases: dict[tuple[int, int], Canvas] = {}
        self._wrappers: dict[Any, Any] = {}

    def coverage(
        self, batches: Sequence[Batch], is_wanted: Callable[[Any], bool], view: View, region: Box, scale: int
    ) -> CoverageArray:
        """The wanted members alone, whatever their depth: shape (region.height * scale, region.width * scale), 0..1."""
        width, height = round(region.width) * scale, round(region.height) * scale
        result = np.zeros((height, width), dtype=np.float32)
        tasks = [task for batch in batches for task in _tasks(replace(batch, depth_test=False), _only(is_wanted))]
        if tasks:
            for tile in _tiles(width, height):
                x_px, y_px = region.x_min + tile.x / scale, region.y_min + tile.y / scale
                part = self._draw(tasks, view, (_tile_size(tile.width), _tile_size(tile.height)), x_px, y_px, scale)
                result[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width] = part[: tile.height, : tile.width]
        return result

    def seen(self, batches: Sequence[Batch], is_wanted: Callable[[Any], bool], view: View) -> CoverageArray:
        """The wanted members where the others, black with their own opacity, let them through: the whole frame."""
        tasks = [task for batch in batches for task in _tasks(batch, lambda one: _among(is_wanted(one)))]
        return self._draw(tasks, view, (view.width_px, view.height_px), 0.0, 0.0, 1)

    def part(
        self, batches: Sequence[Batch], toning: Toning, view: View, where: Rectangle, background: float = 0.0
    ) -> CoverageArray:
        """Batches drawn on a part of the frame, (height, width); nothing outside is drawn, which makes it cheap."""
        with self._drawn_part(batches, toning, view, where, background) as (canvas, below):
            return self._read(canvas, below).astype(np.float32) / np.float32(255)

    def numbers(
        self, batches: Sequence[Batch], number_of: Callable[[Any], int], view: View, where: Rectangle
    ) -> npt.NDArray[np.uint8]:
        """Whose colour each sample of a part of the frame has, (height, width, samples); numbers are below 256."""

        def toning(member: Any) -> Tone:
            grey = number_of(member) / 255
            return Tone((grey, grey, grey), is_opaque=True)

        with self._drawn_part(batches, toning, view, where, 0.0) as (canvas, below):
            if not self._samples:
                return self._read(canvas, below)[..., None]
            parts = [self._four_samples(canvas, below, first) for first in range(0, self._samples, 4)]
        return np.concatenate(parts, axis=2)[..., : self._samples]

    def _four_samples(self, canvas: Canvas, part: Rectangle, first: int) -> npt.NDArray[np.uint8]:
        """Reds of four samples of each pixel of a canvas, (height, width, 4): as red, green, blue and alpha of one."""
        import moderngl

        canvas.resolved.use()
        canvas.resolved.scissor = part
        canvas.target.color_attachments[0].use(0)
        self._unfolding.program["first"] = first
        self._context.disable(moderngl.DEPTH_TEST | moderngl.BLEND)
        self._unfolding.render(moderngl.TRIANGLE_STRIP, vertices=4)
        self._context.enable(moderngl.BLEND)
        canvas.resolved.scissor = None
        data = canvas.resolved.read(viewport=part, components=4, alignment=1)
        return np.frombuffer(data, dtype=np.uint8).reshape(part[3], part[2], 4)[::-1]

    @cached_property
    def _unfolding(self) -> Any:
        program = self._context.program(vertex_shader=_CORNERS, fragment_shader=_FOUR_SAMPLES)
        return self._context.vertex_array(program, [])

    @contextmanager
    def _drawn_part(
        self, batches: Sequence[Batch], toning: Toning, view: View, where: Rectangle, background: float
    ) -> Iterator[tuple[Canvas, Rectangle]]:
        """Batches drawn on a canvas in use; and where, y counted from below."""
        canvas, bound = self._canvas((view.width_px, view.height_px)), self._context.fbo
        placing = _placing(canvas, view, 0.0, 0.0, 1)
        x, y, width, height = where
        below = (x, view.height_px - y - height, width, height)
        try:
            with _limited(canvas, below):
                canvas.target.clear(background, background, background, 1.0)
                for batch in batches:
                    for task in _tasks(batch, toning):
                        self._draw_task(task, canvas, placing, view)
                yield canvas, below
        finally:
            bound.use()

    @cached_property
    def samples(self) -> list[tuple[float, float]]:
        """The points of a pixel, from its top left corner, at which edges are looked up; none without multisampling."""
        import OpenGL.GL as gl

        if not self._samples:
            return []
        canvas, bound = self._canvas((_SMALLEST_TILE_PX, _SMALLEST_TILE_PX)), self._context.fbo
        canvas.target.use()
        points = [gl.glGetMultisamplefv(gl.GL_SAMPLE_POSITION, number) for number in range(self._samples)]
        bound.use()
        return [(float(x), 1 - float(y)) for x, y in points]

    def _read(self, canvas: Canvas, part: Rectangle) -> npt.NDArray[np.uint8]:
        """What is on the canvas in use, (height, width): of a part whose y is counted from below."""
        if canvas.resolved is not canvas.target:
            _resolve(canvas, part)
        data = canvas.resolved.read(viewport=part, components=1, alignment=1)
        return np.frombuffer(data, dtype=np.uint8).reshape(part[3], part[2])[::-1].copy()

    def _draw(
        self, tasks: Sequence[_Task], view: View, size: tuple[int, int], x_px: float, y_px: float, scale: int
    ) -> CoverageArray:
        """Draw on a canvas whose top left corner lies at (x_px, y_px) of the frame."""
        canvas = self._canvas(size)
        placing = _placing(canvas, view, x_px, y_px, scale)
        bound = self._context.fbo
        canvas.target.use()
        try:
            canvas.target.clear(0.0, 0.0, 0.0, 1.0)
            for task in tasks:
                self._draw_task(task, canvas, placing, view)
            levels = self._read(canvas, (0, 0, canvas.width_px, canvas.height_px))
        finally:
            bound.use()
        return levels.astype(np.float32) / np.float32(255)

    def _draw_task(self, task: _Task, canvas: Canvas, placing: tuple[float, ...], view: View) -> None:
        batch, wrapper = task.batch, self._wrapper(task)
        if batch.is_vector:
            wrapper.fill_canvas = canvas.fill
            wrapper.textures[-2:] = [canvas.fill[0].color_attachments[0], canvas.fill[2].color_attachments[0]]
        wrapper.depth_test = batch.depth_test
        ours = {"canvas": placing, "shade": task.shade, "shading": (0.0, 0.0, 0.0)}
        wrapper.bind_to_mobject_uniforms({**batch.uniforms, **ours})
        wrapper.read_in([task.rows])
        wrapper.update_program_uniforms(view.uniforms)
        wrapper.pre_render()
        if batch.is_vector and not task.rows["fill_rgba"][:, 3].any():
            wrapper.render_stroke()  # A fill without opacity leaves nothing, but takes most of the time.
        else:
            wrapper.render()

    def _canvas(self, size: tuple[int, int]) -> Canvas:
        if size not in self._canvases:
            self._canvases[size] = self._new_canvas(size)
        return self._canvases[size]

    def _new_canvas(self, size: tuple[int, int]) -> Canvas:
        context = self._context
        target = context.framebuffer(
            context.texture(size, components=4, samples=self._samples),
            context.depth_renderbuffer(size, samples=self._samples),
        )
        resolved = context.framebuffer(context.texture(size, components=4)) if self._samples else target
        return Canvas(*size, target, resolved, _fill_canvas(context, size))

    def _wrapper(self, task: _Task) -> Any:
        """A shader wrapper for batches of this kind, with the shader code changed; made once."""
        batch, first = task.batch, task.batch.members[0]
        changes = _code_changes(batch)
        textures = first.texture_paths or {}
        kind = (batch.shader, batch.is_vector, batch.behind, batch.primitive, str(changes), str(textures))
        if kind not in self._wrappers:
            module = importlib.import_module("manimlib.shader_wrapper")
            common = {"vert_data": task.rows.copy(), "code_replacements": changes, "texture_paths": textures}
            self._wrappers[kind] = (
                module.VShaderWrapper(self._context, stroke_behind=batch.behind, **common)
                if batch.is_vector
                else module.ShaderWrapper(
                    self._context, shader_folder=batch.shader, render_primitive=batch.primitive, **common
                )
            )
        return self._wrappers[kind]


@contextmanager
def _limited(canvas: Canvas, where: Rectangle) -> Iterator[None]:
    """Inside the block nothing outside the rectangle (y from below) is drawn or cleared."""
    colors, _, depths = canvas.fill
    x, y, width, height = where
    limits = {canvas.target: where, colors: (2 * x, 2 * y, 2 * width, 2 * height), depths: where}
    try:
        for surface, limit in limits.items():
            surface.scissor = limit
        canvas.target.use()
        yield
    finally:
        for surface in limits:
            surface.scissor = None
        canvas.target.use()


def _resolve(canvas: Canvas, part: tuple[int, int, int, int]) -> None:
    """Average the samples of a part of the canvas in use: the whole of a large one takes longer than drawing on it."""
    import OpenGL.GL as gl

    x, y, width, height = part
    corners = (x, y, x + width, y + height)
    gl.glBindFramebuffer(gl.GL_READ_FRAMEBUFFER, canvas.target.glo)
    gl.glBindFramebuffer(gl.GL_DRAW_FRAMEBUFFER, canvas.resolved.glo)
    gl.glBlitFramebuffer(*corners, *corners, gl.GL_COLOR_BUFFER_BIT, gl.GL_NEAREST)
    gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, canvas.target.glo)


def _code_changes(batch: Batch) -> dict[str, str]:
    """The mobject's own changes to its shaders but for those of colour, and ours."""
    own = batch.members[0].shader_code_replacements.items()
    kept = {old: new for old, new in own if "INSERT COLOR FUNCTION" not in old}
    return {**kept, **_PLACING_CHANGES, **({} if _has_colors(batch.vertices) else _SHADE_CHANGES)}


def _has_colors(rows: VertexArray) -> bool:
    return any(name in (rows.dtype.names or ()) for name in _COLOR_FIELDS)


def _only(is_wanted: Callable[[Any], bool]) -> Toning:
    return lambda member: WANTED if is_wanted(member) else None


def _among(is_wanted: bool) -> Tone:
    return WANTED if is_wanted else OTHER


def _tasks(batch: Batch, toning: Toning) -> Iterator[_Task]:
    """A batch's draws: one for all its members, or one a member where a colour can only be given to a whole draw."""
    toned = [(toning(member), rows) for member, rows in batch.pieces() if len(rows)]
    painted = [(tone, _painted(rows, tone)) for tone, rows in toned if tone is not None]
    if painted and _has_colors(batch.vertices):
        yield _Task(batch, np.concatenate([rows for _, rows in painted]), WANTED.color)
    else:
        for tone, rows in painted:
            yield _Task(batch, rows, tone.color)


def _painted(rows: VertexArray, tone: Tone) -> VertexArray:
    rows = rows.copy()
    for name in _OPACITY_FIELDS:
        if name in (rows.dtype.names or ()):
            field = rows[name]
            field[:, :-1] = tone.color[: field.shape[1] - 1]
            if tone.is_opaque:
                field[:, -1] = float((field[:, -1] > 0).any())
    return rows


def _tiles(width: int, height: int) -> Iterator[_Tile]:
    for y in range(0, height, _LARGEST_TILE_PX):
        for x in range(0, width, _LARGEST_TILE_PX):
            yield _Tile(x, y, min(_LARGEST_TILE_PX, width - x), min(_LARGEST_TILE_PX, height - y))


def _tile_size(needed_px: int) -> int:
    """The canvas to take for a tile: sizes double, so that few canvases serve all tiles."""
    size = _SMALLEST_TILE_PX
    while size < needed_px:
        size *= 2
    return size


def _placing(canvas: Canvas, view: View, x_px: float, y_px: float, scale: int) -> tuple[float, float, float, float]:
    """Factors and shifts of clip coordinates that put the canvas's top left corner on a point of the frame."""
    x_factor = scale * view.width_px / canvas.width_px
    y_factor = scale * view.height_px / canvas.height_px
    x_shift = x_factor - 1 - 2 * scale * x_px / canvas.width_px
    y_shift = 1 - y_factor + 2 * scale * y_px / canvas.height_px
    return x_factor, y_factor, x_shift, y_shift


def _fill_canvas(context: Any, size: tuple[int, int]) -> Any:
    """The engine's own canvas for fills (twice as fine as the picture), made for a picture of another size."""
    make = importlib.import_module("manimlib.shader_wrapper").VShaderWrapper.get_fill_canvas.__wrapped__
    camera_config = importlib.import_module("manimlib.config").manim_config.camera
    before = camera_config.resolution
    camera_config.resolution = size
    try:
        return make(context)
    finally:
        camera_config.resolution = before
