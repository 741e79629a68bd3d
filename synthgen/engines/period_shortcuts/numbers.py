"""What numpy does to whole arrays, asked of single numbers or row by row, as often as a scene has points and frames."""

from __future__ import annotations

from typing import Any

import numpy as np

from synthgen.engines.period_shortcuts.replacing import as_in_library, replace

_FLOATS = (float, np.float64)
_BOUNDS = (int, float, np.float64)


def install() -> None:
    replace(np, apply_along_axis, clip)


def clip(*args: Any, **kwargs: Any) -> Any:
    """The nearest to a value within bounds; how far every part of an animation has come is asked this way."""
    if len(args) == 3 and not kwargs:
        value, low, high = args
        if type(value) in _FLOATS and type(low) in _BOUNDS and type(high) in _BOUNDS and value == value:
            return np.float64(min(max(low, value), high))
    return as_in_library(clip, *args, **kwargs)


def apply_along_axis(*args: Any, **kwargs: Any) -> Any:
    """What a function makes of every row, in an array of the kind that it makes of the first."""
    array = args[2] if len(args) == 3 and args[1] == 1 and not kwargs else None
    if type(array) is not np.ndarray or array.ndim != 2 or len(array) == 0:
        return as_in_library(apply_along_axis, *args, **kwargs)
    function: Any = args[0]
    if function is np.all and array.dtype == bool:
        return array.all(axis=1)
    first = np.asanyarray(function(array[0]))
    if isinstance(first, np.matrix):
        return as_in_library(apply_along_axis, *args)
    found = np.zeros_like(first, shape=(len(array), *first.shape))
    found[0] = first
    for number in range(1, len(array)):
        found[number] = function(array[number])
    return found
