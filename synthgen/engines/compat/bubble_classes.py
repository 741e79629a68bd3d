"""`creature.get_bubble(SpeechBubble)`: the kind of bubble was the first argument, once by name.

Applies where it is a class, or "speech" or "thought".
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    creature_class = importlib.import_module("manimlib.for_3b1b_videos.pi_creature").PiCreature
    drawings = importlib.import_module("manimlib.mobject.svg.drawings")
    by_name = {"speech": drawings.SpeechBubble, "thought": drawings.ThoughtBubble}
    stock = creature_class.get_bubble

    @functools.wraps(stock)
    def get_bubble(creature: Any, *content: Any, **kwargs: Any) -> Any:
        first = content[0] if content else None
        kind = first if isinstance(first, type) else by_name.get(first) if isinstance(first, str) else None
        if kind is not None:
            used("bubble_classes")
            content, kwargs["bubble_class"] = content[1:], kind
        return stock(creature, *content, **kwargs)

    creature_class.get_bubble = get_bubble


REPAIR = Repair("bubble_classes", "TypeError: Mobject.get_width() missing 1 required positional argument", apply)
