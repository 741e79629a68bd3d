"""`camera.rotation_mobject` of 2017: a point, (phi, theta, distance), that was moved to move the camera.

Applies to 3D cameras that are asked for it. From then on whichever changes, the point or the camera's own trackers of
values, takes the other with it.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Fallback, Repair, needed

_TRACKERS = ("phi_tracker", "theta_tracker", "distance_tracker")


def apply() -> None:
    camera_class = importlib.import_module("manimlib.camera.three_d_camera").ThreeDCamera
    point_class = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VectorizedPoint
    stock_trackers = camera_class.get_value_trackers

    def position(camera: Any) -> Any:
        return np.array([getattr(camera, name).points[0, 0] for name in _TRACKERS])

    def point(camera: Any) -> Any:
        camera.known_position = position(camera)
        camera.rotation_mobject = point_class(camera.known_position)
        return camera.rotation_mobject

    def bring_together(camera: Any) -> None:
        if "rotation_mobject" in camera.__dict__:
            moved = camera.rotation_mobject.points[0]
            if np.array_equal(moved, camera.known_position):
                camera.rotation_mobject.set_location(position(camera))
            else:
                for name, value in zip(_TRACKERS, moved, strict=True):
                    getattr(camera, name).set_value(value)
            camera.known_position = position(camera)

    def together(stock: Any) -> Any:
        @functools.wraps(stock)
        def call(camera: Any) -> Any:
            bring_together(camera)
            return stock(camera)

        return call

    def get_value_trackers(camera: Any) -> list[Any]:
        return [*stock_trackers(camera), *[one for one in [camera.__dict__.get("rotation_mobject")] if one]]

    def get_spherical_coords(camera: Any, phi: Any = None, theta: Any = None, distance: Any = None) -> Any:
        """The three numbers, with those of now in the place of what is not given."""
        given = zip((phi, theta, distance), position(camera), strict=True)
        return np.array([now if new is None else new for new, now in given])

    def spherical_coords_to_point(camera: Any, phi: float, theta: float, r: float) -> Any:
        return r * np.array([np.cos(theta) * np.sin(phi), np.sin(theta) * np.sin(phi), np.cos(phi)])

    def set_camera(light: Any, camera: Any) -> None:
        """For a few days a light took the camera itself."""
        light.set_camera_mob(camera.rotation_mobject)

    light_class = importlib.import_module("manimlib.once_useful_constructs.light").LightSource
    light_class.set_camera = needed("camera_positions", set_camera)
    camera_class.rotation_mobject = Fallback("camera_positions", point)
    for name in ("reset_rotation_matrix", "get_phi", "get_theta", "get_distance"):
        setattr(camera_class, name, together(getattr(camera_class, name)))
    camera_class.get_value_trackers = get_value_trackers
    camera_class.get_spherical_coords = needed("camera_positions", get_spherical_coords)
    camera_class.spherical_coords_to_point = needed("camera_positions", spherical_coords_to_point)


REPAIR = Repair("camera_positions", "AttributeError: 'ThreeDCamera' object has no attribute 'rotation_mobject'", apply)
