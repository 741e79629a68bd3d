"""`GraphScene` was the scene of vertices and edges before it was that of curves; scenes of 2015 import it as such."""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair

_MODULES = {
    "manimlib.imports": "Dot Line Circle Transform ShowCreation FadeIn FadeOut Mobject VGroup Randolph TexMobject",
    "manimlib.once_useful_constructs.region": "region_from_line_boundary region_from_polygon_vertices Region",
}


def apply() -> None:
    graphs: Any = importlib.import_module("manimlib.once_useful_constructs.graph_theory")
    # The module uses what it does not import.
    for module, names in _MODULES.items():
        for name in names.split():
            graphs.__dict__.setdefault(name, getattr(importlib.import_module(module), name))
    graphs.GraphScene = graphs.DiscreteGraphScene


REPAIR = Repair("discrete_graphs", "AttributeError: object has no attribute 'points' (of a GraphScene)", apply)
