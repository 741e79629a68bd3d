"""`number_to_point` of the one number in an array: numpy no longer makes a number of it.

Applies to arrays of one number with dimensions.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    line_class = importlib.import_module("manimlib.mobject.number_line").NumberLine
    stock = line_class.number_to_point

    @functools.wraps(stock)
    def number_to_point(line: Any, number: Any) -> Any:
        if isinstance(number, np.ndarray) and number.ndim > 0 and number.size == 1:
            used("numbers_in_arrays")
            number = number.item()
        return stock(line, number)

    line_class.number_to_point = number_to_point


REPAIR = Repair("numbers_in_arrays", "TypeError: only 0-dimensional arrays can be converted to Python scalars", apply)
