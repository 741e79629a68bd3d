"""Arrows of 2015 point at something: `Arrow(point, tail=...)`, `Arrow(point, direction=...)`, `arrow.nudge()`.

Applies to arrows that are given a tail or a direction, which the library takes no notice of, and to vectors that are
given where they start.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, needed, used

_NUDGE = 0.1


def apply() -> None:
    geometry = importlib.import_module("manimlib.mobject.geometry")
    arrow_class, vector_class = geometry.Arrow, geometry.Vector
    stock_arrow, stock_vector = arrow_class.__init__, vector_class.__init__

    @functools.wraps(stock_arrow)
    def make_arrow(arrow: Any, *ends: Any, **kwargs: Any) -> None:
        if len(ends) == 1 and not kwargs.keys().isdisjoint({"tail", "direction"}):
            used("pointing_arrows")
            tail, direction, length = (kwargs.pop(name, None) for name in ("tail", "direction", "length"))
            ends = _start(ends[0], tail, direction, length), ends[0]
            kwargs.setdefault("buff", 0)
        stock_arrow(arrow, *ends, **kwargs)

    @functools.wraps(stock_vector)
    def make_vector(vector: Any, *args: Any, **kwargs: Any) -> None:
        if len(args) == 2:
            used("pointing_arrows")
            start, direction = (_in_space(arg) for arg in args)
            stock_vector(vector, direction, **kwargs)
            vector.shift(start)
        else:
            stock_vector(vector, *args, **kwargs)

    def nudge(arrow: Any, distance: float = _NUDGE) -> Any:
        """Move it back a little from what it points at."""
        return arrow.shift(-distance * arrow.get_unit_vector())

    arrow_class.__init__, vector_class.__init__ = make_arrow, make_vector
    arrow_class.nudge = needed("pointing_arrows", nudge)


def _start(point: Any, tail: Any, direction: Any, length: float | None) -> Any:
    if tail is not None:
        return _in_space(tail)
    towards = _in_space(direction)
    return _in_space(point) - (length or 1) * towards / np.linalg.norm(towards)


def _in_space(point: Any) -> Any:
    """A point or vector with three coordinates."""
    given = np.asarray(point, dtype=float)
    return np.append(given, np.zeros(3 - len(given)))


REPAIR = Repair("pointing_arrows", "AttributeError: 'Arrow' object has no attribute 'nudge'", apply)
