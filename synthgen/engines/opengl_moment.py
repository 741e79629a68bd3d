"""A drawn moment of an OpenGL scene: its snapshot, drawing it again with edits, and drawing parts of it alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from synthgen.core.edits import AnyEdit
from synthgen.core.geometry import Box, FloatArray
from synthgen.core.snapshot import CameraView, Drawings, Leaf, Node, Snapshot, SourceLine
from synthgen.engines.base import CoverageArray, Moment
from synthgen.engines.editing import added, edited, families, ordered, renamed
from synthgen.engines.identity import IdentityBook
from synthgen.engines.opengl_alone import SoloPainter
from synthgen.engines.opengl_batches import Batch
from synthgen.engines.opengl_depth import mixed_by_depth
from synthgen.engines.opengl_editing import moved_camera, singly
from synthgen.engines.opengl_paint import Painted, View, paint_batch
from synthgen.engines.opengl_projection import NEAREST_W, Projection
from synthgen.engines.opengl_shading import shade
from synthgen.engines.opengl_stage import Frame, Stage
from synthgen.engines.opengl_state import Held, undisturbed
from synthgen.engines.tree import MobjectReader, collect_nodes


@dataclass(frozen=True, slots=True)
class Occasion:
    """When in the scene a moment was drawn, and why."""

    frame_index: int
    fps: Fraction
    kind: str
    play_index: int
    animations: dict[int, str]
    play_lines: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class Tools:
    """What a moment works with while it lives."""

    book: IdentityBook
    reader: MobjectReader
    solo: SoloPainter
    stage: Stage
    groups: list[Any]
    """What is painted: mobjects, batched as the scene has them."""
    camera_frame: Any

    @property
    def touched(self) -> list[Any]:
        """Mobjects a new draw may change, beside the families of the roots."""
        return [*self.groups, *self.stage.around]


class OpenGLMoment(Moment):
    """Leaves come in the order they were painted. Mobjects of one batch have all their fills painted before all their
    strokes, so one with both may stand in the list twice, under one id: first with its fill, later with its stroke."""

    def __init__(
        self,
        frame: Frame,
        roots: Sequence[Any],
        occasion: Occasion,
        tools: Tools,
        named_as: Mapping[int, Node] | None = None,
    ) -> None:
        """`named_as`: the nodes of the moment that this one is another drawing of."""
        self._named_as = named_as
        self._held: Held | None = None
        self._frame, self._roots, self._occasion, self._tools = frame, roots, occasion, tools
        self._by_id: dict[int, Any] | None = None
        self.pixels = frame.pixels
        self.snapshot = self._snapshot(frame)

    @contextmanager
    def edited(self, edits: Sequence[AnyEdit]) -> Iterator[Moment]:
        tools, book = self._tools, self._tools.book
        extra = added(edits, "manimlib", book)
        with ExitStack() as undo:
            undo.enter_context(book.aside())  # Some mobjects make others when they are scaled or turned.
            undo.enter_context(undisturbed([*self._roots, *tools.touched]))
            undo.enter_context(edited(edits, self._mobjects()))
            undo.enter_context(moved_camera(edits, tools.camera_frame))
            undo.enter_context(tools.stage.backdrop(edits))
            groups = [*singly(edits, tools.groups), *extra]
            undo.enter_context(ordered(edits, [groups], book))
            frame = tools.stage.paint_aside(groups)
            again = replace(tools, groups=groups)
            yield OpenGLMoment(frame, [*self._roots, *extra], self._occasion, again, self.snapshot.nodes)

    @property
    def editable_ids(self) -> Collection[int]:
        return self._mobjects().keys()

    def hold(self) -> None:
        self._held = Held([*self._roots, *self._tools.touched])

    @contextmanager
    def alive(self) -> Iterator[None]:
        if self._held is None:
            yield
            return
        with self._held.put_back():
            self._by_id = None
            yield

    def coverage(self, instance_ids: Collection[int], region: Box, scale: int = 1) -> CoverageArray:
        """See `Moment.coverage`; leaves that overlap one another count once, and depth is not looked at."""
        frame = self._frame
        return self._tools.solo.coverage(frame.batches, self._among(instance_ids), frame.view, region, scale)

    def seen(self, instance_ids: Collection[int]) -> CoverageArray | None:
        return self._tools.solo.seen(self._frame.batches, self._among(instance_ids), self._frame.view)

    def position(self, instance_id: int) -> tuple[float, float, float] | None:
        mobject = self._mobject(instance_id)
        if mobject is None:
            return None
        x, y, z = (float(value) for value in fresh_center(mobject))
        return x, y, z

    def pixel_position(self, instance_id: int) -> tuple[float, float] | None:
        mobject = self._mobject(instance_id)
        if mobject is None:
            return None
        view = self._frame.view
        projection = Projection.of(view.uniforms, mobject.uniforms, view.width_px, view.height_px)
        center = projection.homogeneous(fresh_center(mobject))
        if center[2] < NEAREST_W:
            return None
        x, y = (float(value) for value in projection.pixels(center))
        return x, y

    def _mobject(self, instance_id: int) -> Any:
        return self._mobjects().get(instance_id)

    def _mobjects(self) -> dict[int, Any]:
        if self._by_id is None:
            self._by_id = {self._tools.book.of(one).instance_id: one for one in families(self._roots)}
        return self._by_id

    def _among(self, instance_ids: Collection[int]) -> Callable[[Any], bool]:
        wanted, book = set(instance_ids), self._tools.book
        return lambda mobject: book.of(mobject).instance_id in wanted

    def _snapshot(self, frame: Frame) -> Snapshot:
        book, occasion = self._tools.book, self._occasion
        view = frame.view
        painted = [one for batch in frame.batches for one in paint_batch(batch, view)]
        drawn = [one.mobject for one in painted]
        if self._named_as is None:
            nodes = collect_nodes(self._roots, drawn, self._tools.reader, book)
        else:
            shown = {book.of(mobject).instance_id: mobject for mobject in drawn} | self._mobjects()
            new = [mobject for key, mobject in shown.items() if key not in self._named_as]
            nodes = renamed(self._named_as, shown, self._tools.reader, collect_nodes(new, (), self._tools.reader, book))
        x, y, z = (float(value) for value in self._tools.camera_frame.get_center())
        return Snapshot(
            frame_index=occasion.frame_index,
            fps=occasion.fps,
            camera=CameraView(
                width_px=frame.view.width_px,
                height_px=frame.view.height_px,
                frame_width=float(self._tools.camera_frame.get_width()),
                frame_height=float(self._tools.camera_frame.get_height()),
                frame_center=(x, y, z),
            ),
            nodes=nodes,
            leaves=tuple(Leaf(book.of(one.mobject).instance_id, one.paints) for one in painted),
            kind=occasion.kind,
            play_index=occasion.play_index,
            animations=occasion.animations,
            play_lines=occasion.play_lines,
            draw_leaves=_LeafDrawer(painted, frame.batches, self._tools.solo, view),
        )


@dataclass(frozen=True, slots=True)
class _LeafDrawer:
    """Draws the leaves of a moment when asked.

    It needs the process that drew the moment: a snapshot sent to another goes without it.
    """

    painted: Sequence[Painted]
    batches: Sequence[Batch]
    solo: SoloPainter
    view: View

    def __call__(self) -> Drawings:
        shaded = shade(self.painted, self.view, self.solo.samples)
        return mixed_by_depth(self.painted, shaded, self.batches, self.solo, self.view)

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        return type(None), ()


def fresh_center(mobject: Any) -> FloatArray:
    """What `get_center()` says of the points as they are now.

    The library keeps bounding boxes, now and then beyond a change of the points; those kept stay as they were, since
    what the scene does next may depend on them.
    """
    kept = [(one, one._needs_new_bounding_box, one.bounding_box.copy()) for one in mobject.get_family()]
    try:
        for one, _, _ in kept:
            one._needs_new_bounding_box = True
        return np.array(mobject.get_center(), dtype=float)
    finally:
        for one, needs_new, box in kept:
            one._needs_new_bounding_box = needs_new
            one.bounding_box[:] = box
