"""What a batch puts on the picture, as plain geometry in pixels.

An edge lies where an object's own coverage falls to one half (opacity apart): for a stroke that is half its width
from the curve, for a dot one anti-aliasing fringe inside its radius, for a glowing dot the half-maximum of its glow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

import numpy as np
import numpy.typing as npt

from synthgen.core.geometry import Box, FloatArray
from synthgen.core.paint import Fill, Mesh, Paint, Quad
from synthgen.engines.opengl_batches import Batch, VertexArray
from synthgen.engines.opengl_fill import fill_contours
from synthgen.engines.opengl_projection import IntArray, Projection, project_corners, project_triangles
from synthgen.engines.opengl_raster import gather, rasterise
from synthgen.engines.opengl_strokes import Curves, StrokeStyle, soft_levels, stroke_ribbon

_TRIANGLES, _TRIANGLE_STRIP = 4, 5
BORDER_FIELDS, STROKE_FIELDS = ("fill_border_width", "fill_rgba"), ("stroke_width", "stroke_rgba")
_LEAST_FRINGE = 1e-8
_HALF = 0.5
_SHARP_FROM, _BENT_FROM = np.radians(120), np.radians(30)
_CROWDED_SCALE = 4
_MOST_CROWDED_SAMPLES = 1 << 22
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

    def fringe(self, batch: Batch) -> float:
        """Over how many scene units the shaders' anti-aliased edges fall from 1 to 0."""
        return max(float(batch.uniforms["anti_alias_width"]) * float(self.uniforms["pixel_size"]), _LEAST_FRINGE)


class Part(Enum):
    """The passes in which manimgl paints a mobject made of curves."""

    FILL = BORDER_FIELDS
    STROKE = STROKE_FIELDS


@dataclass(frozen=True, slots=True)
class Painted:
    """One mobject's share of a batch (it is the `number`th), or of one pass of it. `parts` tells which of the paints
    belong to which pass, in order, and is empty for what is not painted in passes."""

    mobject: Any
    paints: tuple[Paint, ...]
    batch: Batch
    number: int
    parts: Mapping[Part, tuple[Paint, ...]] = field(default_factory=dict)


def paint_batch(batch: Batch, view: View) -> list[Painted]:
    """What a batch painted, in order; a mobject whose fill and stroke lie apart stands in the list twice."""
    found = _vector_paints(batch, view) if batch.is_vector else _other_paints(batch, view)
    return [one for one in found if one.paints]


def _other_paints(batch: Batch, view: View) -> list[Painted]:
    painter = {"true_dot": _disc_paints, "image": _image_paints}.get(batch.shader, _mesh_paints)
    paints_of = {id(member): paints for member, paints in painter(batch, view)}
    return [
        Painted(member, paints_of.get(id(member), ()), batch, number) for number, member in enumerate(batch.members)
    ]


