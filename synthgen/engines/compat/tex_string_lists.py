"""`TexMobject(["a", "b"])` meant `TexMobject("a", "b")`. Applies to arguments that are lists of strings.

Every string of such a list had its part, an empty one too.
"""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    tex_class = importlib.import_module("manimlib.mobject.svg.tex_mobject").TexMobject
    stock = tex_class.break_up_tex_strings

    def break_up_tex_strings(mobject: Any, tex_strings: Any) -> Any:
        flat: list[Any] = []
        if any(isinstance(string, list | tuple) for string in tex_strings):
            used("tex_string_lists")
        for string in tex_strings:
            flat.extend(one or "{}" for one in string) if isinstance(string, list | tuple) else flat.append(string)
        return stock(mobject, flat)

    tex_class.break_up_tex_strings = break_up_tex_strings


REPAIR = Repair("tex_string_lists", "TypeError: sequence item 0: expected str instance, list found", apply)
