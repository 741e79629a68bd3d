"""Methods that go by other names now. Applies to classes that do not have the old name themselves."""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used

# Class ("module:name") to old and new names of its methods.
RENAMED = {
    "manimlib.mobject.number_line:NumberLine": {"get_numbers": "get_number_mobjects"},
    "manimlib.mobject.coordinate_systems:NumberPlane": {"point_to_coords_cheap": "point_to_coords"},
}


def apply() -> None:
    for place, names in RENAMED.items():
        module, _, class_name = place.partition(":")
        owner = getattr(importlib.import_module(module), class_name)
        for old, new in names.items():
            if not hasattr(owner, old):
                setattr(owner, old, _calling(new))


def _calling(new: str) -> Any:
    def renamed(self: Any, *args: Any, **kwargs: Any) -> Any:
        used("renamed_methods")
        return getattr(self, new)(*args, **kwargs)

    renamed.__name__ = new
    return renamed


REPAIR = Repair("renamed_methods", "AttributeError: 'NumberLine' object has no attribute 'get_numbers'", apply)
