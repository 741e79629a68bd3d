"""`arc.add_tip(at_start=True, at_end=True)`: an arc got new tips at the ends that were named, for the old ones."""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    arc_class = importlib.import_module("manimlib.mobject.geometry").Arc
    stock = arc_class.add_tip

    @functools.wraps(stock)
    def add_tip(arc: Any, tip_length: float | None = None, at_start: bool = False, at_end: bool | None = None) -> Any:
        if at_end is None:
            return stock(arc, tip_length, at_start)
        used("arc_tips")
        arc.remove(*[arc.__dict__.pop(name) for name in ("tip", "start_tip") if name in arc.__dict__])
        # Where the arc ends, which it did not become shorter for.
        wanted = [start for start, is_wanted in ((False, at_end), (True, at_start)) if is_wanted]
        tips = [arc.create_tip(tip_length, start) for start in wanted]
        for tip, start in zip(tips, wanted, strict=True):
            arc.asign_tip_attr(tip, start)
        return arc.add(*tips)

    arc_class.add_tip = add_tip


REPAIR = Repair("arc_tips", "TypeError: TipableVMobject.add_tip() got an unexpected keyword argument 'at_end'", apply)
