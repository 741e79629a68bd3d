"""Curves that show a part of another curve with more or fewer points than they have: one that was just updated.

Applies where the numbers differ: room is made for as many points, as it was before joints were kept beside them.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    vectorized = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VMobject
    stock = vectorized.pointwise_become_partial

    @functools.wraps(stock)
    def pointwise_become_partial(mobject: Any, whole: Any, *args: Any, **kwargs: Any) -> Any:
        count = whole.get_num_points()
        if mobject.get_num_points() != count:
            used("partial_curves")
            mobject.resize_points(count)
        return stock(mobject, whole, *args, **kwargs)

    vectorized.pointwise_become_partial = pointwise_become_partial


REPAIR = Repair(
    "partial_curves", "ValueError: could not broadcast input array from shape (1001,1) into shape (3,1)", apply
)
