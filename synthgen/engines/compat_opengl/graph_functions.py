"""Graphs bound to a function of one number, where the library calls it with all of them at once.

Applies to functions that fail on an array for asking whether it is true (`if x < 0`): they are called number by number.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    systems = importlib.import_module("manimlib.mobject.coordinate_systems").CoordinateSystem
    stock = systems.bind_graph_to_func

    @functools.wraps(stock)
    def bind_graph_to_func(system: Any, graph: Any, func: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return stock(system, graph, _of_arrays(func), *args, **kwargs)

    systems.bind_graph_to_func = bind_graph_to_func


def _of_arrays(func: Callable[..., Any]) -> Callable[..., Any]:
    def call(values: Any) -> Any:
        try:
            return func(values)
        except ValueError as error:
            if "truth value of an array" not in str(error):
                raise
            used("graph_functions")
            return np.array([func(value) for value in values])

    return call


REPAIR = Repair(
    "graph_functions", "ValueError: The truth value of an array with more than one element is ambiguous", apply
)
