"""`matrix.elements.set_color_by_gradient(...)` and `matrix.mob_matrix[:, 0]`: a group and an array, now lists.

Applies to what is asked of a matrix's entries that lists do not know: a group of them is asked, or an array.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


class Rows(list[list[Any]]):
    """Rows of entries that can be had like those of an array."""

    @property
    def shape(self) -> tuple[int, int]:
        used("matrix_elements")
        return len(self), len(self[0])

    def __getitem__(self, index: Any) -> Any:
        return np.array(self)[index] if isinstance(index, tuple) else super().__getitem__(index)

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        array = np.empty(self.shape, object)
        for place in np.ndindex(array.shape):
            array[place] = self[place[0]][place[1]]
        return array


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
            changed.elements, changed.mob_matrix = Entries(changed.elements), Rows(changed.mob_matrix)
            return result

        return call

    matrix.__init__, matrix.copy = _answering(matrix.__init__), _answering(matrix.copy)


REPAIR = Repair("matrix_elements", "AttributeError: 'list' object has no attribute 'set_color_by_gradient'", apply)
