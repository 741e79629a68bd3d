"""Number lines of 2015: as far as `numerical_radius` to both sides of their center, with units of a width of their own.

Applies to lines that are given these, and to scenes that read them.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, needed, used

_UNIT = "unit_length_to_spatial_width"
_RADIUS = "numerical_radius"


def apply() -> None:
    line_class = importlib.import_module("manimlib.mobject.number_line").NumberLine
    down = importlib.import_module("manimlib.constants").DOWN
    stock = line_class.__init__

    @functools.wraps(stock)
    def make(line: Any, *args: Any, **kwargs: Any) -> None:
        if not kwargs.keys().isdisjoint({_UNIT, _RADIUS}):
            used("number_line_settings")
            radius, center = kwargs.pop(_RADIUS, None), kwargs.get("number_at_center", 0)
            if _UNIT in kwargs:
                kwargs["unit_size"] = kwargs.pop(_UNIT)
            if radius is not None:
                kwargs.update(x_min=center - radius, x_max=center + radius)
        stock(line, *args, **kwargs)

    line_class.__init__ = make
    line_class.unit_length_to_spatial_width = property(needed("number_line_settings", lambda line: line.unit_size))
    line_class.numerical_radius = property(
        needed("number_line_settings", lambda line: (line.x_max - line.x_min) / 2),
    )
    line_class.left_num = property(needed("number_line_settings", lambda line: line.x_min))
    line_class.right_num = property(needed("number_line_settings", lambda line: line.x_max))
    line_class.get_vertical_number_offset = needed(
        "number_line_settings", lambda line, direction=down: 4 * line.tick_size * direction
    )


REPAIR = Repair(
    "number_line_settings", "AttributeError: 'NumberLine' object has no attribute 'unit_length_to_spatial_width'", apply
)
