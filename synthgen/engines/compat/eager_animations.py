"""Animations once took their starting point when they were made: `Transform(a, b).update(1)` needed no beginning.

Applies to `update` of an animation that has not begun.
"""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    animation_class = importlib.import_module("manimlib.animation.animation").Animation
    stock = animation_class.update

    def update(animation: Any, alpha: float) -> None:
        if not _has_begun(animation):
            # Nobody will end it either: what the mobject does by itself must go on.
            used("eager_animations")
            animation.suspend_mobject_updating = False
            animation.begin()
        stock(animation, alpha)

    animation_class.update = update


def _has_begun(animation: Any) -> bool:
    members = animation.__dict__.get("animations")
    if members:
        return all(_has_begun(member) for member in members)
    return "starting_mobject" in animation.__dict__


REPAIR = Repair("eager_animations", "AttributeError: 'Transform' object has no attribute 'starting_mobject'", apply)
