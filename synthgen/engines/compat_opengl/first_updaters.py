"""Mobjects that get their points from an updater, which the library does not call when it is the first one added.

Applies to mobjects without points that are asked for one: their updaters are called then.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    stock = mobject_class.throw_error_if_no_points

    @functools.wraps(stock)
    def throw_error_if_no_points(mobject: Any) -> None:
        if not mobject.has_points() and mobject.updaters:
            used("first_updaters")
            mobject.update()
        stock(mobject)

    mobject_class.throw_error_if_no_points = throw_error_if_no_points


REPAIR = Repair("first_updaters", "Exception: Cannot call Mobject.get_start for a Mobject with no points", apply)
