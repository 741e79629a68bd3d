"""What one could do with the point clouds that all mobjects were in 2015: merge, sort, thin out, filter, colour points.

Applies to mobjects that are no point clouds. Sorting and thinning out leave them as they are: they are drawn whole.
Merged lines become one outline, where they look alike; other groups stay. Of a filtered outline the curves stay whose
ends do; its points have one colour.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, needed, used

_METHODS = ("sort_points", "thin_out")


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    for name in _METHODS:
        if not hasattr(mobject_class, name):
            setattr(mobject_class, name, _as_it_is)
    vectorized = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VMobject

    def ingest_submobjects(mobject: Any) -> Any:
        parts = mobject.family_members_with_points()
        are_lines = all(isinstance(part, line_class) for part in parts)
        if len(parts) > 1 and are_lines and len({str(part.get_style()) for part in parts}) == 1:
            merged = vectorized().match_style(parts[0])
            merged.points = np.concatenate([part.points for part in parts])
            mobject.__class__ = type(type(mobject).__name__, (vectorized,), {})
            mobject.__dict__.update(vars(merged))
        return mobject

    def filter_out(mobject: Any, condition: Callable[[Any], bool]) -> Any:
        for part in mobject.family_members_with_points():
            curves = part.points.reshape(-1, 4, 3)
            stays = [not condition(curve[0]) and not condition(curve[3]) for curve in curves]
            part.points = curves[stays].reshape(-1, 3)
        return mobject

    def set_rgbas(mobject: Any, rgbas: Any) -> None:
        """Paint all of an outline in the colour of the first point."""
        if len(rgbas) == 0:
            return
        color = importlib.import_module("manimlib.utils.color").rgb_to_color(np.clip(rgbas[0][:3], 0, 1))
        mobject.set_color(color)

    geometry = importlib.import_module("manimlib.mobject.geometry")
    line_class = (geometry.Line, geometry.Arc)
    mobject_class.ingest_submobjects = needed("point_cloud_methods", ingest_submobjects)
    vectorized.filter_out = needed("point_cloud_methods", filter_out)
    vectorized.rgbas = property(
        needed("point_cloud_methods", lambda mobject: mobject.get_fill_rgbas()),
        needed("point_cloud_methods", set_rgbas),
    )


def _as_it_is(mobject: Any, *args: Any, **kwargs: Any) -> Any:
    used("point_cloud_methods")
    return mobject


REPAIR = Repair("point_cloud_methods", "AttributeError: 'Mobject' object has no attribute 'ingest_submobjects'", apply)
