"""Bubbles of creatures that have none: which of the students speaks by default has changed.

Applies where the creature never had a bubble, and a scene asks for it or removes it: it is that of the one who spoke
last.
"""

from __future__ import annotations

import functools
import importlib
import sys
from typing import Any

from synthgen.engines.compat.repair import Repair, used

_spoke: list[Any] = []
"""The creature that spoke last, once there is one."""


class _LastBubble:
    """Found after a creature's own attributes, and only by scenes: the library asks who has a bubble."""

    def __get__(self, creature: Any, owner: type[Any]) -> Any:
        module = sys._getframe(1).f_globals.get("__name__", "")
        spoken = [one for one in _spoke if "bubble" in one.__dict__ and one is not creature]
        if creature is None or not spoken or module.startswith("manimlib."):
            raise AttributeError(f"{owner.__name__!r} object has no attribute 'bubble'")
        used("bubble_removal")
        return spoken[0].bubble


def apply() -> None:
    animations = importlib.import_module("manimlib.for_3b1b_videos.pi_creature_animations")
    introduction, removal = animations.PiCreatureBubbleIntroduction, animations.RemovePiCreatureBubble
    stock_introduce, stock_remove = introduction.__init__, removal.__init__

    @functools.wraps(stock_introduce)
    def introduce(animation: Any, pi_creature: Any, *content: Any, **kwargs: Any) -> None:
        _spoke[:] = [pi_creature]
        stock_introduce(animation, pi_creature, *content, **kwargs)

    @functools.wraps(stock_remove)
    def remove(animation: Any, pi_creature: Any, **kwargs: Any) -> None:
        if "bubble" not in pi_creature.__dict__ and _spoke and "bubble" in _spoke[0].__dict__:
            used("bubble_removal")
            pi_creature = _spoke[0]
        stock_remove(animation, pi_creature, **kwargs)

    introduction.__init__, removal.__init__ = introduce, remove
    importlib.import_module("manimlib.for_3b1b_videos.pi_creature").PiCreature.bubble = _LastBubble()


REPAIR = Repair("bubble_removal", "AssertionError (in RemovePiCreatureBubble)", apply)
