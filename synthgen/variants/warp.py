"""Mapping a drawn picture onto another of the same size, and its labels with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from synthgen.core.annotation import FrameRecord
from synthgen.core.geometry import Box, FloatArray
from synthgen.core.paint import Contour, Fill, Mesh, Paint, Quad, Squares, Stroke
from synthgen.core.snapshot import Drawing, Drawings, Leaf, Mix, PixelArray, Snapshot


@dataclass(frozen=True, slots=True)
class Warp:
    """A similarity of the plane in px (pixel edges): x' = xx x + xy y + x0, y' = yx x + yy y + y0.

    Turns, flips, even scaling and shifts only: a line of constant width must stay one.
    """

    xx: float = 1.0
    xy: float = 0.0
    x0: float = 0.0
    yx: float = 0.0
    yy: float = 1.0
    y0: float = 0.0

    @property
    def scale(self) -> float:
        return float(np.sqrt(abs(self.xx * self.yy - self.xy * self.yx)))

    @property
    def is_upright(self) -> bool:
        """Whether a box stays a box."""
        return self.xy == 0 and self.yx == 0

    def after(self, first: Warp) -> Warp:
        """The map that does `first` and then this."""
        both = _matrix(self) @ _matrix(first)
        (xx, xy, x0), (yx, yy, y0) = ([float(value) for value in row] for row in both[:2])
        return Warp(xx, xy, x0, yx, yy, y0)

    def points(self, points: FloatArray) -> FloatArray:
        """Points of shape (..., 2), mapped."""
        x, y = points[..., 0], points[..., 1]
        return np.stack([self.xx * x + self.xy * y + self.x0, self.yx * x + self.yy * y + self.y0], axis=-1)

    def box(self, box: Box) -> Box:
        """The box around a box, mapped."""
        corners = np.array([[x, y] for x in (box.x_min, box.x_max) for y in (box.y_min, box.y_max)])
        mapped = Box.around(self.points(corners))
        assert mapped is not None
        return mapped


def _matrix(warp: Warp) -> FloatArray:
    return np.array([[warp.xx, warp.xy, warp.x0], [warp.yx, warp.yy, warp.y0], [0.0, 0.0, 1.0]])


def warped_pixels(pixels: PixelArray, warp: Warp, outside: tuple[int, int, int]) -> PixelArray:
    """The picture (height, width, 3), mapped; what comes from outside of it gets the colour `outside`.

    Flips are exact; everything else is resampled (bicubic).
    """
    return np.asarray(_mapped(pixels, warp, outside), dtype=np.uint8)


def _mapped(pixels: npt.NDArray[Any], warp: Warp, outside: Any) -> npt.NDArray[Any]:
    """An array that Pillow takes for a picture (bytes with three channels, or single float32), mapped."""
    height, width = pixels.shape[:2]
    if warp == Warp(xx=-1.0, x0=float(width)):
        return np.ascontiguousarray(pixels[:, ::-1])
    if warp == Warp(yy=-1.0, y0=float(height)):
        return np.ascontiguousarray(pixels[::-1])
    if warp.is_upright and warp.xx == warp.yy > 0:
        # Of a part of the picture, Pillow's resize is several times faster than its general map.
        left, top = -warp.x0 / warp.xx, -warp.y0 / warp.yy
        right, bottom = left + width / warp.xx, top + height / warp.yy
        if left >= 0 and top >= 0 and right <= width and bottom <= height:
            box = (left, top, right, bottom)
            return np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BICUBIC, box))
    inverse = np.linalg.inv(_matrix(warp))
    image = Image.fromarray(pixels).transform(
        (width, height),
        Image.Transform.AFFINE,
        tuple(float(value) for value in inverse[:2].reshape(-1)),
        Image.Resampling.BICUBIC,
        fillcolor=outside,
    )
    return np.asarray(image)


def warped_snapshot(snapshot: Snapshot, warp: Warp) -> Snapshot:
    """Everything that was painted, mapped: labels made from it fit the mapped picture."""
    draw, view = snapshot.draw_leaves, snapshot.camera
    return replace(
        snapshot,
        leaves=tuple(_leaf(leaf, warp) for leaf in snapshot.leaves),
        draw_leaves=None if draw is None else lambda: _drawings(draw(), warp, view.width_px, view.height_px),
    )


def warped_positions(record: FrameRecord, snapshot: Snapshot, warp: Warp, is_flat: bool) -> FrameRecord:
    """The record with positions (scene units) mapped as the picture was, as a camera that stood still would see it.

    Where the camera looks at an angle, pixels do not say where in the scene a thing is: positions are then None.
    """
    view = snapshot.camera
    x_unit, y_unit = view.width_px / view.frame_width, view.height_px / view.frame_height

    def moved(position: tuple[float, float, float] | None) -> tuple[float, float, float] | None:
        if position is None or not is_flat:
            return None
        x_px = view.width_px / 2 + (position[0] - view.frame_center[0]) * x_unit
        y_px = view.height_px / 2 - (position[1] - view.frame_center[1]) * y_unit
        x, y = (float(value) for value in warp.points(np.array([x_px, y_px])))
        return (
            (x - view.width_px / 2) / x_unit + view.frame_center[0],
            (view.height_px / 2 - y) / y_unit + view.frame_center[1],
            position[2],
        )

    return replace(record, objects=tuple(replace(item, position=moved(item.position)) for item in record.objects))


def _leaf(leaf: Leaf, warp: Warp) -> Leaf:
    return replace(
        leaf,
        paints=tuple(_paint(paint, warp) for paint in leaf.paints),
        window=None if leaf.window is None else warp.box(leaf.window),
    )


def _paint(paint: Paint, warp: Warp) -> Paint:
    match paint:
        case Fill(contours=contours):
            return replace(paint, contours=_contours(contours, warp))
        case Stroke(contours=contours, width_px=width_px):
            return replace(paint, contours=_contours(contours, warp), width_px=width_px * warp.scale)
        case Mesh(triangles=triangles):
            return replace(paint, triangles=warp.points(triangles))
        case Quad(corners=corners):
            return replace(paint, corners=warp.points(corners))
        case Squares(low=low, side_px=side_px):
            # A point stays a square about its middle.
            side = side_px * warp.scale
            return replace(paint, low=warp.points(low + side_px / 2) - side / 2, side_px=side)


def _contours(contours: tuple[Contour, ...], warp: Warp) -> tuple[Contour, ...]:
    return tuple(replace(contour, points=warp.points(contour.points)) for contour in contours)


def _drawings(drawings: Drawings, warp: Warp, width_px: int, height_px: int) -> Drawings:
    def mapped(mix: Mix) -> Mix:
        return Mix(mix.leaves, lambda own, hides: _drawing(mix.draw(own, hides), warp, width_px, height_px))

    leaves = [None if one is None else _drawing(one, warp, width_px, height_px) for one in drawings.leaves]
    return Drawings(leaves, [mapped(mix) for mix in drawings.mixes])


def _drawing(drawing: Drawing, warp: Warp, width_px: int, height_px: int) -> Drawing:
    """What an engine drew of a leaf, mapped like the picture it is of, over the whole frame."""

    def over_frame(levels: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        frame = np.zeros((height_px, width_px), dtype=np.float32)
        frame[drawing.y : drawing.y + levels.shape[0], drawing.x : drawing.x + levels.shape[1]] = levels
        # Bicubic interpolation overshoots.
        return np.asarray(np.clip(_mapped(frame, warp, 0.0), 0.0, 1.0), dtype=np.float32)

    return Drawing(0, 0, over_frame(drawing.alone), over_frame(drawing.passed), over_frame(drawing.hiding))
