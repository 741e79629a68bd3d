"""In Python 2 the quotient of two whole numbers was one, and could be an index or a count.

Applies to indices into mobjects, and to counts, that are floats: they are rounded down.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.index_division import whole, whole_index
from synthgen.engines.compat.repair import Repair


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    stock_item, stock_linspace = mobject_class.__getitem__, np.linspace

    def get_item(mobject: Any, index: Any) -> Any:
        return stock_item(mobject, whole_index(index))

    @functools.wraps(stock_linspace)
    def linspace(start: Any, stop: Any, num: Any = 50, *args: Any, **kwargs: Any) -> Any:
        return stock_linspace(start, stop, whole(num), *args, **kwargs)

    mobject_class.__getitem__ = get_item
    np.linspace = linspace


def lost_names() -> dict[str, Any]:
    def whole_range(*bounds: Any) -> range:
        """Python's `range`, for floats too."""
        return range(*map(whole, bounds))

    return {"range": whole_range}


REPAIR = Repair("whole_numbers", "TypeError: list indices must be integers or slices, not float", apply, lost_names)
