"""`VGroup(*self.mobjects)`: since June 2021 the camera's frame is among a scene's mobjects, and fits into no group.

Applies to groups that are given the frame: it is left out, as nothing of it is seen.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    group = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VGroup
    frame = importlib.import_module("manimlib.camera.camera_frame").CameraFrame
    stock = group.__init__

    @functools.wraps(stock)
    def make(mobject: Any, *parts: Any, **kwargs: Any) -> None:
        seen = [part for part in parts if not isinstance(part, frame)]
        if len(seen) < len(parts):
            used("camera_frames")
        stock(mobject, *seen, **kwargs)

    group.__init__ = make


REPAIR = Repair("camera_frames", "Exception: Only VMobjects can be passed into VGroup", apply)
