"""`next_to(..., align_using_submobjects=True)` set the first part of one mobject beside the last part of the other."""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    stock = mobject_class.next_to

    @functools.wraps(stock)
    def next_to(self: Any, mobject_or_point: Any, *args: Any, **kwargs: Any) -> Any:
        if kwargs.pop("align_using_submobjects", False):
            used("aligned_submobjects")
            if self.submobjects:
                kwargs["submobject_to_align"] = self.submobjects[0]
            if isinstance(mobject_or_point, mobject_class) and mobject_or_point.submobjects:
                mobject_or_point = mobject_or_point.submobjects[-1]
        return stock(self, mobject_or_point, *args, **kwargs)

    mobject_class.next_to = next_to


REPAIR = Repair("aligned_submobjects", "TypeError: next_to() got an unexpected keyword argument", apply)
