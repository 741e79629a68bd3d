"""`Matrix` of one row of entries is a column, and its entries may be mobjects.

Applies to such matrices only.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair


def apply() -> None:
    matrix_class = importlib.import_module("manimlib.mobject.matrix").Matrix
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    stock_init, stock_convert = matrix_class.__init__, matrix_class.matrix_to_mob_matrix

    @functools.wraps(stock_init)
    def make(self: Any, matrix: Any, **kwargs: Any) -> None:
        entries = np.array(matrix, ndmin=1)
        stock_init(self, entries.reshape(-1, 1) if entries.ndim == 1 else entries, **kwargs)

    @functools.wraps(stock_convert)
    def matrix_to_mob_matrix(self: Any, entries: Any) -> Any:
        if isinstance(entries.flat[0], mobject_class):
            return entries
        return stock_convert(self, entries)

    matrix_class.__init__, matrix_class.matrix_to_mob_matrix = make, matrix_to_mob_matrix


REPAIR = Repair("matrix_entries", "IndexError: tuple index out of range (in Matrix.get_columns)", apply)
