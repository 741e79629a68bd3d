"""`scene.graph_function(func)` of early 2017: makes a graph, shows it and keeps it as `scene.graph`; `label_graph` too.

The library's `get_graph` and `get_graph_label` make them and leave showing them to the scene.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, needed, used


def apply() -> None:
    graph_scene = importlib.import_module("manimlib.scene.graph_scene").GraphScene
    show_creation = importlib.import_module("manimlib.animation.creation").ShowCreation
    write = importlib.import_module("manimlib.animation.creation").Write

    def graph_function(
        scene: Any, func: Any, color: Any = None, animate: bool = False, is_main_graph: bool = True, **kwargs: Any
    ) -> Any:
        graph = scene.get_graph(func, color=color, **kwargs)
        if is_main_graph:
            scene.graph, scene.func = graph, func
        if animate:
            scene.play(show_creation(graph))
        scene.add(graph)
        return graph

    def label_graph(scene: Any, graph: Any, label: str = "f(x)", *args: Any, **kwargs: Any) -> Any:
        proportion, animate = kwargs.pop("proportion", None), kwargs.pop("animate", False)
        if proportion is not None:
            kwargs["x_val"] = scene.x_min + proportion * (scene.x_max - scene.x_min)
        made = scene.get_graph_label(graph, label, *args, **kwargs)
        if animate:
            scene.play(write(made))
        scene.add(made)
        return made

    def of_the_main_graph(method: Any) -> Any:
        """A method that takes an x and a graph, for whom there was only one graph."""

        @functools.wraps(method)
        def call(scene: Any, x: float, graph: Any = None, *args: Any, **kwargs: Any) -> Any:
            if graph is None:
                used("graph_functions")
            return method(scene, x, scene.graph if graph is None else graph, *args, **kwargs)

        return call

    stock_derivative = graph_scene.get_derivative_graph

    @functools.wraps(stock_derivative)
    def get_derivative_graph(scene: Any, graph: Any = None, *args: Any, **kwargs: Any) -> Any:
        if graph is None:
            used("graph_functions")
        return stock_derivative(scene, scene.graph if graph is None else graph, *args, **kwargs)

    graph_scene.get_derivative_graph = get_derivative_graph
    for name in ("input_to_graph_point", "angle_of_tangent", "slope_of_tangent", "get_vertical_line_to_graph"):
        setattr(graph_scene, name, of_the_main_graph(getattr(graph_scene, name)))
    graph_scene.graph_function = needed("graph_functions", graph_function)
    graph_scene.label_graph = needed("graph_functions", label_graph)


REPAIR = Repair("graph_functions", "AttributeError: object has no attribute 'graph_function'", apply)
