"""`smooth(t, 3)`: how steep a smooth movement is in its middle, which could be said until July 2020.

Applies to calls that say it: they are answered by the logistic curve of then.
"""

from __future__ import annotations

import functools
import importlib
import math
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    rates: Any = importlib.import_module("manimlib.utils.rate_functions")
    library: Any = importlib.import_module("manimlib")
    stock = rates.smooth

    @functools.wraps(stock)
    def smooth(t: float, *steepness: float, **named: float) -> Any:
        if not steepness and not named:
            return stock(t)
        used("steep_smoothing")
        return _logistic(t, *steepness, **named)

    rates.smooth = library.smooth = smooth


def _logistic(t: float, inflection: float) -> float:
    """From 0 at 0 to 1 at 1."""
    missing = _sigmoid(-inflection / 2)
    return min(max((_sigmoid(inflection * (t - 0.5)) - missing) / (1 - 2 * missing), 0.0), 1.0)


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


REPAIR = Repair("steep_smoothing", "TypeError: smooth() takes 1 positional argument but 2 were given", apply)
