"""The camera takes the size of a picture as `int(pdist(...))`: numpy makes no number of an array of one any more."""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair


def apply() -> None:
    camera: Any = importlib.import_module("manimlib.camera.camera")
    stock = camera.pdist

    def pdist(points: Any) -> float:
        """The distance between two points, as a number."""
        return float(stock(points)[0])

    camera.pdist = pdist


REPAIR = Repair("image_sizes", "TypeError: only 0-dimensional arrays can be converted to Python scalars", apply)
