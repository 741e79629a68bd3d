"""`scene.frame_duration`: the seconds a frame is shown, before cameras had a frame rate; `scene.frames`: those so far.

Scenes waited as long to go on by one frame, until something had moved far enough. The first frame of a wait of the
library is that of its beginning, at which nothing has moved yet: one that is waited for by this name comes after it.
Pictures that are past are not kept: of the frames there is their number only.
"""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Fallback, Repair, used


class OneFrame(float):
    """The seconds of one frame, as long as nothing is reckoned with them."""


def apply() -> None:
    scene_class = importlib.import_module("manimlib.scene.scene").Scene

    def find(scene: Any) -> float:
        used("frame_duration")
        return OneFrame(scene.__dict__.get("frame_duration", 1 / scene.camera.frame_rate))

    def put(scene: Any, value: float) -> None:
        scene.__dict__["frame_duration"] = value

    def frames(scene: Any) -> Any:
        return range(round(scene.get_time() / find(scene)))

    scene_class.frame_duration = property(find, put)
    scene_class.frames = Fallback("frame_duration", frames)


REPAIR = Repair("frame_duration", "AttributeError: object has no attribute 'frame_duration'", apply)
