"""manim's Cairo renderer, made to advance time without drawing and to draw only the frames that are due."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

import numpy as np
from manim.animation.animation import Wait
from manim.animation.composition import AnimationGroup
from manim.mobject.mobject import Mobject
from manim.mobject.types.vectorized_mobject import VMobject
from manim.renderer.cairo_renderer import CairoRenderer
from manim.utils.iterables import list_update

from synthgen.core.geometry import FloatArray
from synthgen.core.job import SceneJob
from synthgen.core.snapshot import SourceLine
from synthgen.engines.animating import animated
from synthgen.engines.base import OnMoment
from synthgen.engines.cairo_moment import CairoMoment, Picture
from synthgen.engines.cairo_paint import rgb_of
from synthgen.engines.clock import FrameClock
from synthgen.engines.draw_log import DrawLog, Drawn
from synthgen.engines.identity import IdentityBook, SourceLines
from synthgen.engines.look import look
from synthgen.engines.tree import MobjectReader


class NullWriter:
    """Stands where manim's file writer stands and writes nothing."""

    def __init__(self, settings: Any) -> None:
        self.sections = [SimpleNamespace(skip_animations=False)]
        self.subcaptions: list[Any] = []
        self.output_spec = SimpleNamespace(
            is_still=False, is_video=False, is_image_sequence=False, fallback_to_still=False, enabled=False
        )

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        self.sections.append(SimpleNamespace(skip_animations=skip_animations))

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *args, **kwargs: None


class SamplingRenderer(CairoRenderer):
    """Runs plays exactly as manim does, but paints only due frames: the static part once a play, then the moving part.

    Painting in those two steps is what the stock renderer does, and it decides who covers whom; a sampled frame is
    therefore equal to the stock frame, pixel for pixel.
    """

    def __init__(
        self,
        job: SceneJob,
        clock: FrameClock,
        log: DrawLog,
        book: IdentityBook,
        lines: SourceLines,
        on_moment: OnMoment,
    ) -> None:
        self._job, self._clock, self._log, self._book = job, clock, log, book
        self._lines, self._on_moment = lines, on_moment
        self._static: tuple[list[Any], list[Drawn]] = ([], [])
        self._play_lines: tuple[SourceLine, ...] = ()
        self._skip_next_paint = False
        super().__init__(file_writer_class=NullWriter)

    def init_scene(self, scene: Any, session_spec: Any, file_writer_settings: Any) -> None:
        self._scene = scene
        self.camera = scene.camera_class()
        super().init_scene(scene, session_spec, file_writer_settings)

    def play(self, scene: Any, *args: Any, **kwargs: Any) -> None:
        still = _is_still_wait(scene, args)
        if self._clock.rest_due_before(still, self._look):
            self._draw_at_rest(scene)
        self._play_lines = self._lines.now(sys._getframe(1))
        super().play(scene, *args, **kwargs)
        self._clock.end(not isinstance(scene.animations[0], Wait), self._look)
        self._static = ([], [])

    def save_static_frame_data(self, scene: Any, static_mobjects: Iterable[Any]) -> Any:
        """Called by `play` when the animations have begun: plan the span, paint the static part if it is needed."""
        still = scene.is_current_animation_frozen_frame()
        self._clock.begin(0 if self.skip_animations else self._frame_count(scene, still), still)
        self.static_image = None
        self._static = ([], [])
        static = list(static_mobjects)
        if static and self._clock.any_due:
            with self._log.recording(self.camera) as drawn:
                super().save_static_frame_data(scene, static)
            self._static = (static, drawn)
        self._skip_next_paint = still
        return self.static_image

    def update_frame(self, scene: Any, mobjects: Any = None, *args: Any, **kwargs: Any) -> None:
        if self._skip_next_paint:
            self._skip_next_paint = False
            return
        super().update_frame(scene, mobjects, *args, **kwargs)

    def render(self, scene: Any, time: float, moving_mobjects: Any = None) -> None:
        """One stock frame of a play: drawn only when due."""
        if self.skip_animations:
            return
        if self._clock.due:
            self._draw(scene, moving_mobjects, "rest" if self._clock.at_rest else "motion")
        self._advance(1)

    def freeze_current_frame(self, duration: float) -> None:
        """A still wait: one picture for all its frames, painted here if any is due (`play`'s painting is skipped)."""
        end = self._clock.frame_index + self._frame_count(self._scene, still=True)
        for index in self._clock.due_within(end - self._clock.frame_index):
            self._advance(index - self._clock.frame_index)
            self._draw(self._scene, self._scene.moving_mobjects, "rest")
        self._advance(end - self._clock.frame_index)

    def draw_last_picture(self, scene: Any) -> None:
        """Called when the scene has ended: the rest moment of its last play, if nobody has seen it yet."""
        if self._clock.rest_due_at_end():
            self._draw_at_rest(scene)

    def _frame_count(self, scene: Any, still: bool) -> int:
        """How many frames manim would write for the play, by its own arithmetic."""
        dt = 1 / self.camera.frame_rate
        return int(scene.duration / dt) if still else len(np.arange(0, scene.duration, dt))

    def _advance(self, frame_count: int) -> None:
        if frame_count > 0:
            self.time += frame_count / self.camera.frame_rate
            self._clock.tick(frame_count)

    def _look(self) -> bytes:
        return look(self._scene)

    def _draw_at_rest(self, scene: Any) -> None:
        self.static_image = None
        self._static = ([], [])
        self._draw(scene, None, "rest")

    def _draw(self, scene: Any, moving_mobjects: Any, kind: str) -> None:
        with self._log.recording(self.camera) as moving_drawn:
            self.update_frame(scene, moving_mobjects)
        static, static_drawn = self._static
        moving = list(moving_mobjects or list_update(scene.mobjects, scene.foreground_mobjects))
        layers = [list(static), moving]
        picture = Picture(
            camera=self.camera,
            drawn=[*static_drawn, *moving_drawn],
            pixels=rgb_of(self.camera.pixel_array),
            repaint=lambda: self._repaint(layers),
            layers=layers,
        )
        moment = CairoMoment(
            picture,
            roots=list_update(scene.mobjects, scene.foreground_mobjects),
            reader=READER,
            book=self._book,
            frame_index=self._clock.frame_index,
            fps=self._job.render.fps,
            kind=kind,
            play_index=self._clock.play_index,
            animations=_animated(scene.animations or [], self._book) if kind == "motion" else {},
            play_lines=self._play_lines,
        )
        self._on_moment(moment)

    def _repaint(self, layers: list[list[Any]]) -> tuple[list[Drawn], Any]:
        """Paint the same mobjects again in the same two steps; the camera's own picture is put back afterwards."""
        before = self.camera.pixel_array.copy()
        static, moving = layers
        with self._log.recording(self.camera) as drawn:
            self.camera.reset()
            if static:
                self.camera.capture_mobjects(static)
            self.camera.capture_mobjects(moving)
        pixels = rgb_of(self.camera.pixel_array)
        self.camera.set_pixel_array(before)
        return drawn, pixels


