"""Settings of the library's classes that scenes read and that have since got other names, or are set too late.

Applies where nothing else answers to the old name: a scene that gives the setting itself reads its own.
"""

from __future__ import annotations

import importlib
import itertools
from typing import Any

from synthgen.engines.compat.repair import Fallback, Repair

_STEPS = 20
"""Of the graph of a function, until it was drawn adaptively."""


def apply() -> None:
    functions = importlib.import_module("manimlib.mobject.functions")
    geometry = importlib.import_module("manimlib.mobject.geometry")
    graphs = importlib.import_module("manimlib.scene.graph_scene")
    numbers = importlib.import_module("manimlib.animation.numbers")
    composition = importlib.import_module("manimlib.animation.composition")
    planes = importlib.import_module("manimlib.mobject.coordinate_systems")
    fractals = importlib.import_module("manimlib.once_useful_constructs.fractals")

    def colours_of_graphs(scene: Any) -> Any:
        # A scene of several kinds does not call every `setup`.
        return scene.__dict__.setdefault("default_graph_colors_cycle", itertools.cycle(scene.default_graph_colors))

    functions.FunctionGraph.num_steps = Fallback("lost_attributes", lambda graph: _STEPS)
    graphs.GraphScene.default_graph_colors_cycle = Fallback("lost_attributes", colours_of_graphs)
    numbers.ChangingDecimal.decimal_number = Fallback("lost_attributes", lambda animation: animation.mobject)
    composition.AnimationGroup.sub_anims = Fallback("lost_attributes", lambda group: group.animations)
    planes.NumberPlane.x_unit_size = Fallback("lost_attributes", lambda plane: plane.get_space_unit_to_x_unit())
    planes.NumberPlane.y_unit_size = Fallback("lost_attributes", lambda plane: plane.get_space_unit_to_y_unit())
    geometry.Arrow.CONFIG.setdefault("tip_length", geometry.TipableVMobject.CONFIG["tip_length"])
    for curve in _kinds_of(fractals.FractalCurve):
        if colors := curve.__dict__.get("CONFIG", {}).get("colors"):
            curve.CONFIG.update(start_color=colors[0], end_color=colors[-1])


def _kinds_of(kind: type[Any]) -> list[type[Any]]:
    return [kind, *(deeper for direct in kind.__subclasses__() for deeper in _kinds_of(direct))]


REPAIR = Repair("lost_attributes", "AttributeError: 'FunctionGraph' object has no attribute 'num_steps'", apply)
