"""A scene of the period library run with true time steps, painting only the frames that are due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.core.snapshot import SourceLine
from synthgen.engines.clock import FrameClock
from synthgen.engines.compat.frame_duration import OneFrame
from synthgen.engines.draw_log import Drawn
from synthgen.engines.look import look
from synthgen.engines.period_moment import Layers, Watch
from synthgen.engines.period_shortcuts import flows
from synthgen.engines.period_unseen import may_pass_over_frames
from synthgen.engines.sampling import PlaySpan


class NoSampler:
    """Asks for nothing: for scenes that are run and not watched."""

    wants_rest = False

    def offsets(self, span: PlaySpan) -> Sequence[int]:
        return ()


class SceneRun:
    """Stands where the library's file writer stands, one for each scene; `period_scene` leads Scene's methods here.

    Time passes exactly as it does in the library. Of two passes that it paints for every play (what stands still, once,
    and what moves, for every frame) those are painted that a due frame needs; frames that are not due and would change
    nothing else are not computed. The scene that was asked for has a
    `watch`; one that it makes itself, to see how that would end, has none and is never painted.
    """

    def __init__(self, scene: Any, watch: Watch | None = None, **settings: Any) -> None:
        self._scene = scene
        self._watch = watch
        self._clock = watch.clock if watch else FrameClock(NoSampler())
        self._lines: tuple[SourceLine, ...] = ()
        self._is_ready: set[int] = set()
        self.paints = True
        self.is_behind = True

    def begin_animation(self, allow_write: bool = False) -> None: ...

    def end_animation(self, allow_write: bool = False) -> None: ...

    def add_sound(self, *args: Any, **kwargs: Any) -> None: ...

    def idle_stream(self) -> None: ...

    def get_image_file_path(self) -> str:
        """Where a scene that saves pictures of itself puts them."""
        return str(self._scene.get_image_file_path())

    def finish(self) -> None:
        """Called when the scene has ended: the rest moment of its last play, if nobody has seen it yet."""
        if self._watch and self._clock.rest_due_at_end():
            self._draw_at_rest()

    # --- spans of time

    def begin_play(self, lines: tuple[SourceLine, ...]) -> None:
        self._draw_rest()
        self._lines = lines

    def end_play(self) -> None:
        self._clock.end(not self._scene.skip_animations, self._look)

    def progress(self, animations: Sequence[Any]) -> None:
        """The frames of a play, from its first to the one before its end."""
        scene = self._scene
        moving = scene.get_moving_mobjects(*animations)
        times = self._times(scene.get_run_time(animations))
        self._begin(len(times))
        layers = self._paint_behind(moving)
        may_pass_over = may_pass_over_frames(scene, animations)
        last = 0.0
        for number, time in enumerate(times, start=1):
            step, last = time - last, time
            if self._clock.due or not may_pass_over:
                for animation in animations:
                    animation.update_mobjects(step)
                    animation.interpolate(time / animation.run_time)
                with flows.frame(self._clock.due or number == len(times)):
                    scene.update_mobjects(step)
            self._frame(layers, animations, lambda: scene.update_frame(moving, layers.image))

    def wait(self, duration: float, stop_condition: Callable[[], bool] | None, lines: tuple[SourceLine, ...]) -> None:
        scene = self._scene
        scene.update_mobjects(dt=0)
        is_moving = scene.should_update_mobjects()
        if is_moving:
            self._draw_rest()
            self._lines = lines
            self._wait_moving(duration, stop_condition)
        elif not scene.skip_animations:
            self._lines = lines
            self._wait_still(duration)
        # Whole videos are one wait in which something moves by itself: what that leaves is worth a look.
        self._clock.end(is_moving and not scene.skip_animations, self._look)

    def _wait_moving(self, duration: float, stop_condition: Callable[[], bool] | None) -> None:
        scene = self._scene
        is_one = isinstance(duration, OneFrame)
        times = [float(duration)] if is_one else self._times(duration, even_if_skipped=stop_condition is not None)
        self._begin(len(times))
        last = 0.0
        for number, time in enumerate(times, start=1):
            step, last = time - last, time
            with flows.frame(self._clock.due or number == len(times) or stop_condition is not None):
                scene.update_mobjects(step)
            self._frame(self._all_at_once(), (), scene.update_frame)
            if stop_condition is not None and stop_condition():
                break

    def _wait_still(self, duration: float) -> None:
        """One picture for all frames, painted if any is due."""
        count = max(0, int(duration / self._step))
        self._clock.begin(count, still=True)
        due = self._clock.due_within(count)
        layers = self._all_at_once()
        drawn = self._paint(bool(due), self._scene.update_frame)
        if due and self._watch:
            frame = self._scene.get_frame()
            for index in due:
                self._watch.hand_over(self._scene, "rest", layers, drawn, frame, index, (), self._lines)
        self._advance(count)

    def add_frames(self, count: int) -> None:
        """Frames that the scene itself made and adds: the scene as it is now, `count` times."""
        self._draw_rest()
        self._begin(count)
        for _ in range(count):
            self._frame(self._all_at_once(), (), self._scene.update_frame)
        self._clock.end(False, self._look)

    # --- frames

    def _frame(self, layers: Layers, animations: Sequence[Any], paint: Callable[[], Any]) -> None:
        """One stock frame: painted and handed over when it is due."""
        due = self._clock.due and not self._scene.skip_animations
        drawn = self._paint(due, paint)
        if due and self._watch:
            index = self._clock.frame_index
            frame = self._scene.get_frame()
            self._watch.hand_over(self._scene, "motion", layers, drawn, frame, index, animations, self._lines)
        self._advance(1)

    def _paint(self, due: bool, paint: Callable[[], Any]) -> list[Drawn]:
        """Call the scene's own painting, which paints when `due`; some scenes change with every call all the same."""
        self.paints = due
        try:
            with self._watch.recording(self._scene.camera) if due and self._watch else nullcontext([]) as drawn:
                paint()
        finally:
            self.paints = True
        return drawn

    def _paint_behind(self, moving: list[Any]) -> Layers:
        """The part of a play's frames that stands still."""
        scene, due = self._scene, self._clock.any_due
        layers = self._all_at_once()
        drawn = self._paint(due, lambda: scene.update_frame(excluded_mobjects=moving))
        return Layers(layers.behind, moving, scene.get_frame() if due else None, drawn)

    def _all_at_once(self) -> Layers:
        scene = self._scene
        foreground = scene.foreground_mobjects
        return Layers([mobject for mobject in scene.mobjects if mobject not in foreground] + list(foreground))

    def _draw_rest(self) -> None:
        if self._clock.rest_due_before(still=False, look=self._look):
            self._draw_at_rest()

    def _look(self) -> bytes:
        return look(self._scene)

    def _draw_at_rest(self) -> None:
        from manimlib.scene.scene import Scene

        if self._watch:
            layers = self._all_at_once()
            # The library's own painting: what a scene class puts in its place may count how often it is called.
            drawn = self._paint(True, lambda: Scene.update_frame(self._scene))
            frame = self._scene.get_frame()
            index = self._clock.frame_index
            self._watch.hand_over(self._scene, "rest", layers, drawn, frame, index, (), self._lines)

    # --- time

    @property
    def _step(self) -> float:
        return 1 / float(self._scene.camera.frame_rate)

    def _times(self, duration: float, even_if_skipped: bool = False) -> Sequence[float] | FloatArray:
        if self._scene.skip_animations and not even_if_skipped:
            return [duration]
        return np.arange(0, duration, self._step)

    def _begin(self, frame_count: int) -> None:
        """Begin a span in which something moves; skipped spans have no frames."""
        self._clock.begin(0 if self._scene.skip_animations else frame_count, still=False)

    def _advance(self, frame_count: int) -> None:
        self._scene.increment_time(frame_count * self._step)
        if not self._scene.skip_animations:
            self._clock.tick(frame_count)

    # --- what painting changes besides the picture

    def pass_by(self) -> None:
        """A frame that is not painted: do what else painting would do to the camera."""
        camera = self._scene.camera
        self.is_behind = True
        if hasattr(camera, "update_sub_cameras"):
            camera.update_sub_cameras()
        if hasattr(camera, "reset_rotation_matrix"):
            camera.reset_rotation_matrix()
        if id(camera) not in self._is_ready and camera.get_mobjects_to_display(self._scene.mobjects):
            # Most cameras keep the matrix they had when they first painted something.
            camera.get_cairo_context(camera.pixel_array)
            self._is_ready.add(id(camera))
