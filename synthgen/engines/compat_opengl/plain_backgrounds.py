"""Words with a background that are written: it is asked to look like itself, in terms that it does not know.

Applies to backgrounds that are given a fill as colours with opacities: the opacity alone counts for them.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    background = importlib.import_module("manimlib.mobject.shape_matchers").BackgroundRectangle
    stock = background.set_style

    @functools.wraps(stock)
    def set_style(mobject: Any, *args: Any, fill_rgba: Any = None, **kwargs: Any) -> Any:
        if fill_rgba is None:
            return stock(mobject, *args, **kwargs)
        used("plain_backgrounds")
        return stock(mobject, fill_opacity=float(fill_rgba[0][3]))

    background.set_style = set_style


REPAIR = Repair(
    "plain_backgrounds",
    "TypeError: BackgroundRectangle.set_style() got an unexpected keyword argument 'fill_rgba'",
    apply,
)
