"""What manim's Cairo camera paints, as plain geometry, taken at its own draw calls."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from manim.camera.camera import Camera
from manim.camera.multi_camera import MultiCamera
from manim.constants import CapStyleType, LineJointType

from synthgen.core.geometry import FloatArray
from synthgen.core.paint import LineCap, LineJoin, Paint, Quad
from synthgen.engines.cairo_paint import cloud_paints, contours_in_pixels, max_alpha, passes, stroke_scale
from synthgen.engines.draw_log import DrawLog

JOINS = {
    LineJointType.AUTO: LineJoin.MITER,
    LineJointType.MITER: LineJoin.MITER,
    LineJointType.ROUND: LineJoin.ROUND,
    LineJointType.BEVEL: LineJoin.BEVEL,
}
CAPS = {
    CapStyleType.AUTO: LineCap.BUTT,
    CapStyleType.BUTT: LineCap.BUTT,
    CapStyleType.ROUND: LineCap.ROUND,
    CapStyleType.SQUARE: LineCap.SQUARE,
}


def record_draws(log: DrawLog) -> None:
    """Make every Camera report what it paints to `log`, right after it painted it."""

    @functools.wraps(Camera.display_vectorized)
    def display_vectorized(camera: Any, vmobject: Any, ctx: Any) -> Any:
        result = stock_vectorized(camera, vmobject, ctx)
        if log.listens_to(camera):
            log.add(camera, vmobject, vector_paints(camera, vmobject, tuple(ctx.get_matrix())))
        return result

    @functools.wraps(Camera.display_point_cloud)
    def display_point_cloud(
        camera: Any, pmobject: Any, points: FloatArray, rgbas: FloatArray, thickness: float, pixel_array: Any
    ) -> None:
        stock_cloud(camera, pmobject, points, rgbas, thickness, pixel_array)
        if log.listens_to(camera):
            log.add(camera, pmobject, cloud_paints(camera, pmobject, points, rgbas, thickness))

    @functools.wraps(Camera.display_image_mobject)
    def display_image_mobject(camera: Any, image_mobject: Any, pixel_array: Any) -> None:
        stock_image(camera, image_mobject, pixel_array)
        if log.listens_to(camera):
            log.add(camera, image_mobject, image_paints(camera, image_mobject))

    @functools.wraps(MultiCamera.update_sub_cameras)
    def update_sub_cameras(camera: Any) -> None:
        stock_update(camera)
        log.begin_displays()

    stock_update = MultiCamera.update_sub_cameras
    stock_vectorized, stock_cloud = Camera.display_vectorized, Camera.display_point_cloud
    stock_image = Camera.display_image_mobject
    MultiCamera.update_sub_cameras = update_sub_cameras
    Camera.display_vectorized = display_vectorized
    Camera.display_point_cloud = display_point_cloud
    Camera.display_image_mobject = display_image_mobject


def vector_paints(camera: Any, vmobject: Any, matrix: tuple[float, ...]) -> tuple[Paint, ...]:
    """The passes of a vectorised mobject under the camera's Cairo matrix."""
    points = camera.transform_points_pre_display(vmobject, vmobject.points)
    spans = [(int(a), int(b)) for a, b in vmobject.get_subpath_split_indices_from_points(points, n_dims=2)]
    spans = [(a, b) for a, b in spans if b - a >= 4]
    if not spans:
        return ()
    closed = [bool(vmobject.consider_points_equals_2d(points[a], points[b - 1])) for a, b in spans]
    per_unit = camera.cairo_line_width_multiple * stroke_scale(matrix)
    return passes(
        contours_in_pixels(points, spans, closed, matrix),
        background_width_px=vmobject.get_stroke_width(True) * per_unit,
        background_alpha=max_alpha(camera.get_stroke_rgbas(vmobject, background=True)),
        fill_alpha=max_alpha(camera.get_fill_rgbas(vmobject)),
        width_px=vmobject.get_stroke_width() * per_unit,
        stroke_alpha=max_alpha(camera.get_stroke_rgbas(vmobject)),
        join=JOINS[vmobject.joint_type],
        cap=CAPS[vmobject.cap_style],
    )


def image_paints(camera: Any, image_mobject: Any) -> tuple[Paint, ...]:
    """A picture: the quadrilateral of its corners, cut off at the whole-pixel canvas manim pastes."""
    corners = camera.points_to_subpixel_coords(image_mobject, image_mobject.points)
    whole = corners.astype(np.int64).astype(float)
    low, high = whole.min(axis=0), whole.max(axis=0)
    outline = np.clip(corners[[0, 1, 3, 2]], low, high)
    pixels = image_mobject.get_pixel_array()
    return (Quad(outline, float(pixels[..., 3].max()) / 255.0),)
