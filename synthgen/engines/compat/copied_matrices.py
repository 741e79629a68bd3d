"""Copies of a matrix share its entries and brackets with the original, which moves when theirs are moved.

A copy had parts of its own in the years when scenes took columns out of it. Applies to every copy of a matrix.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair


def apply() -> None:
    matrix_class = importlib.import_module("manimlib.mobject.matrix").Matrix
    group_class = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VGroup
    stock = matrix_class.copy

    @functools.wraps(stock)
    def copy(self: Any) -> Any:
        twin = stock(self)
        twins = dict(zip(map(id, self.get_family()), twin.get_family(), strict=True))

        def of_twin(part: Any) -> Any:
            return twins.get(id(part), part)

        if isinstance(getattr(self, "mob_matrix", None), np.ndarray):
            twin.mob_matrix = np.vectorize(of_twin, otypes=[object])(self.mob_matrix)
            twin.elements = of_twin(self.elements)
            twin.brackets = group_class(*map(of_twin, self.brackets))
        return twin

    matrix_class.copy = copy


REPAIR = Repair("copied_matrices", "entries of a matrix go where those of its copy were sent", apply)
