"""`Matrix(..., element_to_mobject_config={...})`: how entries look, which is called `element_config` today.

Applies to matrices given that, to those given what makes a mobject of an entry (`element_to_mobject`), and to those
given one row of numbers, which were matrices of one row.
"""

from __future__ import annotations

import functools
import importlib
import numbers
from typing import Any

from synthgen.engines.compat.repair import Repair, used

_MAKER = "element_to_mobject"
_OLD, _NEW = "element_to_mobject_config", "element_config"


def apply() -> None:
    matrix = importlib.import_module("manimlib.mobject.matrix").Matrix
    stock = matrix.__init__

    @functools.wraps(stock)
    def make(mobject: Any, *args: Any, **kwargs: Any) -> None:
        if _OLD in kwargs:
            used("matrix_entries")
            kwargs[_NEW] = {**kwargs.get(_NEW, {}), **kwargs.pop(_OLD)}
        if _MAKER in kwargs:
            used("matrix_entries")
            mobject.__dict__[_MAKER] = kwargs.pop(_MAKER)
        if args and len(args[0]) and isinstance(args[0][0], numbers.Number):
            used("matrix_entries")
            args = ([args[0]], *args[1:])
        stock(mobject, *args, **kwargs)

    matrix.__init__ = make


REPAIR = Repair(
    "matrix_entries",
    "TypeError: Matrix.__init__() got an unexpected keyword argument 'element_to_mobject_config'",
    apply,
)
