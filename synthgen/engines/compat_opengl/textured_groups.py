"""Textured surfaces in a group whose opacity is set: they alone do not know the library's `recurse`."""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    textured = importlib.import_module("manimlib.mobject.types.surface").TexturedSurface
    stock = textured.set_opacity

    @functools.wraps(stock)
    def set_opacity(mobject: Any, opacity: Any, recurse: bool | None = None) -> Any:
        if recurse is not None:
            used("textured_groups")
        return stock(mobject, opacity)

    textured.set_opacity = set_opacity


REPAIR = Repair(
    "textured_groups", "TypeError: TexturedSurface.set_opacity() got an unexpected keyword argument 'recurse'", apply
)
