"""`Matrix` lets numpy gather mobjects, and numpy takes a mobject for a sequence of its parts: rows of unequal length."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair


def apply() -> None:
    matrix = importlib.import_module("manimlib.mobject.matrix")

    def matrix_to_mob_matrix(self: Any, entries: Any) -> Any:
        """The entries as mobjects, in an array of the same shape."""
        made = np.empty(entries.shape, dtype=object)
        for place in np.ndindex(entries.shape):
            made[place] = self.element_to_mobject(entries[place], **self.element_to_mobject_config)
        return made

    matrix.Matrix.matrix_to_mob_matrix = matrix_to_mob_matrix


REPAIR = Repair("matrix_entries", "ValueError: setting an array element with a sequence (in Matrix)", apply)
