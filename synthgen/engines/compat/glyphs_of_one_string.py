"""A formula of one string once had its glyphs for parts; now it has one part, which has the glyphs.

Applies to indices and slices that find nothing among the one part: they mean the glyphs.
"""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair


def apply() -> None:
    tex_class = importlib.import_module("manimlib.mobject.svg.tex_mobject").TexMobject
    stock = tex_class.__getitem__

    def get_item(self: Any, index: Any) -> Any:
        try:
            found = stock(self, index)
        except IndexError:
            if len(self.submobjects) != 1:
                raise
            return stock(self.submobjects[0], index)
        if isinstance(index, slice) and len(self.submobjects) == 1 and len(found) == 0:
            return stock(self.submobjects[0], index)
        return found

    tex_class.__getitem__ = get_item


REPAIR = Repair("glyphs_of_one_string", "IndexError: list index out of range (of a TexMobject)", apply)