def _is_still_wait(scene: Any, args: tuple[Any, ...]) -> bool:
    """Whether the play about to run is a wait in which nothing moves (asked before manim compiles it)."""
    if len(args) != 1 or not isinstance(args[0], Wait):
        return False
    before, scene.animations = scene.animations, [args[0]]
    try:
        return not scene.should_update_mobjects()
    finally:
        scene.animations = before


def _animated(animations: Iterable[Any], book: IdentityBook) -> dict[int, str]:
    """Which mobject is in which animation, waits left out."""
    active = (animation for animation in animations if not isinstance(animation, Wait))
    return animated(active, lambda one: one.animations if isinstance(one, AnimationGroup) else None, book)


def _content(mobject: Any) -> dict[str, str]:
    attributes = mobject.__dict__
    content = {}
    if isinstance(tex := attributes.get("tex_string"), str):
        content["tex"] = tex
    if isinstance(text := attributes.get("original_text", attributes.get("text")), str):
        content["text"] = text
    if "number" in attributes:
        content["number"] = str(attributes["number"])
    return content


def _anchor_points(mobject: Any) -> FloatArray:
    """The points manim takes a mobject's own corners from: the ends of its curves, or all points of anything else."""
    points: FloatArray = np.asarray(mobject.points, dtype=float).reshape(-1, 3)
    if isinstance(mobject, VMobject):
        return np.concatenate([points[0::4], points[3::4]])
    return points


READER = MobjectReader(
    root_class=Mobject,
    content=_content,
    anchor_points=_anchor_points,
    z_index=lambda mobject: float(mobject.z_index),
    stand_in=lambda mobject: "",
)
