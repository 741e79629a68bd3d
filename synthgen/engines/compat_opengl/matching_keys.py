"""`TransformMatchingShapes.get_mobject_key`: what tells a shape from others at any place and size, until 2022."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, needed


def apply() -> None:
    module = importlib.import_module("manimlib.animation.transform_matching_parts")
    module.TransformMatchingShapes.get_mobject_key = staticmethod(needed("matching_keys", _key))


def _key(mobject: Any) -> int:
    """A hash of its points where it is in the middle and one unit high."""
    shape = mobject.copy().center()
    shape.set_height(1)
    return hash(np.round(shape.get_points(), 3).tobytes())


REPAIR = Repair(
    "matching_keys", "AttributeError: type object 'TransformMatchingShapes' has no attribute 'get_mobject_key'", apply
)
