"""`camera.points_to_pixel_coords(points)`: the camera did not ask for the mobject whose points they are."""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    camera_class = importlib.import_module("manimlib.camera.camera").Camera
    stock = camera_class.points_to_pixel_coords

    @functools.wraps(stock)
    def points_to_pixel_coords(camera: Any, mobject: Any, points: Any = None) -> Any:
        if points is None:
            used("pixel_coords")
            mobject, points = None, mobject
        return stock(camera, mobject, points)

    camera_class.points_to_pixel_coords = points_to_pixel_coords


REPAIR = Repair(
    "pixel_coords", "TypeError: Camera.points_to_pixel_coords() missing 1 required positional argument", apply
)
