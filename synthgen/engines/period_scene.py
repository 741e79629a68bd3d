"""Scene's methods led through `SceneRun`: for every scene of the library, whatever it overrides itself."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from synthgen.engines.identity import SourceLines
from synthgen.engines.period_run import SceneRun


def take_over(scene_class: Any, lines: SourceLines) -> None:
    """Replace, on the library's Scene, what passes time and what paints."""
    stock_play, stock_update_frame = scene_class.play, scene_class.update_frame

    def play(scene: Any, *args: Any, **kwargs: Any) -> None:
        run = _run_of(scene)
        run.begin_play(lines.now(sys._getframe(1)))
        stock_play(scene, *args, **kwargs)
        run.end_play()

    def progress_through_animations(scene: Any, animations: Any) -> None:
        _run_of(scene).progress(animations)

    def wait(scene: Any, duration: float = 1.0, stop_condition: Callable[[], bool] | None = None) -> None:
        _run_of(scene).wait(duration, stop_condition, lines.now(sys._getframe(1)))

    def update_frame(scene: Any, *args: Any, **kwargs: Any) -> None:
        run = _run_of(scene)
        if run.paints:
            stock_update_frame(scene, *args, **kwargs)
            run.is_behind = False
        else:
            run.pass_by()

    def add_frames(scene: Any, *frames: Any) -> None:
        _run_of(scene).add_frames(len(frames))

    scene_class.play = play
    scene_class.wait = scene_class.handle_play_like_call(wait)
    scene_class.progress_through_animations = progress_through_animations
    scene_class.update_frame = update_frame
    scene_class.add_frames = add_frames
    for name in ("get_frame", "get_image"):
        setattr(scene_class, name, _brought_up_to_date(getattr(scene_class, name)))


def _brought_up_to_date(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """For scenes that look at their own picture: it is painted when they do."""

    def read_after_painting(scene: Any) -> Any:
        if _run_of(scene).is_behind:
            scene.update_frame()
        return read(scene)

    return read_after_painting


def _run_of(scene: Any) -> SceneRun:
    run: SceneRun = scene.file_writer
    return run
