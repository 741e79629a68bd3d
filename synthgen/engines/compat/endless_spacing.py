"""`VectorField(func, delta_x=np.inf)`: a field of one vector, for scenes that only ask it for others.

Applies to vectors at infinite distances, of which the library places one more than it did.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    field_class = importlib.import_module("manimlib.mobject.vector_field").VectorField
    stock = field_class.__init__

    @functools.wraps(stock)
    def make(field: Any, func: Any, **kwargs: Any) -> None:
        given = dict(kwargs)
        for axis in "xy":
            if np.isinf(given.get(f"delta_{axis}", 1)):
                used("endless_spacing")
                start = given.get(f"{axis}_min", type(field).CONFIG[f"{axis}_min"])
                kwargs.update({f"delta_{axis}": 1, f"{axis}_max": start - 0.5})
        stock(field, func, **kwargs)

    field_class.__init__ = make


REPAIR = Repair("endless_spacing", "ValueError: arange: cannot compute length", apply)
