"""What the period library's camera paints, as plain geometry, taken at its own draw calls."""

from __future__ import annotations

import functools
from itertools import pairwise
from math import cos, radians, sin
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.core.paint import LineCap, LineJoin, Paint, Quad
from synthgen.engines.cairo_paint import cloud_paints, contours_in_pixels, max_alpha, passes, stroke_scale
from synthgen.engines.draw_log import DrawLog


def record_draws(log: DrawLog) -> None:
    """Make every Camera report what it paints to `log`, right after it painted it."""
    from manimlib.camera.camera import Camera
    from manimlib.camera.multi_camera import MultiCamera

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
    from manimlib.constants import FRAME_WIDTH

    points = camera.transform_points_pre_display(vmobject, vmobject.points)
    spans = _subpath_spans(points, vmobject.tolerance_for_point_equality)
    if not spans:
        return ()
    closed = [bool(vmobject.consider_points_equals_2d(points[a], points[b - 1])) for a, b in spans]
    # Lines keep their width on the screen however far the frame zooms.
    per_unit = camera.cairo_line_width_multiple * stroke_scale(matrix) * camera.get_frame_width() / FRAME_WIDTH
    return passes(
        contours_in_pixels(points, spans, closed, matrix),
        background_width_px=vmobject.get_stroke_width(True) * per_unit,
        background_alpha=max_alpha(camera.get_stroke_rgbas(vmobject, background=True)),
        fill_alpha=max_alpha(camera.get_fill_rgbas(vmobject)),
        width_px=vmobject.get_stroke_width() * per_unit,
        stroke_alpha=max_alpha(camera.get_stroke_rgbas(vmobject)),
        join=LineJoin.MITER,
        cap=LineCap.BUTT,
    )


def _subpath_spans(points: FloatArray, tolerance: float) -> list[tuple[int, int]]:
    """Row ranges of the subpaths: a new one begins where a curve does not start where the last one ended."""
    count = len(points)
    starts, ends = points[4::4, :2], points[3 : count - 1 : 4, :2]
    # The library's own rule for points that count as equal, numpy's default relative tolerance included.
    apart = (np.abs(ends - starts) > tolerance + 1e-5 * np.abs(starts)).any(axis=1)
    edges = [0, *(4 * (np.nonzero(apart)[0] + 1)).tolist(), count]
    return [(a, b) for a, b in pairwise(edges) if b - a >= 4]


def image_paints(camera: Any, image_mobject: Any) -> tuple[Paint, ...]:
    """A picture: the quadrilateral it fills, made as the camera makes it (whole pixels and degrees, turned, pasted)."""
    upper_left, upper_right, lower_left = camera.points_to_pixel_coords(image_mobject, image_mobject.points)
    right, down = upper_right - upper_left, lower_left - upper_left
    width, height = (max(int(np.hypot(*side)), 1) for side in (right, down))
    turn_deg = -int(360 * np.angle(complex(*right)) / (2 * np.pi))
    canvas = _turned_size(width, height, turn_deg)
    corner = (upper_left + (right + down) / 2 - np.array(canvas) / 2).astype(int)
    center = corner + np.array(canvas) / 2
    c, s = cos(radians(turn_deg)), sin(radians(turn_deg))
    outline = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2
    corners = center + outline @ np.array([[c, -s], [s, c]])
    return (Quad(corners, float(image_mobject.get_pixel_array()[..., 3].max()) / 255.0),)


def _turned_size(width: int, height: int, turn_deg: int) -> tuple[int, int]:
    """The size of a picture after Pillow has turned it and made room for its corners."""
    from PIL import Image

    if turn_deg == 0:
        return width, height
    size: tuple[int, int] = Image.new("1", (width, height)).rotate(turn_deg, expand=True).size
    return size
