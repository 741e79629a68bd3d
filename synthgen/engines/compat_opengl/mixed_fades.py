"""Fades from a drawing to a picture, which the library puts into a group for drawings only.

Applies to FadeTransform between a mobject of curves and one of another kind: they are put into a plain group.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    fade = importlib.import_module("manimlib.animation.fading").FadeTransform
    vectorized = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VMobject
    group = importlib.import_module("manimlib.mobject.mobject").Group
    stock = fade.__init__

    @functools.wraps(stock)
    def make(animation: Any, mobject: Any, target_mobject: Any, *args: Any, **kwargs: Any) -> None:
        mixed = isinstance(mobject, vectorized) and not isinstance(target_mobject, vectorized)
        if not mixed:
            stock(animation, mobject, target_mobject, *args, **kwargs)
            return
        used("mixed_fades")
        mobject.get_group_class = lambda: group
        try:
            stock(animation, mobject, target_mobject, *args, **kwargs)
        finally:
            del mobject.get_group_class

    fade.__init__ = make


REPAIR = Repair("mixed_fades", "Exception: Only VMobjects can be passed into VGroup", apply)
