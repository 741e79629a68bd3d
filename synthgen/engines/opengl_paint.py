"""What a batch puts on the picture, as plain geometry in pixels.

An edge lies where an object's own coverage falls to one half (opacity apart): for a stroke that is half its width
from the curve, for a dot one anti-aliasing fringe inside its radius, for a glowing dot the half-maximum of its glow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from synthgen.core.geometry import FloatArray
from synthgen.core.paint import Fill, Mesh, Paint, Quad
from synthgen.engines.opengl_batches import Batch, VertexArray
from synthgen.engines.opengl_fill import fill_contours
from synthgen.engines.opengl_projection import Projection, project_triangles
from synthgen.engines.opengl_strokes import Curves, StrokeStyle, stroke_triangles

_TRIANGLES, _TRIANGLE_STRIP = 4, 5
_FILL, _STROKE = ("fill_rgba", "fill_border_width"), ("stroke_rgba", "stroke_width")
_DISC_TOLERANCE_PX = 0.03
_MOST_DISC_CORNERS = 2_000_000


@dataclass(frozen=True, slots=True)
class View:
    """The camera of one painted frame: its uniforms and the size of the picture."""

    uniforms: Mapping[str, Any]
    width_px: int
    height_px: int

    def projection(self, batch: Batch) -> Projection:
        return Projection.of(self.uniforms, batch.uniforms, self.width_px, self.height_px)


@dataclass(frozen=True, slots=True)
class Painted:
    """One mobject's share of a batch, or of one pass of it. `sent` is what the GPU got for this alone, told only where
    the depth of what was painted before counts."""

    mobject: Any
    paints: tuple[Paint, ...]
    sent: Batch | None = None


def paint_batch(batch: Batch, view: View) -> list[Painted]:
    """What a batch painted, in order; a mobject whose fill and stroke lie apart stands in the list twice.

    What painted nothing is in the list as well where it may hide something: a transparent surface does by its depth.
    """
    found = _vector_paints(batch, view) if batch.is_vector else _other_paints(batch, view)
    return [one for one in found if one.paints or batch.depth_test]


def _other_paints(batch: Batch, view: View) -> list[Painted]:
    painter = {"true_dot": _disc_paints, "image": _image_paints}.get(batch.shader, _mesh_paints)
    found = [(member, paints) for member, paints in painter(batch, view)]
    if not batch.depth_test:
        return [Painted(member, paints) for member, paints in found]
    paints_of = {id(member): paints for member, paints in found}
    return [Painted(own.members[0], paints_of.get(id(own.members[0]), ()), own) for own in batch.split()]


def _vector_paints(batch: Batch, view: View) -> list[Painted]:
    fills, strokes = _fills(batch, view), _strokes(batch, view)
    passes = [(strokes, _FILL), (fills, _STROKE)] if batch.behind else [(fills, _STROKE), (strokes, _FILL)]
    if len(batch.members) == 1:
        together = tuple(paint for one, _ in passes for paint in one[0])
        return [Painted(batch.members[0], together, batch if batch.depth_test else None)]
    if not batch.depth_test:
        return [Painted(member, paints) for one, _ in passes for member, paints in zip(batch.members, one, strict=True)]
    return [
        Painted(own.members[0], paints, own.without(others))
        for one, others in passes
        for own, paints in zip(batch.split(), one, strict=True)
    ]


def _fills(batch: Batch, view: View) -> list[tuple[Paint, ...]]:
    """Each member's fill and the border around it (letters have one, to look less thin)."""
    pieces = list(batch.pieces())
    alphas = [_greatest(rows["fill_rgba"][:, 3]) for _, rows in pieces]
    filled = [rows for (_, rows), alpha in zip(pieces, alphas, strict=True) if alpha > 0 and len(rows)]
    if not filled:
        return [()] * len(pieces)
    contours = iter(
        fill_contours(
            curves=np.concatenate(filled)["point"].reshape(-1, 3, 3).astype(float),
            counts=[len(rows) // 3 for rows in filled],
            bases=np.stack([rows["base_normal"][0] for rows in filled]).astype(float),
            projection=view.projection(batch),
        )
    )
    borders = _stroke_meshes(batch, view, "fill_border_width", "fill_rgba")
    found: list[tuple[Paint, ...]] = []
    for (_, rows), alpha, border in zip(pieces, alphas, borders, strict=True):
        outline = next(contours) if alpha > 0 and len(rows) else ()
        found.append(((Fill(outline, alpha),) if outline else ()) + border)
    return found


def _strokes(batch: Batch, view: View) -> list[tuple[Paint, ...]]:
    return _stroke_meshes(batch, view, "stroke_width", "stroke_rgba")


def _stroke_meshes(batch: Batch, view: View, width_field: str, color_field: str) -> list[tuple[Paint, ...]]:
    """Each member's strokes of one kind as one mesh."""
    rows = batch.vertices.reshape(-1, 3)
    points, widths, alphas = rows["point"], rows[width_field][..., 0], rows[color_field][..., 3]
    drawn = (points[:, 0] != points[:, 1]).any(axis=1) & (widths != 0).any(axis=1) & (alphas != 0).any(axis=1)
    if not drawn.any():
        return [()] * len(batch.members)
    curves = Curves(
        points=points[drawn],
        widths=widths[drawn],
        joint_angles=rows["joint_angle"][drawn][..., 0],
        normals=rows["base_normal"][drawn][:, 1],
    )
    style, projection = StrokeStyle.of(view.uniforms, batch.uniforms), view.projection(batch)
    in_scene, owner = stroke_triangles(curves, style)
    triangles, source = project_triangles(projection, in_scene)
    member_of = _member_of_curves(batch)[drawn]
    member = member_of[owner[source]]
    parts = np.split(triangles, np.searchsorted(member, np.arange(1, len(batch.members))))
    fringe = float(batch.uniforms["anti_alias_width"]) * float(view.uniforms["pixel_size"])
    found: list[tuple[Paint, ...]] = []
    for number, (part, (_, piece)) in enumerate(zip(parts, batch.pieces(), strict=True)):
        if len(part) and not _holds_a_pixel(part):
            # With its fringe it may still: that is what the shader emits.
            whole, _ = stroke_triangles(curves.widened(member_of == number, fringe / style.units_per_width), style)
            part = part if _holds_a_pixel(project_triangles(projection, whole)[0]) else part[:0]
        found.append((Mesh(part, _greatest(piece[color_field][:, 3])),) if len(part) else ())
    return found


def _holds_a_pixel(triangles: FloatArray) -> bool:
    """Whether the middle of any pixel can lie within: what has none leaves no mark (a line just begun)."""
    corners = triangles.reshape(-1, 2)
    if len(corners) == 0:
        return False
    low, high = corners.min(axis=0), corners.max(axis=0)
    return bool((np.ceil(low - 0.5) <= np.floor(high - 0.5)).all())


def _member_of_curves(batch: Batch) -> npt.NDArray[np.int64]:
    return np.repeat(np.arange(len(batch.counts)), np.array(batch.counts) // 3)


def _mesh_paints(batch: Batch, view: View) -> Iterator[tuple[Any, tuple[Paint, ...]]]:
    """Surfaces, and whatever else hands triangles to its shader."""
    for member, rows in batch.pieces():
        points = rows["point"].astype(float)
        if batch.primitive == _TRIANGLES:
            corners = points[: len(points) // 3 * 3].reshape(-1, 3, 3)
        elif batch.primitive == _TRIANGLE_STRIP and len(points) >= 3:
            corners = np.stack([points[:-2], points[1:-1], points[2:]], axis=1)
        else:
            continue
        triangles, _ = project_triangles(view.projection(batch), corners)
        yield member, (Mesh(triangles, _alpha(rows)),) if len(triangles) and _alpha(rows) > 0 else ()


def _image_paints(batch: Batch, view: View) -> Iterator[tuple[Any, tuple[Paint, ...]]]:
    """A picture: two triangles, given as the one quadrilateral they make."""
    projection = view.projection(batch)
    for member, rows in batch.pieces():
        corners = rows["point"][[0, 1, 3, 2]].astype(float)
        seen = projection.homogeneous(corners)
        if projection.depths(corners, seen).min() < 0:
            triangles, _ = project_triangles(projection, rows["point"].astype(float).reshape(-1, 3, 3))
            yield member, (Mesh(triangles, _alpha(rows)),) if len(triangles) else ()
        else:
            yield member, (Quad(projection.pixels(seen), _alpha(rows)),) if _alpha(rows) > 0 else ()


def _disc_paints(batch: Batch, view: View) -> Iterator[tuple[Any, tuple[Paint, ...]]]:
    """Dots: discs that face the camera, as wide as their coverage is at least one half."""
    projection = view.projection(batch)
    eye = np.asarray(view.uniforms["camera_position"], dtype=float)
    fringe = float(batch.uniforms["anti_alias_width"]) * float(view.uniforms["pixel_size"])
    unit_px = 1 / float(view.uniforms["pixel_size"])
    for member, rows in batch.pieces():
        rows = rows[(rows["rgba"][:, 3] > 0) & (rows["radius"][:, 0] > 0)]
        if len(rows) == 0:
            continue
        radii = half_coverage_radii(rows["radius"][:, 0].astype(float), fringe, float(batch.uniforms["glow_factor"]))
        discs = _discs(rows["point"].astype(float), radii, eye, _disc_sides(radii, unit_px))
        triangles, _ = project_triangles(projection, discs)
        yield member, (Mesh(triangles, _alpha(rows)),) if len(triangles) else ()


def half_coverage_radii(radii: FloatArray, fringe: float, glow: float) -> FloatArray:
    """How far from its centre a dot's coverage stays above one half (or half its greatest, if it never gets there).

    `radii` and `fringe` (the width of the anti-aliased rim) in scene units; `glow` as in the shader, 0 for none.
    """

    def coverage(share: FloatArray) -> FloatArray:
        t = np.clip((1 - share) * radii / fringe, 0, 1)
        return (1 - share) ** glow * t * t * (3 - 2 * t)

    goal = 0.5 * np.minimum(coverage(np.zeros_like(radii)), 1.0)
    goal = np.where(coverage(np.zeros_like(radii)) > 0.5, 0.5, goal)
    low, high = np.zeros_like(radii), np.ones_like(radii)
    for _ in range(30):
        middle = (low + high) / 2
        enough = coverage(middle) >= goal
        low, high = np.where(enough, middle, low), np.where(enough, high, middle)
    return low * radii


def _disc_sides(radii: FloatArray, unit_px: float) -> int:
    """Corners enough for a polygon to follow its disc, a multiple of four so that it reaches as far on each side."""
    radius_px = float(radii.max()) * unit_px
    needed = np.pi / np.sqrt(2 * _DISC_TOLERANCE_PX / max(radius_px, 1.0))
    affordable = _MOST_DISC_CORNERS / len(radii)
    return int(np.clip(min(needed, affordable), 8, 256) // 4 + 1) * 4


def _discs(centers: FloatArray, radii: FloatArray, eye: FloatArray, sides: int) -> FloatArray:
    """Triangles (n * (sides - 2), 3, 3) of polygons in the plane the shader puts its dots in."""
    to_eye = _unit(eye - centers)
    right = _unit(np.cross([0.0, 1.0, 1.0], to_eye))
    up = _unit(np.cross(to_eye, right))
    angles = 2 * np.pi * np.arange(sides) / sides
    around = np.cos(angles)[:, None] * right[:, None] + np.sin(angles)[:, None] * up[:, None]
    corners = centers[:, None] + radii[:, None, None] * around
    fan = np.stack([np.zeros(sides - 2, int), np.arange(1, sides - 1), np.arange(2, sides)], axis=1)
    triangles: FloatArray = corners[:, fan].reshape(-1, 3, 3)
    return triangles


def _unit(vectors: FloatArray) -> FloatArray:
    lengths: FloatArray = np.linalg.norm(vectors, axis=1)
    return vectors / lengths[:, None]


def _alpha(rows: VertexArray) -> float:
    """The greatest opacity of a member's vertices, whichever field its shader keeps it in; 1 where it has none."""
    names = rows.dtype.names or ()
    if "rgba" in names:
        return _greatest(rows["rgba"][:, 3])
    return _greatest(rows["opacity"]) if "opacity" in names else 1.0


def _greatest(values: VertexArray) -> float:
    return float(values.max(initial=0.0))
