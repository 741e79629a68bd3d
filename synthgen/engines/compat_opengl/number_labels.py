"""`line.add_numbers(2, 4, 6)`: numbers one by one, where the library takes a list of them since June 2020.

Applies to calls whose first argument is a number.
"""

from __future__ import annotations

import functools
import importlib
import numbers
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    line_class = importlib.import_module("manimlib.mobject.number_line").NumberLine
    stock = line_class.add_numbers

    @functools.wraps(stock)
    def add_numbers(line: Any, *args: Any, **kwargs: Any) -> Any:
        if args and isinstance(args[0], numbers.Real):
            used("number_labels")
            args = (args,)
        return stock(line, *args, **kwargs)

    line_class.add_numbers = add_numbers


REPAIR = Repair(
    "number_labels",
    "TypeError: NumberLine.add_numbers() takes from 1 to 4 positional arguments but 6 were given",
    apply,
)
