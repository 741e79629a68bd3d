"""`EmptyAnimation`: time that passes in a group of animations."""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair


def lost_names() -> dict[str, Any]:
    animation = importlib.import_module("manimlib.animation.animation").Animation
    mobject = importlib.import_module("manimlib.mobject.mobject").Mobject

    def EmptyAnimation(**kwargs: Any) -> Any:
        """An animation of nothing."""
        return animation(mobject(), **kwargs)

    return {"EmptyAnimation": EmptyAnimation}


REPAIR = Repair("empty_animation", "NameError: name 'EmptyAnimation' is not defined", names=lost_names)
