"""`ComplexTransformationScene` had the ranges of its plane as `x_min` to `y_max`. Applies to scenes that read them."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from synthgen.engines.compat.repair import Repair, needed


def apply() -> None:
    module = importlib.import_module("manimlib.once_useful_constructs.complex_transformation_scene")
    constants = importlib.import_module("manimlib.constants")
    x, y = constants.FRAME_X_RADIUS, constants.FRAME_Y_RADIUS
    for name, value in {"x_min": -x, "x_max": x, "y_min": -y, "y_max": y}.items():
        default = needed("complex_scene_ranges", lambda scene, value=value: value)
        setattr(module.ComplexTransformationScene, name, _Default(default))


class _Default:
    """What an attribute is until a scene sets it."""

    def __init__(self, default: Callable[[Any], float]) -> None:
        self._default = default

    def __get__(self, scene: Any, owner: Any = None) -> float:
        return self._default(scene)


REPAIR = Repair("complex_scene_ranges", "AttributeError: object has no attribute 'y_min'", apply)
