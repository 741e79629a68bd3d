"""`Arc(angle, start_angle=...)`: an arc's angle came first. Applies to arcs with one angle without a name.

`Arc(angle)` does not fail without the repair: it starts where it should end and runs on for a quarter of a turn.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    arc_class = importlib.import_module("manimlib.mobject.geometry").Arc
    stock = arc_class.__init__

    @functools.wraps(stock)
    def make(self: Any, *angles: Any, **kwargs: Any) -> None:
        if len(angles) == 1 and "angle" not in kwargs:
            used("arc_angles")
            stock(self, angle=angles[0], **{"start_angle": 0, **kwargs})
        else:
            stock(self, *angles, **kwargs)

    arc_class.__init__ = make


REPAIR = Repair("arc_angles", "TypeError: Arc.__init__() got multiple values for argument 'start_angle'", apply)
