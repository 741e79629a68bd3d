"""Removing a bubble from a creature that has none: which of the students speaks by default has changed.

Applies where the creature never had a bubble: it is taken from the one that spoke last.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    animations = importlib.import_module("manimlib.for_3b1b_videos.pi_creature_animations")
    introduction, removal = animations.PiCreatureBubbleIntroduction, animations.RemovePiCreatureBubble
    stock_introduce, stock_remove = introduction.__init__, removal.__init__
    spoke: list[Any] = []

    @functools.wraps(stock_introduce)
    def introduce(animation: Any, pi_creature: Any, *content: Any, **kwargs: Any) -> None:
        spoke[:] = [pi_creature]
        stock_introduce(animation, pi_creature, *content, **kwargs)

    @functools.wraps(stock_remove)
    def remove(animation: Any, pi_creature: Any, **kwargs: Any) -> None:
        if not hasattr(pi_creature, "bubble") and spoke and hasattr(spoke[0], "bubble"):
            used("bubble_removal")
            pi_creature = spoke[0]
        stock_remove(animation, pi_creature, **kwargs)

    introduction.__init__, removal.__init__ = introduce, remove


REPAIR = Repair("bubble_removal", "AssertionError (in RemovePiCreatureBubble)", apply)
