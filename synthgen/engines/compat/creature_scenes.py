"""What scenes with Pi creatures could do in 2016: blink for a while, and have Randolph in the corner."""

from __future__ import annotations

import importlib
import random
from typing import Any

from synthgen.engines.compat.repair import Repair, needed


def apply() -> None:
    creature_scene = importlib.import_module("manimlib.for_3b1b_videos.pi_creature_scene")
    animations = importlib.import_module("manimlib.for_3b1b_videos.pi_creature_animations")

    def random_blink(scene: Any, num_times: int = 1) -> None:
        """Somebody blinks and a second passes, so many times."""
        for _ in range(num_times):
            creatures = list(scene.get_on_screen_pi_creatures()) or list(scene.get_pi_creatures())
            scene.play(animations.Blink(random.choice(creatures)))
            scene.non_blink_wait(1)

    creature_scene.PiCreatureScene.random_blink = needed("creature_scenes", random_blink)


def lost_names() -> dict[str, Any]:
    creature_scene = importlib.import_module("manimlib.for_3b1b_videos.pi_creature_scene")
    creature = importlib.import_module("manimlib.for_3b1b_videos.pi_creature")

    class RandolphScene(creature_scene.PiCreatureScene):  # type: ignore[name-defined]
        """A scene with Randolph, called `randy`, in its lower left corner."""

        CONFIG: dict[str, Any] = {"randy_kwargs": {}}  # noqa: RUF012 (the library's own way of setting defaults)

        def create_pi_creature(self) -> Any:
            self.randy = creature.Randolph(**self.randy_kwargs).to_corner()
            return self.randy

    return {"RandolphScene": RandolphScene}


REPAIR = Repair("creature_scenes", "AttributeError: object has no attribute 'random_blink'", apply, lost_names)
