"""`RearrangeEquation.construct(..., path=..., size=...)`: the class still speaks of a path that it no longer takes.

Applies to the scenes of that kind; how large LaTeX set the equation is left out.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    module: Any = importlib.import_module("manimlib.once_useful_constructs.arithmetic")
    paths = importlib.import_module("manimlib.utils.paths")
    module.Point = importlib.import_module("manimlib.mobject.types.point_cloud_mobject").Point
    module.Mobject = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VGroup
    module.Transform = importlib.import_module("manimlib.animation.transform").Transform
    stock = module.RearrangeEquation.construct

    @functools.wraps(stock)
    def construct(scene: Any, *terms: Any, path: Any = None, size: str = "", **kwargs: Any) -> None:
        used("rearranged_equations")
        module.path = path or paths.counterclockwise_path()
        stock(scene, *terms, **{"transform_kwargs": {}, **kwargs})

    module.RearrangeEquation.construct = construct


REPAIR = Repair("rearranged_equations", "TypeError: construct() got an unexpected keyword argument 'path'", apply)
