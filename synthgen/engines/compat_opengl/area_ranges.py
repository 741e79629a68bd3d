"""`axes.get_area_under_graph(graph, x_range)`: the range of a graph has had a step for a while, which is in the way.

Applies to graphs whose range has three numbers.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    systems = importlib.import_module("manimlib.mobject.coordinate_systems").CoordinateSystem
    stock = systems.get_area_under_graph

    @functools.wraps(stock)
    def get_area_under_graph(system: Any, graph: Any, *args: Any, **kwargs: Any) -> Any:
        if len(getattr(graph, "x_range", ())) == 3:
            used("area_ranges")
            graph.x_range = graph.x_range[:2]
        return stock(system, graph, *args, **kwargs)

    systems.get_area_under_graph = get_area_under_graph


REPAIR = Repair("area_ranges", "TypeError: inverse_interpolate() takes 3 positional arguments but 4 were given", apply)
