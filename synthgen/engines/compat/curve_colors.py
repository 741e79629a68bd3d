"""`curve.start_color` and `curve.end_color` of fractal curves, which have a list of `colors` now."""

from __future__ import annotations

import importlib

from synthgen.engines.compat.repair import Repair, needed


def apply() -> None:
    curve_class = importlib.import_module("manimlib.once_useful_constructs.fractals").FractalCurve
    curve_class.start_color = property(needed("curve_colors", lambda curve: curve.colors[0]))
    curve_class.end_color = property(needed("curve_colors", lambda curve: curve.colors[-1]))


REPAIR = Repair("curve_colors", "AttributeError: 'PeanoCurve' object has no attribute 'start_color'", apply)
