"""Parts that a mobject makes in `generate_points` lose their fill and colours, which are overwritten with its own.

Until February 2019 (`propagate_style_to_family`) a mobject's own style was given to itself alone, unless it asked for
more. Applies to classes of a scene's file, and fractals of creatures, that make filled parts and have no fill of their
own: one that sets a fill wants its parts to have it.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    vmobject_class = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VMobject
    creatures = importlib.import_module("manimlib.once_useful_constructs.fractals").PiCreatureFractal
    stock = vmobject_class.init_colors

    def has_parts_of_its_own_style(mobject: Any) -> bool:
        if not mobject.submobjects or np.any(mobject.fill_opacity):
            return False
        makes_points = type(mobject).generate_points
        is_from_the_library = makes_points.__module__.startswith("manimlib.")
        return (not is_from_the_library or isinstance(mobject, creatures)) and any(
            isinstance(part, vmobject_class) and part.get_fill_opacity() > 0 for part in mobject.get_family()[1:]
        )

    @functools.wraps(stock)
    def init_colors(self: Any) -> Any:
        if not has_parts_of_its_own_style(self):
            return stock(self)
        used("styles_of_parts")
        parts, self.submobjects = self.submobjects, []
        try:
            return stock(self)
        finally:
            self.submobjects = parts

    vmobject_class.init_colors = init_colors


REPAIR = Repair("styles_of_parts", "bricks, bars and digits that a mobject is made of are hollow", apply)
