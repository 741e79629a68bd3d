"""The period library's own loop, frame by frame, run inside a worker: what sampled frames are held against."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

from synthgen.core.job import SceneJob
from synthgen.core.snapshot import PixelArray
from synthgen.engines.base import Engine

_PASSING_TIME = ("play", "wait", "progress_through_animations", "update_frame", "add_frames", "get_frame", "get_image")


def frames(engine: Engine, job: SceneJob) -> list[PixelArray]:
    """Every frame the stock Scene hands to its file writer, (h, w, 3) RGB."""
    scene_class = engine.load(job)
    written: list[PixelArray] = []

    class Collector:
        """Stands where the library's file writer stands."""

        def __init__(self, scene: Any, **settings: Any) -> None:
            self.scene = scene

        def write_frame(self, frame: Any) -> None:
            if type(self.scene) is scene_class:
                written.append(frame[:, :, :3].copy())

        def __getattr__(self, name: str) -> Any:
            return lambda *args, **kwargs: None

    scene_module = importlib.import_module("manimlib.scene.scene")
    scene_module.SceneFileWriter = Collector
    stock = _fresh_copy(scene_module).Scene
    for name in _PASSING_TIME:
        setattr(scene_module.Scene, name, stock.__dict__[name])
    size = {"pixel_width": job.render.width_px, "pixel_height": job.render.height_px}
    scene_class(camera_config={**size, "frame_rate": int(job.render.fps)})
    return written


def _fresh_copy(module: Any) -> Any:
    """The module as its file has it, untouched by the engine."""
    spec = importlib.util.spec_from_file_location("stock_scene", module.__file__)
    assert spec is not None and spec.loader is not None
    copy: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copy)
    copy.ProgressDisplay = module.ProgressDisplay
    return copy
