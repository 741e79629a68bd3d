"""What numpy does to whole arrays, asked of single numbers or row by row, as often as a scene has points and frames."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from synthgen.engines.period_shortcuts.replacing import replace

Stock = Callable[..., Any]

_FLOATS = (float, np.float64)
_BOUNDS = (int, float, np.float64)


def install() -> None:
    replace(np, "clip", clip)
    replace(np, "apply_along_axis", apply_along_axis)


def clip(stock: Stock, *args: Any, **kwargs: Any) -> Any:
    """The nearest to a value within bounds; how far every part of an animation has come is asked this way."""
    if len(args) == 3 and not kwargs:
        value, low, high = args
        if type(value) in _FLOATS and type(low) in _BOUNDS and type(high) in _BOUNDS and value == value:
            return np.float64(min(max(low, value), high))
    return stock(*args, **kwargs)


def apply_along_axis(stock: Stock, *args: Any, **kwargs: Any) -> Any:
    """What a function makes of every row, in an array of the kind that it makes of the first."""
    function, axis, array = args if len(args) == 3 and not kwargs else (None, None, None)
    if type(array) is not np.ndarray or array.ndim != 2 or axis != 1 or len(array) == 0:
        return stock(*args, **kwargs)
    if function is np.all and array.dtype == bool:
        return array.all(axis=1)
    first = np.asanyarray(function(array[0]))
    if isinstance(first, np.matrix):
        return stock(function, axis, array)
    found = np.zeros_like(first, shape=(len(array), *first.shape))
    found[0] = first
    for number in range(1, len(array)):
        found[number] = function(array[number])
    return found
