"""What any scene could do once: set up all its bases, repeat its frames, play within a stretch of its own time."""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, needed


def apply() -> None:
    scene_class = importlib.import_module("manimlib.scene.scene").Scene

    camera = importlib.import_module("manimlib.camera.camera").Camera
    stock_update = scene_class.update_mobjects

    def setup_bases(scene: Any) -> None:
        for base in type(scene).__bases__:
            base.setup(scene)  # type: ignore[attr-defined]

    def repeat_frames(scene: Any, num: int = 1) -> None:
        """The film so far, over again: its last picture stays for as long."""
        scene.wait(num * scene.get_time())

    def play_over_time_range(scene: Any, start: float, end: float, *animations: Any) -> None:
        """Play as long as the stretch; earlier stretches of other animations are gone by then."""
        scene.play(*animations, run_time=end - start)

    def update_mobjects(scene: Any, dt: float = 0) -> None:
        stock_update(scene, dt)

    def extract_mobject_family_members(scene: Any, *mobjects: Any, **kwargs: Any) -> Any:
        """All that a list of mobjects, or mobjects one by one, consist of."""
        listed = mobjects[0] if isinstance(mobjects[0], list) else mobjects
        return camera.extract_mobject_family_members(scene.camera, listed, **kwargs)

    scene_class.update_mobjects = update_mobjects
    scene_class.extract_mobject_family_members = needed("scene_methods", extract_mobject_family_members)
    scene_class.setup_bases = needed("scene_methods", setup_bases)
    scene_class.repeat_frames = needed("scene_methods", repeat_frames)
    scene_class.play_over_time_range = needed("scene_methods", play_over_time_range)


REPAIR = Repair("scene_methods", "AttributeError: object has no attribute 'setup_bases'", apply)
