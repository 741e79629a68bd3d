"""Zoomed scenes of 2017: what is zoomed in on is `little_rectangle`, where it is shown is `big_rectangle`.

Applies to zoomed scenes that use the old names or settings: they are led to the frame of the zooming camera and to its
display. The old `zoom_factor` said how many times larger things are shown, the new one how many times smaller.
"""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, needed

_OLD_SETTINGS = {
    "zoomed_canvas_center": "zoomed_display_center",
    "zoomed_canvas_corner": "zoomed_display_corner",
    "zoomed_canvas_corner_buff": "zoomed_display_corner_buff",
}


def apply() -> None:
    zoomed_scene = importlib.import_module("manimlib.scene.zoomed_scene").ZoomedScene
    stock_setup, stock_activate = zoomed_scene.setup, zoomed_scene.activate_zooming

    def setup(scene: Any) -> None:
        for old, new in _OLD_SETTINGS.items():
            if hasattr(scene, old):
                setattr(scene, new, getattr(scene, old))
        if hasattr(scene, "zoomed_canvas_frame_shape"):
            scene.zoomed_display_height, scene.zoomed_display_width = scene.zoomed_canvas_frame_shape
        if scene.zoom_factor > 1:
            scene.times_larger = scene.zoom_factor
            scene.zoom_factor = 1 / scene.times_larger
        stock_setup(scene)
        if hasattr(scene, "times_larger"):
            # The scene goes on counting with its own figure.
            scene.zoom_factor = scene.times_larger

    def activate_zooming(scene: Any, *args: Any, **kwargs: Any) -> None:
        if not hasattr(scene, "zoomed_camera"):
            # Scenes of several bases set up the first of them only.
            setup(scene)
        stock_activate(scene, *args, **kwargs)

    def disactivate_zooming(scene: Any) -> None:
        scene.zoom_activated = False
        scene.camera.image_mobjects_from_cameras.remove(scene.zoomed_display)
        scene.remove_foreground_mobjects(scene.zoomed_camera.frame, scene.zoomed_display)
        scene.remove(scene.zoomed_camera.frame, scene.zoomed_display)

    zoomed_scene.setup = setup
    zoomed_scene.activate_zooming = activate_zooming
    zoomed_scene.disactivate_zooming = needed("zoomed_rectangles", disactivate_zooming)
    zoomed_scene.little_rectangle = property(needed("zoomed_rectangles", lambda scene: scene.zoomed_camera.frame))
    zoomed_scene.big_rectangle = property(needed("zoomed_rectangles", lambda scene: scene.zoomed_display))
    zoomed_scene.get_zoomed_camera_mobject = needed("zoomed_rectangles", lambda scene: scene.zoomed_camera.frame)
    zoomed_scene.get_zoomed_screen = needed("zoomed_rectangles", lambda scene: scene.zoomed_display)


REPAIR = Repair("zoomed_rectangles", "AttributeError: object has no attribute 'little_rectangle'", apply)
