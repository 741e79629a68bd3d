"""A drawn moment of a Cairo engine: its snapshot, drawing it again with edits, and drawing parts of it alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import cairo
import numpy as np

from synthgen.core.edits import AnyEdit
from synthgen.core.geometry import Box, FloatArray
from synthgen.core.paint import Quad, Squares
from synthgen.core.snapshot import CameraView, Leaf, Node, PixelArray, Snapshot, SourceLine
from synthgen.engines.base import CoverageArray, Moment
from synthgen.engines.cairo_editing import camera_attributes, edited_camera
from synthgen.engines.cairo_seen import black_but
from synthgen.engines.displays import Matrix, chained
from synthgen.engines.draw_log import Drawn
from synthgen.engines.editing import (
    Attributes,
    added,
    copied_attributes,
    edited,
    families,
    ordered,
    renamed,
    replaced,
)
from synthgen.engines.identity import IdentityBook
from synthgen.engines.tree import MobjectReader, add_appearances, collect_nodes


@dataclass(slots=True)
class Picture:
    """What was painted, the pixels it gave, and how to paint `layers` again (returns draws and pixels).

    `layers` are lists of mobjects, painted one after the other.
    """

    camera: Any
    drawn: list[Drawn]
    pixels: PixelArray
    repaint: Callable[[], tuple[list[Drawn], PixelArray]]
    layers: list[list[Any]] = field(default_factory=list)


class CairoMoment(Moment):
    """Works for every engine whose camera has `display_vectorized(vmobject, ctx)`."""

    def __init__(
        self,
        picture: Picture,
        roots: Sequence[Any],
        reader: MobjectReader,
        book: IdentityBook,
        frame_index: int,
        fps: Fraction,
        kind: str,
        play_index: int,
        animations: dict[int, str],
        play_lines: tuple[SourceLine, ...],
        named_as: Mapping[int, Node] | None = None,
    ) -> None:
        """`named_as`: the nodes of the moment that this one is another drawing of."""
        self._picture, self._roots, self._reader, self._book = picture, roots, reader, book
        self._frame_index, self._fps, self._kind, self._play_index = frame_index, fps, kind, play_index
        self._animations, self._play_lines = animations, play_lines
        self._named_as = named_as
        self._by_id: dict[int, Any] | None = None
        self._held: Attributes = []
        self.pixels = picture.pixels
        self.snapshot = self._snapshot(picture.drawn)

    @contextmanager
    def edited(self, edits: Sequence[AnyEdit]) -> Iterator[Moment]:
        with self.changed(edits) as extra:
            drawn, pixels = self._picture.repaint()
            yield type(self)(
                replace(self._picture, drawn=drawn, pixels=pixels),
                [*self._roots, *extra],
                self._reader,
                self._book,
                self._frame_index,
                self._fps,
                self._kind,
                self._play_index,
                self._animations,
                self._play_lines,
                self.snapshot.nodes,
            )

    @contextmanager
    def changed(self, edits: Sequence[AnyEdit]) -> Iterator[list[Any]]:
        """Inside the block the edits are done, and nothing is drawn yet; gives the mobjects they add."""
        picture, book = self._picture, self._book
        with ExitStack() as undo:
            undo.enter_context(book.aside())  # Some mobjects make others when they are scaled or turned.
            undo.enter_context(edited(edits, self._mobjects()))
            undo.enter_context(edited_camera(edits, picture.camera))
            undo.enter_context(ordered(edits, picture.layers, book))
            extra = added(edits, self._reader.root_class.__module__.partition(".")[0], book)
            if extra:
                picture.layers[-1] += extra
                undo.callback(lambda: picture.layers[-1].__delitem__(slice(-len(extra), None)))
            yield extra

    def comes_out_the_same(self) -> bool:
        return np.array_equal(self._picture.repaint()[1], self.pixels)

    @property
    def editable_ids(self) -> Collection[int]:
        return self._mobjects().keys()

    def hold(self) -> None:
        shown = families([*self._roots, *(one for layer in self._picture.layers for one in layer)])
        self._held = copied_attributes(shown) + camera_attributes(self._picture.camera)

    @contextmanager
    def alive(self) -> Iterator[None]:
        with replaced(self._held):
            self._by_id = None
            yield

    def coverage(self, instance_ids: Collection[int], region: Box, scale: int = 1) -> CoverageArray:
        wanted = set(instance_ids)
        width, height = round(region.width), round(region.height)
        clear = np.ones((height * scale, width * scale), dtype=np.float32)
        for drawn in self._picture.drawn:
            if self._id_of(drawn) in wanted:
                clear *= 1.0 - self._alone(drawn, region, scale)
        return 1.0 - clear

    def seen(self, instance_ids: Collection[int]) -> CoverageArray | None:
        wanted = set(instance_ids)
        if any(drawn.window and self._id_of(drawn) in wanted for drawn in self._picture.drawn):
            return None  # Its camera paints for the display, not for the picture.
        painted = [drawn.mobject for drawn in self._picture.drawn]
        with black_but(self._picture.camera, painted, lambda one: self._book.of(one).instance_id in wanted):
            _, pixels = self._picture.repaint()
        return pixels[:, :, 0].astype(np.float32) / np.float32(255)

    def position(self, instance_id: int) -> tuple[float, float, float] | None:
        node = self.snapshot.nodes.get(instance_id)
        mobject = self._mobject(node.appearance_of if node and node.appearance_of is not None else instance_id)
        if mobject is None:
            return None
        x, y, z = (float(value) for value in mobject.get_center())
        return x, y, z

    def pixel_position(self, instance_id: int) -> tuple[float, float] | None:
        mobject = self._mobject(instance_id)
        if mobject is None:
            return None
        camera, view = self._picture.camera, self.snapshot.camera
        x, y = camera.transform_points_pre_display(mobject, np.array([mobject.get_center()]))[0, :2]
        return (
            view.width_px * ((x - view.frame_center[0]) / view.frame_width + 0.5),
            view.height_px * (0.5 - (y - view.frame_center[1]) / view.frame_height),
        )

    def _id_of(self, drawn: Drawn) -> int:
        instance_id = self._book.of(drawn.mobject).instance_id
        if drawn.window is None:
            return instance_id
        return self._book.appearance(self._book.of(drawn.window.display).instance_id, instance_id)

    def _mobject(self, instance_id: int) -> Any:
        return self._mobjects().get(instance_id)

    def _mobjects(self) -> dict[int, Any]:
        if self._by_id is None:
            self._by_id = {self._book.of(one).instance_id: one for one in families(self._roots)}
        return self._by_id

    def _snapshot(self, drawn: list[Drawn]) -> Snapshot:
        camera = self._picture.camera
        book = self._book
        if self._named_as is None:
            nodes = collect_nodes(self._roots, (entry.mobject for entry in drawn), self._reader, book)
            windowed = [(entry.window.display, entry.mobject) for entry in drawn if entry.window]
            add_appearances(nodes, ((book.of(d).instance_id, book.of(m).instance_id) for d, m in windowed), book)
        else:
            shown = {book.of(entry.mobject).instance_id: entry.mobject for entry in drawn} | self._mobjects()
            new = [mobject for key, mobject in shown.items() if key not in self._named_as]
            nodes = renamed(self._named_as, shown, self._reader, collect_nodes(new, (), self._reader, book))
        center = camera_value(camera, "frame_center")
        return Snapshot(
            frame_index=self._frame_index,
            fps=self._fps,
            camera=CameraView(
                width_px=self.pixels.shape[1],
                height_px=self.pixels.shape[0],
                frame_width=float(camera_value(camera, "frame_width")),
                frame_height=float(camera_value(camera, "frame_height")),
                frame_center=(float(center[0]), float(center[1]), float(center[2])),
            ),
            nodes=nodes,
            leaves=tuple(
                Leaf(self._id_of(entry), entry.paints, entry.window.box if entry.window else None) for entry in drawn
            ),
            kind=self._kind,
            play_index=self._play_index,
            animations=self._animations,
            play_lines=self._play_lines,
        )

    def _alone(self, drawn: Drawn, region: Box, scale: int) -> CoverageArray:
        if isinstance(drawn.paints[0], Quad | Squares):
            return self._raster_alone(drawn, region, scale)
        if drawn.window is not None:
            return vector_alone(drawn.window.camera, drawn.mobject, region, scale, drawn.window.matrix)
        return vector_alone(self._picture.camera, drawn.mobject, region, scale)

    def _raster_alone(self, drawn: Drawn, region: Box, scale: int) -> CoverageArray:
        """Pictures and point clouds snap to the frame's own pixels: draw them there, then cut and enlarge."""
        camera, mobject = self._picture.camera, drawn.mobject
        canvas = np.zeros_like(camera.pixel_array)
        if isinstance(drawn.paints[0], Quad):
            camera.display_image_mobject(mobject, canvas)
        else:
            camera.display_multiple_point_cloud_mobjects([mobject], canvas)
        alpha = canvas[:, :, 3].astype(np.float32) / 255.0
        alpha = alpha / max(float(alpha.max()), 1e-9)
        return np.kron(cut(alpha, region), np.ones((scale, scale), dtype=np.float32))


