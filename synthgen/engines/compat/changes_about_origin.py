"""`mobject.scale(2)`, `rotate` and `stretch` changed mobjects about the origin; now they do about their own centre.

The library says so itself, of January 2018: this "will very likely break" old projects. Applies to scenes of 2017 and
before, where they or animations of these methods call them without saying about what.
"""

from __future__ import annotations

import functools
import importlib
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, scene_year, used

_LAST_YEAR = 2017
_FREE_ARGUMENTS = {"scale": 1, "rotate": 2, "stretch": 2}
"""The methods, and how many arguments they take before one that says about what."""
_ANIMATED_IN = ("compile_method", "create_target")
"""Functions of the library that call the method that a scene gave them."""


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    arrow_class = importlib.import_module("manimlib.mobject.geometry").Arrow
    for name, count in _FREE_ARGUMENTS.items():
        setattr(mobject_class, name, _about_origin(getattr(mobject_class, name), count))
    arrow_class.scale = _about_origin(arrow_class.scale, _FREE_ARGUMENTS["scale"])


def _about_origin(stock: Callable[..., Any], count: int) -> Callable[..., Any]:
    @functools.wraps(stock)
    def change(mobject: Any, *args: Any, **kwargs: Any) -> Any:
        free = len(args) <= count and not kwargs.keys() & {"about_point", "about_edge"}
        if free and (scene_year() or sys.maxsize) <= _LAST_YEAR and _is_called_by_scene(sys._getframe(1)):
            used("changes_about_origin")
            kwargs["about_point"] = np.zeros(3)
        return stock(mobject, *args, **kwargs)

    return change


def _is_called_by_scene(frame: FrameType) -> bool:
    module = frame.f_globals.get("__name__", "")
    if module.startswith("manimlib."):
        return frame.f_code.co_name in _ANIMATED_IN
    return not module.startswith("synthgen.")


REPAIR = Repair("changes_about_origin", "what is scaled or turned away from the middle stays where it is", apply)
