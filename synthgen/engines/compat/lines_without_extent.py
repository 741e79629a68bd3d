"""Lines that were put on one point have no direction to be turned from, and arrows among them no tip.

Applies to such lines when they are put elsewhere: onto another point they are moved, an arrow gets a new tip,
others are drawn anew.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    line_class = importlib.import_module("manimlib.mobject.geometry").Line
    stock = line_class.put_start_and_end_on

    @functools.wraps(stock)
    def put_start_and_end_on(line: Any, start: Any, end: Any) -> Any:
        first, last = line.get_start_and_end()
        if not (first == last).all():
            return stock(line, start, end)
        used("lines_without_extent")
        if np.all(np.asarray(start) == np.asarray(end)):
            return line.shift(np.asarray(start) - first)
        if line.has_tip():
            return with_a_new_tip(line, start, end)
        return drawn_anew(line, start, end)

    def drawn_anew(line: Any, start: Any, end: Any) -> Any:
        if not line.submobjects:
            return line.set_points_as_corners([start, end])
        line.submobjects = type(line)(start, end).match_style(line).submobjects
        return line

    def with_a_new_tip(line: Any, start: Any, end: Any) -> Any:
        """The old one has shrunk with the line, which is asked where it ends by its tip."""
        color = line.tip.get_color()
        line.remove(line.tip)
        del line.tip
        stock(line, start, end)
        line.add_tip()
        line.tip.set_color(color)
        return line

    line_class.put_start_and_end_on = put_start_and_end_on


REPAIR = Repair("lines_without_extent", "Exception: Cannot position endpoints of closed loop", apply)