def camera_value(camera: Any, name: str) -> Any:
    """A camera attribute that is a plain value in one engine and a `get_` method in another."""
    getter = getattr(camera, f"get_{name}", None)
    return getter() if getter is not None else getattr(camera, name)


def cut(image: CoverageArray, region: Box) -> CoverageArray:
    """The part of an image inside a region of whole-pixel edges; zero where the region leaves the image."""
    x, y, width, height = round(region.x_min), round(region.y_min), round(region.width), round(region.height)
    result = np.zeros((height, width), dtype=np.float32)
    x0, y0 = max(x, 0), max(y, 0)
    x1, y1 = min(x + width, image.shape[1]), min(y + height, image.shape[0])
    if x1 > x0 and y1 > y0:
        result[y0 - y : y1 - y, x0 - x : x1 - x] = image[y0:y1, x0:x1]
    return result


def frame_matrix(camera: Any) -> Matrix:
    """From scene units to a camera's pixels, by what it says of its frame now."""
    frame_width, frame_height = camera_value(camera, "frame_width"), camera_value(camera, "frame_height")
    center = camera_value(camera, "frame_center")
    x_scale, y_scale = camera.pixel_width / frame_width, camera.pixel_height / frame_height
    x_shift = camera.pixel_width / 2 - center[0] * x_scale
    y_shift = camera.pixel_height / 2 + center[1] * y_scale
    return (x_scale, 0.0, 0.0, -y_scale, x_shift, y_shift)


