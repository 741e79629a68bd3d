"""How much of every pixel manimgl's shaders cover, in NumPy: strokes with their soft edges, fills with their borders.

Strokes are looked up at the middles of pixels, where their opacity falls smoothly to nothing over a fringe. Fills are
painted without anti-aliasing on a canvas twice as fine and joined there with a border that is a stroke itself
(`opengl_canvas.py`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby

import cairo
import numpy as np

from synthgen.core.geometry import Box
from synthgen.core.paint import Contour, Fill, Paint
from synthgen.core.snapshot import Drawing, Drawings, Mix
from synthgen.engines.opengl_batches import Batch
from synthgen.engines.opengl_canvas import CANVAS_SCALE, BoolArray, CanvasFill, mixes
from synthgen.engines.opengl_paint import Painted, Part, View, stroke_curves
from synthgen.engines.opengl_projection import IntArray, Projected, Projection, project_corners
from synthgen.engines.opengl_raster import Fragments, Layer, gather, rasterise
from synthgen.engines.opengl_strokes import StrokeStyle, soft_levels, stroke_ribbon

Samples = Sequence[tuple[float, float]]


def shade(painted: Sequence[Painted], view: View, samples: Samples = ()) -> Drawings:
    """Each of what was painted as the shaders draw it alone; None for what is not made of curves or not in frame.

    `samples` are the points of a pixel at which the engine looks where edges are not soft; its middle, if none.
    """
    found: list[Drawing | None] = []
    mixed: list[Mix] = []
    for _, group in groupby(painted, key=lambda one: id(one.batch)):
        drawings, own = _shade_batch(list(group), view, samples, len(found))
        found += drawings
        mixed += own
    return Drawings(found, mixed)


def _shade_batch(
    painted: Sequence[Painted], view: View, samples: Samples, start: int
) -> tuple[list[Drawing | None], list[Mix]]:
    """A batch's drawings, and its fills that are mixed; `start` is the first one's index."""
    batch = painted[0].batch
    if not batch.is_vector:
        return [None] * len(painted), []
    own: list[list[tuple[Layer, float]]] = [[] for _ in painted]
    fills: dict[int, CanvasFill] = {}
    layers: dict[int, Layer] = {}
    for part in Part:
        chosen = [(index, one) for index, one in enumerate(painted) if one.parts.get(part)]
        numbers = np.array([one.number for _, one in chosen], dtype=np.int64)
        strokes = dict(_stroke_layers(batch, view, part, numbers, samples)) if len(numbers) else {}
        for index, one in chosen:
            layer = strokes.get(one.number)
            alpha = max(paint.alpha for paint in one.parts[part])
            if part is Part.FILL:
                fill = _filled(one.parts[part], alpha, layer, view)
                layer = None if fill is None else fill.layer()
                if fill is not None and layer is not None:
                    fills[start + index], layers[start + index] = fill, layer
            if layer is not None:
                own[index].append((layer, alpha))
    is_mixed = len(batch.members) > 1 and not batch.depth_test
    return [_joined(one) for one in own], list(mixes(fills, layers)) if is_mixed else []


def _stroke_layers(
    batch: Batch, view: View, part: Part, numbers: IntArray, samples: Samples
) -> Iterator[tuple[int, Layer]]:
    """The strokes (borders of fills: on their finer canvas) of some members of a batch, by their numbers."""
    curves, member_of = stroke_curves(batch, *part.value)
    wanted = np.isin(member_of, numbers)
    if not wanted.any():
        return
    curves, member_of = curves.chosen(wanted), member_of[wanted]
    scale = CANVAS_SCALE if part is Part.FILL else 1
    width_px, height_px = scale * view.width_px, scale * view.height_px
    fringe = view.fringe(batch)
    ribbon = stroke_ribbon(curves, StrokeStyle.of(view.uniforms, batch.uniforms), fringe)
    known = np.stack([ribbon.offsets, ribbon.half_widths], axis=-1) / fringe
    projection = Projection.of(view.uniforms, batch.uniforms, width_px, height_px)
    projected = project_corners(projection, ribbon.triangles, known)
    members = member_of[ribbon.curve[projected.source]]
    if part is Part.STROKE and samples and float(batch.uniforms["anti_alias_width"]) == 0:
        yield from _sampled(projected, members, width_px, height_px, samples)
    else:
        fragments = rasterise(projected, width_px, height_px)
        levels = soft_levels(*fragments.known)
        yield from gather(fragments, members[fragments.triangle], levels, blend=part is Part.STROKE)


def _sampled(
    projected: Projected, members: IntArray, width_px: int, height_px: int, samples: Samples
) -> Iterator[tuple[int, Layer]]:
    """Strokes without soft edges: shaded once a pixel, at its middle, they cover those of its samples they contain."""
    size = members.max(initial=0) + 1, height_px, width_px, len(samples)
    found = []
    for number, sample in enumerate(samples):
        part = rasterise(projected, width_px, height_px, sample)
        inside = soft_levels(*part.known) >= 0.5
        where = members[part.triangle], part.row, part.column, np.full(len(part.row), number)
        found.append(np.ravel_multi_index(where, size)[inside])
    covered = np.unique(np.concatenate(found))  # Each sample once, in however many triangles it lies.
    pixels, counts = np.unique(covered // len(samples), return_counts=True)
    member, row, column = np.unravel_index(pixels, size[:3])
    fragments = Fragments(column, row, member, np.empty((0, len(pixels))))
    yield from gather(fragments, member, (counts / len(samples)).astype(np.float32), blend=False)


def _filled(paints: Sequence[Paint], alpha: float, border: Layer | None, view: View) -> CanvasFill | None:
    """A fill with its border (both on the finer canvas); None outside the frame."""
    fills = [paint for paint in paints if isinstance(paint, Fill)]
    points = [contour.points for fill in fills for contour in fill.contours]
    box = Box.around(np.concatenate(points)) if points else None  # With the handles: wide enough, and found at once.
    inside = box.in_frame(view.width_px, view.height_px) if box is not None else None
    edges = [] if inside is None else [inside.as_list()]
    if border is not None:
        edges.append([edge / CANVAS_SCALE for edge in (border.x, border.y, border.right, border.bottom)])
    if not edges:
        return None
    x, y = (math.floor(min(edge[i] for edge in edges)) for i in (0, 1))
    right, bottom = (math.ceil(max(edge[i] for edge in edges)) for i in (2, 3))
    size = (CANVAS_SCALE * (bottom - y), CANVAS_SCALE * (right - x))
    levels = None
    if border is not None:
        levels = np.zeros(size, dtype=np.float32)
        row, column = border.y - CANVAS_SCALE * y, border.x - CANVAS_SCALE * x
        levels[row : row + border.levels.shape[0], column : column + border.levels.shape[1]] = border.levels
    contours = [contour for fill in fills for contour in fill.contours]
    return CanvasFill(x, y, _within(contours, x, y, size), levels, min(alpha, 1.0))


def _within(contours: Sequence[Contour], x: int, y: int, size: tuple[int, int]) -> BoolArray:
    """The pixels of a part of the canvas, whose corner is the picture's (x, y), whose middles lie within contours."""
    height, width = size
    surface = cairo.ImageSurface(cairo.FORMAT_A8, width, height)
    context = cairo.Context(surface)
    context.set_antialias(cairo.ANTIALIAS_NONE)
    context.scale(CANVAS_SCALE, CANVAS_SCALE)
    context.translate(-x, -y)
    for contour in contours:
        rows = contour.points.tolist()
        context.move_to(*rows[0])
        for i in range(1, len(rows) - 2, 3):
            context.curve_to(*rows[i], *rows[i + 1], *rows[i + 2])
        context.close_path()
    context.fill()
    surface.flush()
    found: BoolArray = np.ndarray((height, surface.get_stride()), np.uint8, surface.get_data())[:, :width] > 0
    return found


def _joined(layers: Sequence[tuple[Layer, float]]) -> Drawing | None:
    """The passes of one mobject over one another, each with its opacity."""
    if not layers:
        return None
    if len(layers) == 1:
        layer, alpha = layers[0]
        hiding = layer.levels if alpha >= 1 else layer.levels * np.float32(alpha)
        return Drawing(layer.x, layer.y, layer.levels, layer.levels, hiding)
    x, y = min(layer.x for layer, _ in layers), min(layer.y for layer, _ in layers)
    right, bottom = max(layer.right for layer, _ in layers), max(layer.bottom for layer, _ in layers)
    outside = np.ones((bottom - y, right - x), dtype=np.float32)
    through = outside.copy()
    for layer, alpha in layers:
        where = slice(layer.y - y, layer.bottom - y), slice(layer.x - x, layer.right - x)
        outside[where] *= 1 - layer.levels
        through[where] *= 1 - np.float32(min(alpha, 1)) * layer.levels
    alone = 1 - outside
    return Drawing(x, y, alone, alone, 1 - through)
