"""What one could do with the point clouds that all mobjects were in 2015: merge, sort, thin out, filter, colour points.

Applies to mobjects that are no point clouds. Merging, sorting and thinning out leave them as they are: they are drawn
whole. Of a filtered outline the curves stay whose ends do; its points have one colour.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, needed, used

_METHODS = ("ingest_submobjects", "sort_points", "thin_out")


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    for name in _METHODS:
        if not hasattr(mobject_class, name):
            setattr(mobject_class, name, _as_it_is)
    vectorized = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VMobject

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

    vectorized.filter_out = needed("point_cloud_methods", filter_out)
    vectorized.rgbas = property(
        needed("point_cloud_methods", lambda mobject: mobject.get_fill_rgbas()),
        needed("point_cloud_methods", set_rgbas),
    )


def _as_it_is(mobject: Any, *args: Any, **kwargs: Any) -> Any:
    used("point_cloud_methods")
    return mobject


REPAIR = Repair("point_cloud_methods", "AttributeError: 'Mobject' object has no attribute 'ingest_submobjects'", apply)
