"""`Grid(rows, columns)` of 2015: the lines between the fields of a board, 6 units wide and high."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair


def lost_names() -> dict[str, Any]:
    geometry = importlib.import_module("manimlib.mobject.geometry")
    vectorized = importlib.import_module("manimlib.mobject.types.vectorized_mobject")

    class Grid(vectorized.VGroup):  # type: ignore[name-defined]
        """Lines between the fields of a board."""

        CONFIG = {"height": 6.0, "width": 6.0}  # noqa: RUF012 (the library's own way of setting defaults)

        def __init__(self, rows: int, columns: int, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.rows, self.columns = rows, columns
            x, y = self.width / 2, self.height / 2
            for across in np.linspace(-x, x, columns + 1):
                self.add(geometry.Line([across, -y, 0], [across, y, 0], **kwargs))
            for up in np.linspace(-y, y, rows + 1):
                self.add(geometry.Line([-x, up, 0], [x, up, 0], **kwargs))

    return {"Grid": Grid}


REPAIR = Repair("grid", "NameError: name 'Grid' is not defined", names=lost_names)
