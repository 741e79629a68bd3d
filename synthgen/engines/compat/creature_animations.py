"""Pi creatures of 2015: blinking and walking as animations of their own, eyes by their side, and eyes that animate."""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, needed


def apply() -> None:
    creatures = importlib.import_module("manimlib.for_3b1b_videos.pi_creature")
    apply_method = importlib.import_module("manimlib.animation.transform").ApplyMethod
    for name in ("look_at", "change_mode", "blink"):
        setattr(creatures.Eyes, f"{name}_anim", _animating(name, apply_method))
    creature_class = creatures.PiCreature
    creature_class.give_straight_face = needed("creature_animations", lambda creature: creature.change_mode("plain"))
    creature_class.rewire_part_attributes = needed("creature_animations", lambda creature: creature)
    creature_class.left_eye = property(needed("creature_animations", lambda creature: creature.eyes[0]))
    creature_class.right_eye = property(needed("creature_animations", lambda creature: creature.eyes[1]))
    creature_class.left_pupil = property(needed("creature_animations", lambda creature: creature.pupils[0]))
    creature_class.right_pupil = property(needed("creature_animations", lambda creature: creature.pupils[1]))


def _animating(name: str, apply_method: Any) -> Any:
    """A method that returns the animation of another, whose settings it takes too."""

    def animating(eyes: Any, *args: Any, thing_to_look_at: Any = None, **settings: Any) -> Any:
        looking = {} if thing_to_look_at is None else {"thing_to_look_at": thing_to_look_at}
        return apply_method(getattr(eyes, name), *args, looking, **settings)

    return animating


def lost_names() -> dict[str, Any]:
    animations = importlib.import_module("manimlib.for_3b1b_videos.pi_creature_animations")
    transform = importlib.import_module("manimlib.animation.transform")

    class WalkPiCreature(transform.ApplyMethod):  # type: ignore[name-defined]
        """The creature goes to a point or mobject, on a straight way."""

        def __init__(self, creature: Any, destination: Any, **kwargs: Any) -> None:
            super().__init__(creature.move_to, destination, **kwargs)

    return {"BlinkPiCreature": animations.Blink, "WalkPiCreature": WalkPiCreature}


REPAIR = Repair("creature_animations", "NameError: name 'BlinkPiCreature' is not defined", apply, lost_names)
