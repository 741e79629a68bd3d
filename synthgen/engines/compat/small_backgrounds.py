"""A camera's background picture that is smaller than the frame leaves the camera without a canvas of its size.

Applies to such pictures: they are enlarged to fill the frame.
"""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    from PIL import Image

    camera_class = importlib.import_module("manimlib.camera.camera").Camera
    stock = camera_class.init_background

    def init_background(camera: Any) -> None:
        stock(camera)
        size = camera.get_pixel_width(), camera.get_pixel_height()
        if camera.background.shape[1::-1] != size:
            used("small_backgrounds")
            camera.background = np.array(Image.fromarray(camera.background).resize(size))

    camera_class.init_background = init_background


REPAIR = Repair("small_backgrounds", "TypeError: buffer is not long enough", apply)
