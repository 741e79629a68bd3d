"""manim's own renderer, frame by frame, run inside a worker: what sampled frames are held against."""

from __future__ import annotations

from typing import Any

from synthgen.core.job import SceneJob
from synthgen.core.snapshot import PixelArray
from synthgen.engines.base import Engine


def frames(engine: Engine, job: SceneJob) -> list[PixelArray]:
    """Every frame the stock CairoRenderer hands to its file writer, (h, w, 3) RGB."""
    from manim import ThreeDCamera, ThreeDScene
    from manim.renderer.cairo_renderer import CairoRenderer

    from synthgen.engines.community_renderer import NullWriter

    written: list[PixelArray] = []

    class Collector(NullWriter):
        def write_frame(self, frame: Any, repeat: int = 1, **_: Any) -> None:
            written.extend([frame[:, :, :3].copy()] * repeat)

    scene_class = engine.load(job)
    # A scene chooses its camera when it makes its own renderer; handing it one means choosing here.
    camera_class = ThreeDCamera if issubclass(scene_class, ThreeDScene) else None
    renderer = CairoRenderer(file_writer_class=Collector, camera_class=camera_class)
    scene_class(renderer=renderer).render()
    return written
