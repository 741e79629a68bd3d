"""`text[np.argmin(heights)]`: a letter of a text by an index of numpy's, which the library takes for a pattern.

Applies to such indices.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    string = importlib.import_module("manimlib.mobject.svg.string_mobject").StringMobject
    stock = string.__getitem__

    @functools.wraps(stock)
    def get(mobject: Any, value: Any) -> Any:
        if isinstance(value, np.integer):
            used("string_indices")
            value = int(value)
        return stock(mobject, value)

    string.__getitem__ = get


REPAIR = Repair("string_indices", "TypeError: 'numpy.int64' object is not iterable", apply)
