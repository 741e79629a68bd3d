"""A picture painted over the whole frame before anything else, in place of manimgl's plain background."""

from __future__ import annotations

from typing import Any

import numpy as np

from synthgen.core.snapshot import PixelArray

_VERTEX_SHADER = """
#version 330
out vec2 place;
void main() {
    // One triangle that holds the whole frame.
    vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
    place = corner;
    gl_Position = vec4(2.0 * corner - 1.0, 0.0, 1.0);
}
"""
_FRAGMENT_SHADER = """
#version 330
uniform sampler2D picture;
in vec2 place;
out vec4 color;
void main() {
    color = vec4(texture(picture, place).rgb, 1.0);
}
"""


class Curtain:
    """A picture, (height, width, 3) uint8, on the GPU; `release` it when done."""

    def __init__(self, context: Any, pixels: PixelArray) -> None:
        height_px, width_px = pixels.shape[:2]
        self._context = context
        rows = np.ascontiguousarray(pixels[::-1])
        self._texture = context.texture((width_px, height_px), 3, rows.tobytes(), alignment=1)
        # One texel for each pixel: neighbours must not mix.
        self._texture.filter = (context.NEAREST, context.NEAREST)
        self._program = context.program(vertex_shader=_VERTEX_SHADER, fragment_shader=_FRAGMENT_SHADER)
        self._triangle = context.vertex_array(self._program, [])

    def paint(self) -> None:
        """Paint it into the framebuffer in use; neither reads nor writes depths."""
        self._context.disable(self._context.DEPTH_TEST | self._context.BLEND)
        self._texture.use(location=0)
        self._triangle.render(self._context.TRIANGLES, vertices=3)
        self._context.enable(self._context.BLEND)

    def release(self) -> None:
        for part in (self._triangle, self._program, self._texture):
            part.release()
