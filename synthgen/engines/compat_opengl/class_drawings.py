"""Drawings whose class names their file: the library reads the file and throws away what it read.

Applies to SVG mobjects that are made without a file of their own.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    svg = importlib.import_module("manimlib.mobject.svg.svg_mobject").SVGMobject
    stock = svg.__init__

    @functools.wraps(stock)
    def make(mobject: Any, file_name: str = "", svg_string: str = "", *args: Any, **kwargs: Any) -> None:
        if not file_name and not svg_string:
            used("class_drawings")
        stock(mobject, file_name or ("" if svg_string else mobject.file_name), svg_string, *args, **kwargs)

    svg.__init__ = make


REPAIR = Repair("class_drawings", "AttributeError: 'VideoIcon' object has no attribute 'svg_string'", apply)
