"""manimgl's stroke geometry shader in NumPy: the strip of triangles along every curve, joints included.

Without the fringe the shader adds for anti-aliasing the strip is as wide as the stroke itself: across the fringe the
stroke's opacity falls to one half exactly there. Computed in 32-bit floats, as the shader does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from synthgen.core.geometry import FloatArray

Float32Array = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

_WIDTH_PER_UNIT = 0.01
_SEGMENTS_PER_ROOT_AREA = 100
_MAX_POINTS = 32
_STRAIGHT_COSINE = 0.999
_MITER_FROM_COSINE, _MITER_FULL_COSINE = -0.9, -0.95
_ALIGNED_FROM = 0.97
_NO_JOINT, _BEVEL, _MITER = 0, 2, 3


@dataclass(frozen=True, slots=True)
class Curves:
    """Quadratic curves to be stroked: control points (n, 3, 3), widths and joint angles (n, 3), normals (n, 3)."""

    points: Float32Array
    widths: Float32Array
    joint_angles: Float32Array
    normals: Float32Array

    def chosen(self, which: npt.NDArray[np.bool_]) -> Curves:
        return Curves(self.points[which], self.widths[which], self.joint_angles[which], self.normals[which])


@dataclass(frozen=True, slots=True)
class StrokeStyle:
    """What a batch's strokes have in common; lengths in scene units."""

    joint: int
    flat: bool
    frame_scale: float
    camera_position: Float32Array
    units_per_width: float

    @classmethod
    def of(cls, camera_uniforms: Mapping[str, Any], uniforms: Mapping[str, Any]) -> StrokeStyle:
        frame_scale = float(camera_uniforms["frame_scale"])
        zoomed = float(uniforms["scale_stroke_with_zoom"])
        return cls(
            joint=int(uniforms["joint_type"]),
            flat=bool(uniforms["flat_stroke"]) or bool(uniforms["is_fixed_in_frame"]),
            frame_scale=frame_scale,
            camera_position=np.asarray(camera_uniforms["camera_position"], dtype=np.float32),
            units_per_width=_WIDTH_PER_UNIT * ((1 - zoomed) * frame_scale + zoomed),
        )


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Triangles (m, 3, 3) in scene units along strokes. `curve` (m,) is the index of the curve each belongs to;
    `half_widths` and `offsets` (m, 3) are half the stroke's width at each corner and how far from the curve the corner
    lies, negative on the right, both in scene units and across the stroke."""

    triangles: FloatArray
    curve: IntArray
    half_widths: FloatArray
    offsets: FloatArray


def stroke_ribbon(curves: Curves, style: StrokeStyle, fringe: float = 0.0) -> Ribbon:
    """What the geometry shader emits: the strokes, and on each side half of a `fringe` (scene units) more."""
    counts = _point_counts(curves.points, style.frame_scale)
    curve = np.repeat(np.arange(len(counts)), counts)
    step = np.arange(len(curve)) - np.repeat(np.cumsum(counts) - counts, counts)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high, half_width = _strip(curves, style, curve, step, counts, fringe)
    first = np.flatnonzero(step < counts[curve] - 1)
    halves = [[low[first], high[first], low[first + 1]], [high[first], low[first + 1], high[first + 1]]]
    triangles = np.stack([np.stack(half, axis=1) for half in halves], axis=1).reshape(-1, 3, 3)
    here, after = half_width[first], half_width[first + 1]
    half_widths = np.stack([here, here, after, here, after, after], axis=1).reshape(-1, 3)
    real = np.isfinite(triangles).all(axis=(1, 2))
    sides = np.tile([[-1.0, 1.0, -1.0], [1.0, -1.0, 1.0]], (len(first), 1))
    offsets = sides * (half_widths + 0.5 * fringe)
    owner = np.repeat(curve[first], 2)
    return Ribbon(triangles[real].astype(float), owner[real], half_widths[real].astype(float), offsets[real])


def soft_levels(offsets: FloatArray, half_widths: FloatArray) -> Float32Array:
    """The fragment shader's opacity (0..1) at distances from the curve; all lengths in fringes."""
    inside = np.clip(0.5 - (np.abs(offsets) - half_widths), 0, 1)
    return _float32(inside * inside * (3 - 2 * inside))


def _point_counts(points: Float32Array, frame_scale: float) -> IntArray:
    """How many points the shader puts on each curve: the more, the larger the triangle of its control points."""
    across = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
    area = 0.5 * np.linalg.norm(across, axis=1)
    counts = 2 + np.rint(_SEGMENTS_PER_ROOT_AREA * np.sqrt(area) / frame_scale)
    # Not a number (of curves with points nowhere, which leave no triangles) is none of the two, but the other.
    return np.asarray(np.fmin(counts, _MAX_POINTS), dtype=np.int64)