def _vector_paints(batch: Batch, view: View) -> list[Painted]:
    paints = {Part.FILL: _fills(batch, view), Part.STROKE: _strokes(batch, view)}
    order = (Part.STROKE, Part.FILL) if batch.behind else (Part.FILL, Part.STROKE)
    if len(batch.members) == 1:
        parts = {part: paints[part][0] for part in order}
        together = tuple(paint for part in order for paint in parts[part])
        return [Painted(batch.members[0], together, batch, 0, parts)]
    return [
        Painted(member, own, batch, number, {part: own})
        for part in order
        for number, (member, own) in enumerate(zip(batch.members, paints[part], strict=True))
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
    borders = _stroke_meshes(batch, view, Part.FILL)
    found: list[tuple[Paint, ...]] = []
    for (_, rows), alpha, border in zip(pieces, alphas, borders, strict=True):
        outline = next(contours) if alpha > 0 and len(rows) else ()
        found.append(((Fill(outline, alpha),) if outline else ()) + border)
    return found


def _strokes(batch: Batch, view: View) -> list[tuple[Paint, ...]]:
    return _stroke_meshes(batch, view, Part.STROKE)


def _stroke_meshes(batch: Batch, view: View, part: Part) -> list[tuple[Paint, ...]]:
    """Each member's strokes, or the borders of its fill, as one mesh."""
    curves, member_of = stroke_curves(batch, *part.value)
    if not len(member_of):
        return [()] * len(batch.members)
    style, projection = StrokeStyle.of(view.uniforms, batch.uniforms), view.projection(batch)
    folded = _folded(curves, member_of, style, view.fringe(batch), len(batch.members))
    ribbon = stroke_ribbon(curves, style)
    triangles, source = project_triangles(projection, ribbon.triangles)
    member = member_of[ribbon.curve[source]]
    meshes = np.split(triangles, np.searchsorted(member, np.arange(1, len(batch.members))))
    found: list[tuple[Paint, ...]] = []
    for number, (mesh, (_, rows)) in enumerate(zip(meshes, batch.pieces(), strict=True)):
        if len(mesh) and not _holds_a_pixel(mesh):
            # With its fringe it may still: that is what the shader emits.
            whole = stroke_ribbon(curves.chosen(member_of == number), style, view.fringe(batch))
            mesh = mesh if _holds_a_pixel(project_triangles(projection, whole.triangles)[0]) else mesh[:0]
        reach = None
        own = folded & (member_of == number)
        if len(mesh) and own.any():
            adds_up = part is Part.STROKE
            reach = _soft_reach(curves.chosen(own), style, view.fringe(batch), projection, mesh, adds_up)
        found.append((Mesh(mesh, _greatest(rows[part.value[1]][:, 3]), reach),) if len(mesh) else ())
    return found


def _folded(
    curves: Curves, member_of: IntArray, style: StrokeStyle, fringe: float, members: int
) -> npt.NDArray[np.bool_]:
    """The curves whose soft edges may reach beyond their strokes, because the strip with its fringe is folded: at sharp
    corners, and all where many are shorter than they are wide (letters with a broad outline)."""
    lengths = np.linalg.norm(curves.points[:, 2] - curves.points[:, 0], axis=1)
    widths = style.units_per_width * curves.widths.max(axis=1)
    short = np.bincount(member_of, lengths < widths, minlength=members)
    crowded = short > np.bincount(member_of, minlength=members) / 4
    angles = np.abs(curves.joint_angles[:, [0, 2]]).max(axis=1)
    return np.asarray(crowded[member_of] | (angles > np.where(lengths < widths + fringe, _BENT_FROM, _SHARP_FROM)))


def _soft_reach(
    curves: Curves, style: StrokeStyle, fringe: float, projection: Projection, triangles: FloatArray, adds_up: bool
) -> Box | None:
    """Where the opacities of strokes painted over one another (of borders, which do not add up: the greatest) reach a
    half, on a raster finer than the picture."""
    low, high = triangles.min(axis=(0, 1)), triangles.max(axis=(0, 1))
    origin = np.floor(low) - 2
    width, height = (int(side) for side in (np.ceil(high - origin) + 2) * _CROWDED_SCALE)
    if width * height > _MOST_CROWDED_SAMPLES:
        return None
    ribbon = stroke_ribbon(curves, style, fringe)
    known = np.stack([ribbon.offsets, ribbon.half_widths], axis=-1) / fringe
    projected = project_corners(projection, ribbon.triangles, known)
    projected = replace(projected, pixels=(projected.pixels - origin) * _CROWDED_SCALE)
    fragments = rasterise(projected, width, height)
    levels = soft_levels(*fragments.known)
    for _, layer in gather(fragments, np.zeros_like(fragments.row), levels, blend=adds_up):
        rows, columns = np.nonzero(layer.levels >= _HALF)
        if len(rows):
            corner = origin + np.array([layer.x, layer.y]) / _CROWDED_SCALE
            inner = np.array([columns.min(), rows.min()]) / _CROWDED_SCALE
            outer = np.array([columns.max() + 1, rows.max() + 1]) / _CROWDED_SCALE
            return Box(*(corner + inner).tolist(), *(corner + outer).tolist())
    return None


def stroke_curves(batch: Batch, width_field: str, color_field: str) -> tuple[Curves, IntArray]:
    """The curves of a batch that are stroked at all, and which member each belongs to (ascending)."""
    rows = batch.vertices.reshape(-1, 3)
    points, widths, alphas = rows["point"], rows[width_field][..., 0], rows[color_field][..., 3]
    drawn = (points[:, 0] != points[:, 1]).any(axis=1) & (widths != 0).any(axis=1) & (alphas != 0).any(axis=1)
    curves = Curves(
        points=points[drawn],
        widths=widths[drawn],
        joint_angles=rows["joint_angle"][drawn][..., 0],
        normals=rows["base_normal"][drawn][:, 1],
    )
    return curves, np.repeat(np.arange(len(batch.counts)), np.array(batch.counts) // 3)[drawn]


def _holds_a_pixel(triangles: FloatArray) -> bool:
    """Whether the middle of any pixel can lie within: what has none leaves no mark (a line just begun)."""
    corners = triangles.reshape(-1, 2)
    if len(corners) == 0:
        return False
    low, high = corners.min(axis=0), corners.max(axis=0)
    return bool((np.ceil(low - 0.5) <= np.floor(high - 0.5)).all())


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
    fringe = view.fringe(batch)
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
