"""Scenes of several kinds, one of which moves its camera: the camera of another kind wins over the one that can move.

Applies to scenes with a camera that cannot do what one of their kinds asks of it.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used

_KINDS = {
    "zoomed_scene:ZoomedScene": "multi_camera:MultiCamera",
    "moving_camera_scene:MovingCameraScene": "moving_camera:MovingCamera",
}


def apply() -> None:
    scene_class = importlib.import_module("manimlib.scene.scene").Scene
    digest_config: Any = importlib.import_module("manimlib.utils.config_ops").digest_config
    kinds = [(_named("scene", scene), _named("camera", camera)) for scene, camera in _KINDS.items()]
    stock = scene_class.__init__

    @functools.wraps(stock)
    def make(scene: Any, **kwargs: Any) -> None:
        for kind, camera_class in kinds:
            if isinstance(scene, kind) and "camera_class" not in kwargs:
                settings = object.__new__(type(scene))
                digest_config(settings, {})
                if not issubclass(settings.camera_class, camera_class):
                    used("moving_cameras")
                    kwargs["camera_class"] = camera_class
        stock(scene, **kwargs)

    scene_class.__init__ = make


def _named(package: str, place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(f"manimlib.{package}.{module}"), name)


REPAIR = Repair("moving_cameras", "AssertionError (in MovingCameraScene.setup)", apply)