def _strip(
    curves: Curves, style: StrokeStyle, curve: IntArray, step: IntArray, counts: IntArray, fringe: float
) -> tuple[Float32Array, Float32Array, Float32Array]:
    """The two edges of the strips, one row a point: (n, 3) each; and half the width of the stroke there, (n,)."""
    t = (step / (counts[curve] - 1)).astype(np.float32)
    a, b, c = (curves.points[curve, i] for i in range(3))
    c1, c2 = 2 * (b - a), a - 2 * b + c
    point = a + c1 * t[:, None] + c2 * (t * t)[:, None]
    tangent = c1 + 2 * c2 * t[:, None]
    width = style.units_per_width * ((1 - t) * curves.widths[curve, 0] + t * curves.widths[curve, 2])
    at_start, at_end = step == 0, step == counts[curve] - 1
    angle = np.where(at_start, -curves.joint_angles[curve, 0], np.where(at_end, curves.joint_angles[curve, 2], 0))
    normal = curves.normals[curve]
    facing = normal if style.flat else _unit(style.camera_position - point)
    across = _step_to_edge(tangent, facing, normal, angle, ~(at_start | at_end), style)
    offset = (0.5 * (width + np.float32(fringe)))[:, None] * across
    return point - offset, point + offset, 0.5 * width


def _step_to_edge(
    tangent: Float32Array,
    facing: Float32Array,
    normal: Float32Array,
    angle: Float32Array,
    inside: npt.NDArray[np.bool_],
    style: StrokeStyle,
) -> Float32Array:
    """From a point of the curve to the left edge of the stroke, for half a width of 1, joints taken into account."""
    along = _unit(tangent if style.flat else _without(tangent, facing))
    square = _unit(np.cross(facing, along))
    plain = np.where((angle != 0)[:, None], _steadied(square, tangent, facing, normal), square)
    cosine, sine = np.cos(angle), np.sin(angle)
    straight = np.abs(cosine) > _STRAIGHT_COSINE
    if not style.flat:
        turned = _unit(_without(_rotated(tangent, normal, angle), facing))
        cosine = _dot(along, turned)
        sine = _float32(np.sqrt(1 - cosine * cosine) * np.sign(angle) * np.sign(_dot(facing, normal)))
        jointed = square
    else:
        jointed = plain
    shift = (cosine - 1 + 2 * _miter_share(cosine, style.joint)) / sine
    keep_plain = inside | straight | (style.joint == _NO_JOINT)
    return _float32(np.where(keep_plain[:, None], plain, jointed + shift[:, None] * along))


def _steadied(square: Float32Array, tangent: Float32Array, facing: Float32Array, normal: Float32Array) -> Float32Array:
    """Where the curve runs towards the eye, the shader fades the step into the plane of the curve."""
    alignment = np.abs(_dot(_unit(tangent), facing))
    flattened = _without(square, _unit(np.cross(normal, tangent)))
    share = _smoothstep(_ALIGNED_FROM, 1.0, alignment)[:, None]
    return _float32(np.where((alignment > _ALIGNED_FROM)[:, None], square + share * (flattened - square), square))


def _miter_share(cosine: Float32Array, joint: int) -> Float32Array:
    """0 for a bevel, 1 for a miter; "auto" joints go from one to the other as they become sharper."""
    if joint == _BEVEL:
        return np.zeros_like(cosine)
    if joint == _MITER:
        return np.ones_like(cosine)
    return _smoothstep(_MITER_FROM_COSINE, _MITER_FULL_COSINE, cosine)


def _smoothstep(low: float, high: float, x: Float32Array) -> Float32Array:
    t = np.clip((x - low) / (high - low), 0, 1)
    return _float32(t * t * (3 - 2 * t))


def _rotated(vectors: Float32Array, axis: Float32Array, angle: Float32Array) -> Float32Array:
    return _float32(np.cos(angle)[:, None] * vectors + np.sin(angle)[:, None] * np.cross(axis, vectors))


def _without(vectors: Float32Array, direction: Float32Array) -> Float32Array:
    return _float32(vectors - _dot(vectors, direction)[:, None] * direction)


def _dot(a: Float32Array, b: Float32Array) -> Float32Array:
    return _float32(np.einsum("ij,ij->i", a, b))


def _unit(vectors: Float32Array) -> Float32Array:
    return _float32(vectors / np.linalg.norm(vectors, axis=1)[:, None])


def _float32(values: npt.NDArray[Any]) -> Float32Array:
    return values.astype(np.float32, copy=False)
