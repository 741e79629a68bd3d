"""`PictureInPictureFrame(height=4)` gives the height twice. Applies to such frames that are given a height."""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    frame_class = importlib.import_module("manimlib.mobject.frame").PictureInPictureFrame
    stock = frame_class.__init__

    @functools.wraps(stock)
    def make(frame: Any, height: float | None = None, **kwargs: Any) -> None:
        if height is not None:
            used("framed_pictures")
            frame.height = height  # Where the library takes it from, instead of the class' own settings.
        stock(frame, **kwargs)

    frame_class.__init__ = make


REPAIR = Repair("framed_pictures", "TypeError: Rectangle.__init__() got multiple values for keyword 'height'", apply)
