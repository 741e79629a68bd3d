"""What scenes with Pi creatures could do in 2016: blink, have Randolph in the corner, be of several kinds at once."""

from __future__ import annotations

import importlib
import random
from typing import Any

from synthgen.engines.compat.repair import Fallback, Repair, needed


def apply() -> None:
    creature_scene = importlib.import_module("manimlib.for_3b1b_videos.pi_creature_scene")
    animations = importlib.import_module("manimlib.for_3b1b_videos.pi_creature_animations")

    def random_blink(scene: Any, num_times: int = 1) -> None:
        """Somebody blinks and a second passes, so many times."""
        for _ in range(num_times):
            creatures = list(scene.get_on_screen_pi_creatures()) or list(scene.get_pi_creatures())
            scene.play(animations.Blink(random.choice(creatures)))
            scene.non_blink_wait(1)

    def bubble_fade_anims(scene: Any, target_mode: str = "happy") -> list[Any]:
        """The creature's bubble goes, and its mood changes."""
        creature = scene.get_primary_pi_creature()
        return [animations.RemovePiCreatureBubble(creature, target_mode=target_mode)]

    def creatures(scene: Any) -> Any:
        """Those of a scene of several kinds, another of which has set it up."""
        if "pi_creature" in scene.__dict__:
            scene.pi_creatures = group(scene.pi_creature)
        else:
            kind.setup(scene)
        return scene.__dict__["pi_creatures"]

    group = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VGroup
    kind = creature_scene.PiCreatureScene
    kind.random_blink = needed("creature_scenes", random_blink)
    kind.get_bubble_fade_anims = needed("creature_scenes", bubble_fade_anims)
    kind.pi_creatures = Fallback("creature_scenes", creatures)


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
