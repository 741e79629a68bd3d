"""From scene units to pixels as manimgl's shaders do it, and what the camera and clip planes cut off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from synthgen.core.geometry import FloatArray

# The shader flips z and divides it by ten before OpenGL clips at -w <= z <= w: nothing nearer to the eye than this
# share of the focal distance is drawn.
NEAREST_W = 1 / 11

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Projection:
    """The shaders' `emit_gl_Position` for one batch of mobjects, and the planes that cut it.

    Homogeneous points are rows (x, y, w): x / w and y / w run from -1 to 1 over the frame.
    """

    matrix: FloatArray
    rescale: FloatArray
    clip_plane: FloatArray
    width_px: int
    height_px: int

    @classmethod
    def of(
        cls, camera_uniforms: Mapping[str, Any], uniforms: Mapping[str, Any], width_px: int, height_px: int
    ) -> Projection:
        """The projection under a camera's uniforms for mobjects with `uniforms`."""
        view = np.asarray(camera_uniforms["view"], dtype=float).reshape(4, 4).T
        fixed = float(uniforms.get("is_fixed_in_frame", 0.0))
        return cls(
            matrix=(1 - fixed) * view + fixed * np.eye(4),
            rescale=np.asarray(camera_uniforms["frame_rescale_factors"], dtype=float),
            clip_plane=np.asarray(uniforms.get("clip_plane", np.zeros(4)), dtype=float),
            width_px=width_px,
            height_px=height_px,
        )

    def homogeneous(self, points: FloatArray) -> FloatArray:
        """Scene points (..., 3) as homogeneous rows (..., 3)."""
        seen = (points @ self.matrix[:3, :3].T + self.matrix[:3, 3]) * self.rescale
        seen[..., 2] = 1.0 - seen[..., 2]
        return seen

    def pixels(self, rows: FloatArray) -> FloatArray:
        """Homogeneous rows (..., 3) as pixels (..., 2), y down."""
        ratio = rows[..., :2] / rows[..., 2:]
        return (ratio * [0.5, -0.5] + 0.5) * [self.width_px, self.height_px]

    def depths(self, points: FloatArray, rows: FloatArray) -> FloatArray:
        """How far inside each cutting plane points are: (..., n planes), negative for what is cut off."""
        planes = [rows[..., 2] - NEAREST_W]
        if np.any(self.clip_plane[:3]):
            planes.append(points @ self.clip_plane[:3] + self.clip_plane[3])
        return np.stack(planes, axis=-1)


@dataclass(frozen=True, slots=True)
class Projected:
    """Triangles as the camera sees them, cut where it cuts them: corners in pixels (m, 3, 2) with the fourth
    homogeneous coordinate `w` (m, 3); which input triangle each comes from (m,), ascending; and what was known of the
    corners (m, 3, k)."""

    pixels: FloatArray
    w: FloatArray
    source: IntArray
    known: FloatArray


def project_triangles(projection: Projection, triangles: FloatArray) -> tuple[FloatArray, IntArray]:
    """Triangles (n, 3, 3) in the scene as pixel triangles (m, 3, 2), cut where the camera cuts them.

    Also returns which input triangle each of the m comes from (ascending).
    """
    found = project_corners(projection, triangles, np.empty((*triangles.shape[:2], 0)))
    return found.pixels, found.source


def project_corners(projection: Projection, triangles: FloatArray, known: FloatArray) -> Projected:
    """The same, taking along what is `known` of each corner, (n, 3, k)."""
    rows = projection.homogeneous(triangles)
    depths = projection.depths(triangles, rows)
    source = np.arange(len(triangles))
    if depths.size and depths.min() < 0:
        corners = np.concatenate([rows, depths, known], axis=-1)
        for plane in range(3, 3 + depths.shape[-1]):
            corners, source = _cut_triangles(corners, source, plane)
        rows, known = corners[..., :3], corners[..., 3 + depths.shape[-1] :]
    pixels = projection.pixels(rows)
    whole = np.isfinite(pixels).all(axis=(1, 2))
    return Projected(pixels[whole], rows[whole][..., 2], source[whole], known[whole])


def _cut_triangles(corners: FloatArray, source: IntArray, plane: int) -> tuple[FloatArray, IntArray]:
    """The parts of triangles (n, 3, k) where column `plane` is not negative."""
    inside = corners[..., plane] >= 0
    count = inside.sum(axis=1)
    whole = count == 3
    kept, origins = [corners[whole]], [source[whole]]
    for number in (1, 2):
        some = count == number
        # Turn each triangle until its odd corner (the one alone on its side of the plane) comes first.
        odd = np.argmax(inside[some] if number == 1 else ~inside[some], axis=1)
        a, b, c = (np.take_along_axis(corners[some], ((odd + i) % 3)[:, None, None], axis=1)[:, 0] for i in range(3))
        ab, ac = _crossing(a, b, plane), _crossing(a, c, plane)
        pieces = [(a, ab, ac)] if number == 1 else [(ab, b, c), (ab, c, ac)]
        for piece in pieces:
            kept.append(np.stack(piece, axis=1))
            origins.append(source[some])
    joined = np.concatenate(origins)
    order = np.argsort(joined, kind="stable")
    return np.concatenate(kept)[order], joined[order]


def _crossing(a: FloatArray, b: FloatArray, plane: int) -> FloatArray:
    share = a[:, plane] / (a[:, plane] - b[:, plane])
    return a + share[:, None] * (b - a)


def cut_polygon(corners: FloatArray, plane: int) -> FloatArray:
    """The part of one closed polygon (n, k) where column `plane` is not negative (Sutherland-Hodgman)."""
    kept = []
    for here, after in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if here[plane] >= 0:
            kept.append(here)
        if (here[plane] >= 0) != (after[plane] >= 0):
            kept.append(_crossing(here[None], after[None], plane)[0])
    return np.array(kept).reshape(-1, corners.shape[1])
