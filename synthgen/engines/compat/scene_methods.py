"""What any scene could do once: set up all its bases, repeat its frames, play within a stretch of its own time."""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair


def apply() -> None:
    scene_class = importlib.import_module("manimlib.scene.scene").Scene

    def setup_bases(scene: Any) -> None:
        for base in type(scene).__bases__:
            base.setup(scene)

    def repeat_frames(scene: Any, num: int = 1) -> None:
        """The film so far, over again: its last picture stays for as long."""
        scene.wait(num * scene.get_time())

    def play_over_time_range(scene: Any, start: float, end: float, *animations: Any) -> None:
        """Play as long as the stretch; earlier stretches of other animations are gone by then."""
        scene.play(*animations, run_time=end - start)

    scene_class.setup_bases = setup_bases
    scene_class.repeat_frames = repeat_frames
    scene_class.play_over_time_range = play_over_time_range


REPAIR = Repair("scene_methods", "AttributeError: object has no attribute 'setup_bases'", apply)
