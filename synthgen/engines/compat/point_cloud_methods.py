"""Methods of the point clouds that all mobjects were in 2015: merging, sorting and thinning out their points.

Applies to mobjects that are no point clouds: they are drawn whole, and stay as they are.
"""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used

_METHODS = ("ingest_submobjects", "sort_points", "thin_out")


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    for name in _METHODS:
        if not hasattr(mobject_class, name):
            setattr(mobject_class, name, _as_it_is)


def _as_it_is(mobject: Any, *args: Any, **kwargs: Any) -> Any:
    used("point_cloud_methods")
    return mobject


REPAIR = Repair("point_cloud_methods", "AttributeError: 'Mobject' object has no attribute 'ingest_submobjects'", apply)