def vector_alone(
    camera: Any, vmobject: Any, region: Box, scale: int, placing: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
) -> CoverageArray:
    """Coverage of one vectorised mobject, painted by its own camera, white and opaque, on a cropped surface.

    `placing` says where the camera's pixels lie in the picture that the region is of.
    """
    width, height = round(region.width) * scale, round(region.height) * scale
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, width, height)
    ctx = cairo.Context(surface)
    in_picture = chained(frame_matrix(camera), placing)
    crop = (float(scale), 0.0, 0.0, float(scale), -region.x_min * scale, -region.y_min * scale)
    ctx.set_matrix(cairo.Matrix(*chained(in_picture, crop)))
    stock = camera.get_fill_rgbas, camera.get_stroke_rgbas
    camera.get_fill_rgbas = lambda mobject: opaque(stock[0](mobject))
    camera.get_stroke_rgbas = lambda mobject, background=False: opaque(stock[1](mobject, background))
    try:
        camera.display_vectorized(vmobject, ctx)
    finally:
        del camera.get_fill_rgbas, camera.get_stroke_rgbas
    surface.flush()
    pixels = np.ndarray((height, width, 4), np.uint8, surface.get_data(), strides=(surface.get_stride(), 4, 1))
    return pixels[:, :, 3].astype(np.float32) / 255.0


def opaque(rgbas: FloatArray) -> FloatArray:
    """White with opacity 1 for a pass that paints anything, fully transparent for one that does not."""
    visible = len(rgbas) > 0 and float(rgbas[:, 3].max()) > 0
    return np.array([[1.0, 1.0, 1.0, 1.0 if visible else 0.0]])
