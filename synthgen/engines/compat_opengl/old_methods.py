"""Methods that mobjects have lost: those the library does itself by now, and those with another name.

Applies to scenes that call them. What told the library to keep or renew what it works out does nothing.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from synthgen.engines.compat.repair import Repair, used

_DONE_BY_THE_LIBRARY = ("refresh_triangulation", "unlock_unit_normal", "unlock_shader_data")
_RENAMED = {"add_coordinates": "add_coordinate_labels"}
_IN_SCENES = ("lock_static_mobject_data", "unlock_mobject_data")


def apply() -> None:
    mobject = importlib.import_module("manimlib.mobject.mobject").Mobject
    scene = importlib.import_module("manimlib.scene.scene").Scene
    system = importlib.import_module("manimlib.mobject.coordinate_systems").CoordinateSystem
    for owner, names in ((mobject, _DONE_BY_THE_LIBRARY), (scene, _IN_SCENES)):
        for name in names:
            setattr(owner, name, _nothing)
    for old, new in _RENAMED.items():
        setattr(system, old, _by_new_name(new))


def _nothing(self: Any, *args: Any, **kwargs: Any) -> Any:
    used("old_methods")
    return self


def _by_new_name(name: str) -> Callable[..., Any]:
    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        used("old_methods")
        return getattr(self, name)(*args, **kwargs)

    return call


REPAIR = Repair("old_methods", "AttributeError: 'ComplexPlane' object has no attribute 'add_coordinates'", apply)
