"""Mobjects drawn alone by manimgl's own shaders, white and opaque, on a small canvas laid over any part of the plane.

The canvas may lie outside the frame and may have several pixels to one of the frame's: the shaders then compute the
same edges, anti-aliased over the same width, at more places.
"""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from synthgen.core.geometry import Box
from synthgen.engines.base import CoverageArray
from synthgen.engines.opengl_batches import Batch, VertexArray
from synthgen.engines.opengl_paint import View

_LARGEST_TILE_PX = 512
_SMALLEST_TILE_PX = 32

# Where the shaders place a point, the canvas is cut out of the frame; where they colour one, it becomes white. The light
# stays in the sum, since a compiler drops vertex attributes that nothing needs, and the engine insists on them.
_CODE_CHANGES = {
    r"uniform vec3 frame_rescale_factors;": "uniform vec3 frame_rescale_factors;\nuniform vec4 canvas;",
    r"result\.z \*= -0\.1;": "result.z *= -0.1;\n    result.xy = canvas.xy * result.xy + canvas.zw * result.w;",
    r"return add_light\(color, point, unit_normal\);": (
        "return vec4(clamp(add_light(color, point, unit_normal).rgb + 2.0, 0.0, 1.0), color.a);"
    ),
    r"frag_color\.a \*= v_opacity;": "frag_color = vec4(clamp(frag_color.rgb + 2.0, 0.0, 1.0), frag_color.a * v_opacity);",
}
_OPACITY_FIELDS = ("fill_rgba", "stroke_rgba", "rgba", "opacity")


@dataclass(frozen=True, slots=True)
class _Canvas:
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


class SoloPainter:
    """Draws members of painted batches alone. One per context; keeps its canvases and programs for the next call."""

    def __init__(self, context: Any, samples: int) -> None:
        self._context, self._samples = context, samples
        self._canvases: dict[tuple[int, int], _Canvas] = {}
        self._wrappers: dict[Any, Any] = {}

    def coverage(
        self, batches: Sequence[Batch], wanted: Collection[int], view: View, region: Box, scale: int
    ) -> CoverageArray:
        """Coverage of the members whose `id()` is wanted, shape (region.height * scale, region.width * scale)."""
        width, height = round(region.width) * scale, round(region.height) * scale
        result = np.zeros((height, width), dtype=np.float32)
        chosen = [(batch, rows) for batch in batches if (rows := _white_rows(batch, wanted)) is not None]
        if not chosen:
            return result
        bound = self._context.fbo
        try:
            for tile in _tiles(width, height):
                part = self._draw_tile(chosen, view, region, scale, tile)
                result[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width] = part
        finally:
            bound.use()
        return result

    def _draw_tile(
        self, chosen: Sequence[tuple[Batch, VertexArray]], view: View, region: Box, scale: int, tile: _Tile
    ) -> CoverageArray:
        canvas = self._canvas(_tile_size(tile.width), _tile_size(tile.height))
        placing = _placing(canvas, view, region.x_min + tile.x / scale, region.y_min + tile.y / scale, scale)
        canvas.target.use()
        canvas.target.clear(0.0, 0.0, 0.0, 1.0)
        for batch, rows in chosen:
            wrapper = self._wrapper(batch, rows)
            if batch.is_vector:
                wrapper.fill_canvas = canvas.fill
                wrapper.textures[-2:] = [canvas.fill[0].color_attachments[0], canvas.fill[2].color_attachments[0]]
            wrapper.bind_to_mobject_uniforms({**batch.uniforms, "canvas": placing})
            wrapper.read_in([rows])
            wrapper.update_program_uniforms(view.uniforms)
            wrapper.pre_render()
            wrapper.render()
        if canvas.resolved is not canvas.target:
            self._context.copy_framebuffer(canvas.resolved, canvas.target)
        data = canvas.resolved.read(components=1, alignment=1)
        rows_up = np.frombuffer(data, dtype=np.uint8).reshape(canvas.height_px, canvas.width_px)
        part: CoverageArray = rows_up[::-1][: tile.height, : tile.width].astype(np.float32) / np.float32(255)
        return part

    def _canvas(self, width_px: int, height_px: int) -> _Canvas:
        found = self._canvases.get((width_px, height_px))
        if found is None:
            found = self._canvases[width_px, height_px] = self._new_canvas(width_px, height_px)
        return found

    def _new_canvas(self, width_px: int, height_px: int) -> _Canvas:
        context, size = self._context, (width_px, height_px)
        target = context.framebuffer(context.texture(size, components=4, samples=self._samples))
        resolved = context.framebuffer(context.texture(size, components=4)) if self._samples else target
        return _Canvas(width_px, height_px, target, resolved, _fill_canvas(context, size))

    def _wrapper(self, batch: Batch, rows: VertexArray) -> Any:
        """A shader wrapper for batches of this kind, with the shader code changed; made once."""
        first = batch.members[0]
        changes = {**first.shader_code_replacements, **_CODE_CHANGES}
        textures = first.texture_paths or {}
        kind = (batch.shader, batch.is_vector, batch.behind, batch.primitive, str(changes), str(textures))
        if kind not in self._wrappers:
            self._wrappers[kind] = self._new_wrapper(batch, rows, changes, textures)
        return self._wrappers[kind]

    def _new_wrapper(
        self, batch: Batch, rows: VertexArray, changes: dict[str, str], textures: dict[str, str]
    ) -> Any:
        module = importlib.import_module("manimlib.shader_wrapper")
        common = {"vert_data": rows.copy(), "code_replacements": changes, "texture_paths": textures}
        if batch.is_vector:
            return module.VShaderWrapper(self._context, stroke_behind=batch.behind, **common)
        return module.ShaderWrapper(
            self._context, shader_folder=batch.shader, render_primitive=batch.primitive, **common
        )


def _white_rows(batch: Batch, wanted: Collection[int]) -> VertexArray | None:
    """The vertices of the wanted members, white; a pass that paints anything becomes opaque, one that does not stays."""
    pieces = [rows.copy() for member, rows in batch.pieces() if id(member) in wanted and len(rows)]
    if not pieces:
        return None
    for rows in pieces:
        for name in _OPACITY_FIELDS:
            if name in (rows.dtype.names or ()):
                field = rows[name]
                visible = bool((field[:, -1] > 0).any())
                field[:] = 1.0
                field[:, -1] = float(visible)
    joined: VertexArray = np.concatenate(pieces)
    return joined


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


def _placing(canvas: _Canvas, view: View, x_px: float, y_px: float, scale: int) -> tuple[float, float, float, float]:
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
