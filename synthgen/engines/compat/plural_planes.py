"""`plane.main_lines` that became `planes` when a part of the name was deleted everywhere: the lines of the plane.

Applies to names of scenes, mobjects and functions that are not there, while the same without its `s` is a plane.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    for owner in ("manimlib.scene.scene:Scene", "manimlib.mobject.mobject:Mobject"):
        module, _, name = owner.partition(":")
        getattr(importlib.import_module(module), name).__getattr__ = _attribute


def _attribute(owner: Any, name: str) -> Any:
    """Asked for what is found nowhere else."""
    lines = lines_meant(name, owner.__dict__)
    if lines is None:
        raise AttributeError(f"{type(owner).__name__!r} object has no attribute {name!r}", name=name, obj=owner)
    return lines


def lines_meant(name: str, values: Mapping[str, Any]) -> Any:
    """The lines that `name` means where these values are known; None when it means none."""
    plane = values.get(name[:-1]) if name[-1:] == "s" else None
    if plane is None:
        return None
    plane_class: Any = importlib.import_module("manimlib.mobject.coordinate_systems").NumberPlane
    if not isinstance(plane, plane_class):
        return None
    used("plural_planes")
    return plane.background_lines


REPAIR = Repair("plural_planes", "AttributeError: 'AnalyzeZSquared' object has no attribute 'backgrounds'", apply)
