"""`ApplyMethod(mobject.restore)`: the method is called on a copy, and copies have lost the state that was saved.

Applies to that method only: its copy is given the state.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    animation_class = importlib.import_module("manimlib.animation.transform").ApplyMethod
    stock = animation_class.create_target

    @functools.wraps(stock)
    def create_target(animation: Any) -> Any:
        mobject = animation.method.__self__
        if animation.method.__name__ != "restore" or mobject.saved_state is None:
            return stock(animation)
        used("saved_states")
        target = mobject.copy()
        target.saved_state = mobject.saved_state
        return target.restore()

    animation_class.create_target = create_target


REPAIR = Repair("saved_states", "Exception: Trying to restore without having saved", apply)
