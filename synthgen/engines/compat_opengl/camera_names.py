"""`self.camera.frame_rate` and `frame.euler_angles`: what cameras and their frames have under other names today."""

from __future__ import annotations

import importlib

from synthgen.engines.compat.repair import Fallback, Repair

_NAME = "camera_names"


def apply() -> None:
    camera = importlib.import_module("manimlib.camera.camera").Camera
    frame = importlib.import_module("manimlib.camera.camera_frame").CameraFrame
    camera.frame_rate = Fallback(_NAME, lambda one: one.fps)
    frame.euler_angles = Fallback(_NAME, lambda one: one.get_euler_angles())


REPAIR = Repair(_NAME, "AttributeError: 'Camera' object has no attribute 'frame_rate'", apply)
