"""manimgl's own capture of every frame, run inside a worker: what sampled frames are held against."""

from __future__ import annotations

import numpy as np

from synthgen.core.job import SceneJob
from synthgen.core.snapshot import PixelArray
from synthgen.engines.base import Engine


def frames(engine: Engine, job: SceneJob) -> list[PixelArray]:
    """Every frame stock manimgl would send to its movie, (h, w, 3) RGB."""
    scene_class = engine.load(job)
    import manimlib

    written: list[PixelArray] = []
    manimlib.Scene.emit_frame = lambda scene: written.append(np.array(scene.camera.get_image())[:, :, :3])
    scene_class(camera_config={"resolution": (job.render.width_px, job.render.height_px)}).run()
    return written
