"""`FilledRectangle`: a rectangle with its inside filled."""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair


def lost_names() -> dict[str, Any]:
    geometry = importlib.import_module("manimlib.mobject.geometry")

    class FilledRectangle(geometry.Rectangle):  # type: ignore[name-defined]
        """A rectangle with its inside filled."""

        CONFIG = {"fill_opacity": 1}  # noqa: RUF012 (the library's own way of setting defaults)

    return {"FilledRectangle": FilledRectangle}


REPAIR = Repair("filled_rectangle", "NameError: name 'FilledRectangle' is not defined", names=lost_names)
