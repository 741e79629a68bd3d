"""`self.update_frame(ignore_skipping=True)`: a picture in any case, which is called `force_draw` today."""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    scene_class = importlib.import_module("manimlib.scene.scene").Scene
    stock = scene_class.update_frame

    @functools.wraps(stock)
    def update_frame(scene: Any, *args: Any, **kwargs: Any) -> Any:
        if "ignore_skipping" in kwargs:
            used("frame_updates")
            kwargs.setdefault("force_draw", kwargs.pop("ignore_skipping"))
        return stock(scene, *args, **kwargs)

    scene_class.update_frame = update_frame


REPAIR = Repair(
    "frame_updates", "TypeError: Scene.update_frame() got an unexpected keyword argument 'ignore_skipping'", apply
)
