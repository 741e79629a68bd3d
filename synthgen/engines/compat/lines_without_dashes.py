"""Dashed lines from a point to itself have no dashes, and have forgotten where they are.

Applies to such lines when they are asked where they start or end.
"""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    line_class = importlib.import_module("manimlib.mobject.geometry").DashedLine
    _replace(line_class, "get_start", "start")
    _replace(line_class, "get_end", "end")


def _replace(line_class: Any, name: str, attribute: str) -> None:
    stock = getattr(line_class, name)

    def find(line: Any) -> Any:
        if line.submobjects or len(line.points):
            return stock(line)
        used("lines_without_dashes")
        return np.array(getattr(line, attribute))

    setattr(line_class, name, find)


REPAIR = Repair(
    "lines_without_dashes", "Exception: Cannot call Mobject.get_start for a Mobject with no points (DashedLine)", apply
)
