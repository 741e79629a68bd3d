"""A line put on one point, twice: it has no direction to be turned from. Applies to such lines, which are moved."""

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
        if np.all(first == last) and np.all(np.asarray(start) == np.asarray(end)):
            used("lines_without_extent")
            return line.shift(np.asarray(start) - first)
        return stock(line, start, end)

    line_class.put_start_and_end_on = put_start_and_end_on


REPAIR = Repair("lines_without_extent", "Exception: Cannot position endpoints of closed loop", apply)
