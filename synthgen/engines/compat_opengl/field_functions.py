"""`VectorField(lambda x, y: ..., plane)`: fields and their lines by a function of single coordinates, as until 2023.

Applies to functions that need more than one argument: they are called once for every point. Lines are coloured by
calling any function that way, so functions of arrays are given arrays there too. `step_multiple`, how far samples
were apart, becomes the density it stands for.
"""

from __future__ import annotations

import functools
import importlib
import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    module = importlib.import_module("manimlib.mobject.vector_field")
    for name in ("VectorField", "StreamLines"):
        owner = getattr(module, name)
        owner.__init__ = _with_arrays(owner.__init__)


def _with_arrays(stock: Any) -> Any:
    @functools.wraps(stock)
    def make(field: Any, func: Any, *args: Any, **kwargs: Any) -> None:
        if "step_multiple" in kwargs:
            used("field_functions")
            kwargs.setdefault("density", 1 / kwargs.pop("step_multiple"))
        stock(field, of_arrays(func), *args, **kwargs)

    return make


def of_arrays(func: Callable[..., Any]) -> Callable[..., Any]:
    """The function, made to take coordinates of one point, shape (d,), of several, shape (n, d), or one by one."""
    count = _needed_arguments(func)

    def call(*coords: Any) -> Any:
        if count > 1:
            used("field_functions")
            points = np.asarray(coords[0] if len(coords) == 1 else coords)
            if points.ndim == 1:
                return np.asarray(func(*points[:count]))
            return np.array([func(*point[:count]) for point in points])
        return func(*coords) if len(coords) == 1 else func(np.array([coords]))[0]

    return call


def _needed_arguments(func: Callable[..., Any]) -> int:
    """How many arguments a function needs; 1 where that is not known."""
    try:
        parameters = inspect.signature(func).parameters.values()
    except (TypeError, ValueError):
        return 1
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return sum(one.kind in positional and one.default is one.empty for one in parameters)


REPAIR = Repair("field_functions", "TypeError: func() missing 1 required positional argument: 'y'", apply)
