"""Smooth closed curves: their equations have four unknowns each; the library takes them to have all there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import linalg, sparse
from scipy.linalg import lapack
from scipy.sparse.linalg import splu

from synthgen.core.geometry import FloatArray
from synthgen.engines.period_shortcuts.replacing import as_in_library, library, replace

FEW = 200
"""Equations that are solved faster as they are."""


def install() -> None:
    module: Any = library("utils.bezier")
    replace(module, diag_to_matrix)
    module.linalg = _Solver()


def diag_to_matrix(below_and_above: tuple[int, int], diagonals: FloatArray) -> Any:
    """The matrix with these diagonals, the uppermost first, as `scipy.linalg.solve_banded` takes them."""
    size = diagonals.shape[1]
    if size < FEW:
        return as_in_library(diag_to_matrix, below_and_above, diagonals)
    below, above = below_and_above
    return sparse.dia_array((diagonals, np.arange(above, -below - 1, -1)), shape=(size, size)).tolil()


def solve_banded(below_and_above: tuple[int, int], diagonals: FloatArray, values: FloatArray) -> FloatArray:
    """As in scipy, by the same routine, without asking each time which one that is."""
    below, above = below_and_above
    if values.ndim == 1 and np.isfinite(values).all():
        work = np.zeros((2 * below + above + 1, diagonals.shape[1]))
        work[below:] = diagonals
        *_, solution, failed = lapack.dgbsv(below, above, work, values, overwrite_ab=True)
        if not failed:
            return np.asarray(solution)
    found: FloatArray = linalg.solve_banded(below_and_above, diagonals, values)
    return found


class _Solver:
    """Stands where the library finds `scipy.linalg`. It solves the same equations for x, for y and for z."""

    solve_banded = staticmethod(solve_banded)

    def __init__(self) -> None:
        self._matrix: Any = None
        self._solve: Callable[[FloatArray], FloatArray] = np.asarray

    def solve(self, matrix: Any, values: FloatArray) -> FloatArray:
        if not sparse.issparse(matrix):
            solution: FloatArray = linalg.solve(matrix, values)
            return solution
        if matrix is not self._matrix:
            self._matrix, self._solve = matrix, splu(matrix.tocsc()).solve
        return self._solve(values)
