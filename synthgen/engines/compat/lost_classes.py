"""Classes and constants that are gone, and that the library has under another name or in another form."""

from __future__ import annotations

import importlib
import itertools
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair


def lost_names() -> dict[str, Any]:
    creation = importlib.import_module("manimlib.animation.creation")
    geometry = importlib.import_module("manimlib.mobject.geometry")
    vectorized = importlib.import_module("manimlib.mobject.types.vectorized_mobject")

    class ShowCreationPerSubmobject(creation.ShowCreation):  # type: ignore[name-defined]
        """Part after part is drawn, each when the one before is whole."""

        CONFIG = {"lag_ratio": 1}  # noqa: RUF012 (the library's own way of setting defaults)

    class CurvedLine(geometry.ArcBetweenPoints):  # type: ignore[name-defined]
        """An arc over an eighth of a circle from start to end."""

        def __init__(self, start: Any, end: Any, **kwargs: Any) -> None:
            super().__init__(start, end, angle=np.pi / 4, **kwargs)

    class RangingValues:
        """Pairs of numbers, as many as are asked for."""

        def __new__(cls, *args: Any, **kwargs: Any) -> Any:
            return itertools.count()

    return {
        "ShowCreationPerSubmobject": ShowCreationPerSubmobject,
        "CurvedLine": CurvedLine,
        "ThreeDMobject": vectorized.VMobject,
        "VectorizedPoint": vectorized.VectorizedPoint,
        "PRODUCTION_QUALITY_FRAME_DURATION": 1 / 60,
        "MEDIUM_QUALITY_FRAME_DURATION": 1 / 30,
        "LOW_QUALITY_FRAME_DURATION": 1 / 15,
    }


REPAIR = Repair("lost_classes", "NameError: name 'ShowCreationPerSubmobject' is not defined", names=lost_names)
