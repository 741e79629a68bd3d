"""What drifts along a vector field takes one step a frame: at a few frames a second it runs away to infinity.

Applies to steps longer than those of the lowest quality the library was run at: they are taken in parts.
"""

from __future__ import annotations

import importlib
import math
from typing import Any

from synthgen.engines.compat.repair import Repair, used

_LONGEST_S = 1 / 15


def apply() -> None:
    fields = importlib.import_module("manimlib.mobject.vector_field")

    def move_along_vector_field(mobject: Any, func: Any) -> Any:
        def drift(mobject: Any, dt: float) -> None:
            count = max(1, math.ceil(dt / _LONGEST_S - 1e-6))
            if count > 1:
                used("coarse_steps")
            for _ in range(count):
                mobject.shift(func(mobject.get_center()) * dt / count)

        return mobject.add_updater(drift)

    for module in (fields, importlib.import_module("manimlib.imports")):
        vars(module)["move_along_vector_field"] = move_along_vector_field


REPAIR = Repair("coarse_steps", "ValueError: cannot convert float NaN to integer", apply)
