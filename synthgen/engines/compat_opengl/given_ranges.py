"""`np.arange(*axes.x_range, dx)`: the ranges of axes were what they were given, from December 2022 to November 2024.

Applies to axes that were given two numbers for a range: scene files get those two when they take it apart, the library
its three.
"""

from __future__ import annotations

import functools
import importlib
import sys
from collections.abc import Iterator
from typing import Any

from synthgen.engines.compat.repair import Repair, used

_PROGRAM = frozenset(["manimlib", "synthgen"])


class GivenRange(tuple[float, ...]):
    """Start, end and step of a range of which the step was left out."""

    __slots__ = ()

    def __iter__(self) -> Iterator[float]:
        asked_by = str(sys._getframe(1).f_globals.get("__name__", "")).split(".")[0]
        if asked_by in _PROGRAM:
            return super().__iter__()
        used("given_ranges")
        return iter(self[:2])


def apply() -> None:
    systems: Any = importlib.import_module("manimlib.mobject.coordinate_systems")
    stock = systems.full_range_specifier

    @functools.wraps(stock)
    def full_range_specifier(given: Any) -> Any:
        full = stock(given)
        return GivenRange(full) if len(given) == 2 else full

    systems.full_range_specifier = full_range_specifier


REPAIR = Repair("given_ranges", "TypeError: Random.uniform() takes 3 positional arguments but 4 were given", apply)
