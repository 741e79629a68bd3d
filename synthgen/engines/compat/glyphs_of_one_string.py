"""A formula of one string once had its glyphs for parts; now it has one part, which has the glyphs.

Applies where only the glyphs can be meant: an index or a slice that finds nothing among the one part, `split()` (which
newer scenes do not call), unpacking into as many names as there are glyphs, and chaining the parts of formulas.
"""

from __future__ import annotations

import dis
import importlib
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

from synthgen.engines.compat.index_division import whole_index
from synthgen.engines.compat.repair import Repair, used

_UNPACK = dis.opmap["UNPACK_SEQUENCE"]


def apply() -> None:
    tex_class = importlib.import_module("manimlib.mobject.svg.tex_mobject").TexMobject

    def get_item(self: Any, index: Any) -> Any:
        index = whole_index(index)
        parts, glyphs = self.submobjects, _glyphs(self)
        if isinstance(index, slice):
            return self.get_group_class()(*(parts[index] or glyphs[index]))
        finds_nothing = isinstance(index, int) and not -len(parts) <= index < len(parts)
        if glyphs and finds_nothing:
            used("glyphs_of_one_string")
            return glyphs[index]
        return parts[index]

    def split(self: Any) -> list[Any]:
        behind = getattr(self, "background_rectangle", None)
        if behind is not None and self.submobjects[:1] == [behind]:
            # A background once went under all the rest, which was one part with it.
            return [behind, self.get_group_class()(*self.submobjects[1:])]
        return _glyphs(self) or list(self.submobjects)

    def iterate(self: Any) -> Iterator[Any]:
        glyphs = _glyphs(self)
        meant = glyphs and len(glyphs) == _names_unpacked_into(sys._getframe(1))
        return iter(glyphs if meant else self.submobjects)

    # In the library, the first and the last of these go through `split`.
    tex_class.__getitem__, tex_class.split, tex_class.__iter__ = get_item, split, iterate
    tex_class.__len__ = lambda self: len(self.submobjects)


def glyphs_of(value: Any) -> list[Any]:
    """The glyphs of a formula of one string, if it has several; nothing for anything else."""
    tex_class = importlib.import_module("manimlib.mobject.svg.tex_mobject").TexMobject
    glyphs = _glyphs(value) if isinstance(value, tex_class) else []
    if len(glyphs) < 2:  # One is what the one part shows.
        return []
    used("glyphs_of_one_string")
    return glyphs


def _glyphs(mobject: Any) -> list[Any]:
    """The glyphs of a formula of one string; nothing for other formulas."""
    return list(mobject.submobjects[0].submobjects) if len(mobject.submobjects) == 1 else []


def _names_unpacked_into(frame: FrameType) -> int:
    """How many names the statement being executed unpacks into; 0 when it does something else."""
    code, at = frame.f_code.co_code, frame.f_lasti
    return code[at + 1] if code[at] == _UNPACK else 0


REPAIR = Repair("glyphs_of_one_string", "IndexError: list index out of range (of a TexMobject)", apply)
