"""One run of a scene for manimgl: its plays and waits as they are, its clock counted, its due frames handed over."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

from synthgen.core.job import SceneJob
from synthgen.core.snapshot import SourceLine
from synthgen.engines.animating import animated
from synthgen.engines.base import OnMoment
from synthgen.engines.clock import FrameClock
from synthgen.engines.identity import IdentityBook, SourceLines
from synthgen.engines.look import look
from synthgen.engines.opengl_alone import SoloPainter
from synthgen.engines.opengl_moment import Occasion, OpenGLMoment, Tools
from synthgen.engines.opengl_reader import make_reader
from synthgen.engines.opengl_stage import Frame, Stage
from synthgen.engines.opengl_state import undisturbed


class SceneRun:
    """Hooks a scene's own methods (those its plays and waits are made of) and watches it run."""

    def __init__(
        self, job: SceneJob, scene: Any, clock: FrameClock, book: IdentityBook, lines: SourceLines, on_moment: OnMoment
    ) -> None:
        self._job, self._scene, self._clock, self._book = job, scene, clock, book
        self._lines, self._on_moment = lines, on_moment
        self._stage = Stage(scene.camera, must_paint=lambda: clock.due)
        self._solo = SoloPainter(self._stage.context, self._stage.samples)
        self._reader = make_reader()
        self._waiting = self._still = self._planned = False
        self._animations: list[Any] = []
        self._play_lines: tuple[SourceLine, ...] = ()
        self._hook()

    def draw_last_picture(self) -> None:
        """Called when the scene has ended: the rest moment of its last play, if nobody has seen it yet."""
        if self._clock.rest_due_at_end():
            self._draw_at_rest()

    def _hook(self) -> None:
        """Put our steps around the stock ones, for this one scene; overrides reach them through super()."""
        scene_class = _owner_of(self._scene, "Scene")
        for name in ("wait", "pre_play", "post_play", "begin_animations", "get_time_progression", "emit_frame"):
            setattr(scene_class, name, self._around(getattr(scene_class, name), getattr(self, f"_{name}")))

    def _around(self, stock: Callable[..., Any], ours: Callable[..., Any]) -> Callable[..., Any]:
        def method(scene: Any, *args: Any, **kwargs: Any) -> Any:
            if scene is not self._scene:
                return stock(scene, *args, **kwargs)
            return ours(lambda: stock(scene, *args, **kwargs), *args, **kwargs)

        method.__name__, method.__doc__ = stock.__name__, stock.__doc__
        return method

    def _wait(
        self, stock: Callable[[], Any], duration: Any = None, stop_condition: Any = None, *args: Any, **kwargs: Any
    ) -> Any:
        self._waiting = True
        self._still = stop_condition is None and not self._anything_updates()
        try:
            return stock()
        finally:
            self._waiting = self._still = False

    def _pre_play(self, stock: Callable[[], Any]) -> Any:
        if self._clock.rest_due_before(self._still, self._look):
            self._draw_at_rest()
        self._play_lines = self._lines.now(sys._getframe(1))
        self._animations, self._planned = [], False
        return stock()

    def _begin_animations(self, stock: Callable[[], Any], animations: Iterable[Any]) -> Any:
        self._animations = list(animations)
        return stock()

    def _get_time_progression(self, stock: Callable[[], Any], *args: Any, **kwargs: Any) -> Any:
        """Called by the play or wait for its time steps, right before it takes them: one frame each."""
        times = stock()
        if not self._planned:
            self._planned = True
            self._clock.begin(0 if self._scene.skip_animations else len(times), self._still)
        return times

    def _emit_frame(self, stock: Callable[[], Any]) -> Any:
        """The stock renderer would write a frame here."""
        if not self._scene.skip_animations:
            if self._clock.due:
                kind = "rest" if self._still or self._clock.at_rest else "motion"
                self._hand_over(self._stage.last_frame(), kind)
            self._clock.tick()
        return stock()

    def _post_play(self, stock: Callable[[], Any]) -> Any:
        result = stock()
        self._clock.end(not self._waiting, self._look)
        return result

    def _look(self) -> bytes:
        return look(self._scene)

    def _draw_at_rest(self) -> None:
        """Draw what is on screen between two spans, where the stock renderer draws nothing."""
        groups = self._scene.render_groups
        with undisturbed([*groups, *self._stage.around]):
            frame = self._stage.paint_aside(groups)
        self._hand_over(frame, "rest")

    def _hand_over(self, frame: Frame, kind: str) -> None:
        groups = list(self._scene.render_groups)
        occasion = Occasion(
            frame_index=self._clock.frame_index,
            fps=self._job.render.fps,
            kind=kind,
            play_index=self._clock.play_index,
            animations=_animated(self._animations, self._book) if kind == "motion" else {},
            play_lines=self._play_lines,
        )
        tools = Tools(
            book=self._book,
            reader=self._reader,
            solo=self._solo,
            stage=self._stage,
            groups=groups,
            camera_frame=self._scene.camera.frame,
        )
        self._on_moment(OpenGLMoment(frame, self._roots(), occasion, tools))

    def _roots(self) -> list[Any]:
        """What the scene shows: its mobjects without the camera and the tools for working with a mouse."""
        scene = self._scene
        hidden = {id(scene.camera.frame), id(getattr(scene, "selection_highlight", None))}
        return [mobject for mobject in scene.mobjects if id(mobject) not in hidden]

    def _anything_updates(self) -> bool:
        """Whether a wait may show anything new; the mouse's selection, which updates itself always, never does."""
        idle = getattr(self._scene, "selection_highlight", None)
        if self._scene.always_update_mobjects:
            return True
        return any(mobject.has_updaters() for mobject in self._scene.mobjects if mobject is not idle)


def _owner_of(scene: Any, name: str) -> type[Any]:
    """The engine's own class of that name among the scene's bases."""
    return next(
        base for base in type(scene).__mro__ if base.__name__ == name and base.__module__.startswith("manimlib")
    )


def _animated(animations: Iterable[Any], book: IdentityBook) -> dict[int, str]:
    """Which mobject is in which animation."""
    return animated(animations, lambda one: getattr(one, "animations", None), book)
