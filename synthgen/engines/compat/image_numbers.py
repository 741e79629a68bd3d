"""Pictures made of arrays of numbers of any kind, which Pillow took as bytes.

Applies to arrays of other numbers: they become the bytes they stand for, 0 to 255.
"""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    image_class = importlib.import_module("manimlib.mobject.types.image_mobject").ImageMobject
    stock = image_class.change_to_rgba_array

    def change_to_rgba_array(mobject: Any) -> None:
        stock(mobject)
        if mobject.pixel_array.dtype != np.uint8:
            used("image_numbers")
            mobject.pixel_array = np.clip(mobject.pixel_array, 0, 255).astype(np.uint8)

    image_class.change_to_rgba_array = change_to_rgba_array


REPAIR = Repair("image_numbers", "TypeError: Cannot handle this data type: (1, 1, 4), <i8", apply)
