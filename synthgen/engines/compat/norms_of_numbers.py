"""`get_norm` was numpy's, which also takes a number: its norm is how large it is. Applies to numbers."""

from __future__ import annotations

import functools
import importlib
import sys
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    stock = importlib.import_module("manimlib.utils.space_ops").get_norm

    @functools.wraps(stock)
    def get_norm(vect: Any) -> Any:
        try:
            return stock(vect)
        except TypeError:
            if np.ndim(vect) > 0:
                raise
            used("norms_of_numbers")
            return abs(vect)

    for name, module in list(sys.modules.items()):
        if name.startswith("manimlib") and vars(module).get("get_norm") is stock:
            vars(module)["get_norm"] = get_norm


REPAIR = Repair("norms_of_numbers", "TypeError: 'numpy.float64' object is not iterable", apply)
