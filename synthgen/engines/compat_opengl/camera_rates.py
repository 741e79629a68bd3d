"""`self.camera.frame_rate`: frames a second, which are called `fps` today."""

from __future__ import annotations

import importlib

from synthgen.engines.compat.repair import Fallback, Repair


def apply() -> None:
    camera = importlib.import_module("manimlib.camera.camera").Camera
    camera.frame_rate = Fallback("camera_rates", lambda one: one.fps)


REPAIR = Repair("camera_rates", "AttributeError: 'Camera' object has no attribute 'frame_rate'", apply)
