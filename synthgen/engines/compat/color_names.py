"""Colours given by name ("yellow"). Applies to strings that are no hexadecimal colours."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair


def apply() -> None:
    color: Any = importlib.import_module("manimlib.utils.color")
    stock = color.hex_to_rgb

    def hex_to_rgb(code: str) -> Any:
        """Red, green and blue, 0..1."""
        return stock(code) if code.startswith("#") else np.array(color.Color(code).get_rgb())

    color.hex_to_rgb = hex_to_rgb


REPAIR = Repair("color_names", "ValueError: invalid literal for int() with base 16", apply)
