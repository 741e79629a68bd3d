"""`matrix.elements.set_color_by_gradient(...)`: a matrix's entries, which were a group and are a list today.

Applies to what is asked of the entries that lists do not know: a group of them is asked.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    matrix = importlib.import_module("manimlib.mobject.matrix").Matrix
    group = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VGroup

    class Entries(list[Any]):
        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            found = getattr(group(*self), name)
            used("matrix_elements")
            return found

    def _answering(stock: Any) -> Any:
        @functools.wraps(stock)
        def call(mobject: Any, *args: Any, **kwargs: Any) -> Any:
            result = stock(mobject, *args, **kwargs)
            changed = mobject if result is None else result
            changed.elements = Entries(changed.elements)
            return result

        return call

    matrix.__init__, matrix.copy = _answering(matrix.__init__), _answering(matrix.copy)


REPAIR = Repair("matrix_elements", "AttributeError: 'list' object has no attribute 'set_color_by_gradient'", apply)
