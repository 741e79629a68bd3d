"""`ApplyFunction(lambda m: move(m, n), ...) for n in ...`: the function was called when the animation was made.

Now it is called when the animation begins, when `n` is the last one for all of them. Applies where a variable that
the function takes from around it has changed in between; it gets the value it had.
"""

from __future__ import annotations

import functools
import importlib
import types
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    animation_class = importlib.import_module("manimlib.animation.transform").ApplyFunction
    stock_make, stock_target = animation_class.__init__, animation_class.create_target

    @functools.wraps(stock_make)
    def make(animation: Any, function: Any, *mobject: Any, **kwargs: Any) -> None:
        animation.values_when_made = _values(function)
        stock_make(animation, function, *mobject, **kwargs)

    @functools.wraps(stock_target)
    def create_target(animation: Any) -> Any:
        before, now = animation.values_when_made, _values(animation.function)
        if len(before) == len(now) and any(old is not new for old, new in zip(before, now, strict=True)):
            used("loop_variables")
            animation.function = _with_values(animation.function, before)
        return stock_target(animation)

    animation_class.__init__, animation_class.create_target = make, create_target


def _values(function: Any) -> tuple[Any, ...]:
    """What the function takes from around it; nothing where one of the variables has no value yet."""
    try:
        return tuple(cell.cell_contents for cell in getattr(function, "__closure__", None) or ())
    except ValueError:
        return ()


def _with_values(function: types.FunctionType, values: tuple[Any, ...]) -> types.FunctionType:
    cells = tuple(types.CellType(value) for value in values)
    held = types.FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__, cells)
    held.__kwdefaults__ = function.__kwdefaults__
    return held


REPAIR = Repair("loop_variables", "all animations of a list go where the last one should", apply)
