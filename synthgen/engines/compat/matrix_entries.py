"""`Matrix` of one row of entries is a column, and its entries may be mobjects.

Applies to such matrices only. numpy takes a mobject for a sequence of its parts and refuses, or takes it to pieces.
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
    stock = matrix_class.__init__

    def to_table(matrix: Any) -> Any:
        """Entries in rows and columns."""
        if isinstance(matrix, np.ndarray):
            return matrix.reshape(-1, 1) if matrix.ndim == 1 else matrix
        rows = [list(row) if _is_row(row) else [row] for row in matrix]
        if any(isinstance(entry, mobject_class) for row in rows for entry in row):
            table = np.empty((len(rows), len(rows[0])), dtype=object)
            for place in np.ndindex(table.shape):
                table[place] = rows[place[0]][place[1]]
            return table
        return to_table(np.array(matrix))

    @functools.wraps(stock)
    def make(self: Any, matrix: Any, **kwargs: Any) -> None:
        stock(self, to_table(matrix), **kwargs)

    def matrix_to_mob_matrix(self: Any, entries: Any) -> Any:
        """The entries as mobjects, in an array of the same shape."""
        made = np.empty(entries.shape, dtype=object)
        for place in np.ndindex(entries.shape):
            entry = entries[place]
            if not isinstance(entry, mobject_class):
                entry = self.element_to_mobject(entry, **self.element_to_mobject_config)
            made[place] = entry
        return made

    matrix_class.__init__ = make
    matrix_class.matrix_to_mob_matrix = matrix_to_mob_matrix


def _is_row(value: Any) -> bool:
    return isinstance(value, list | tuple | np.ndarray)


REPAIR = Repair("matrix_entries", "ValueError: setting an array element with a sequence (in Matrix)", apply)
