"""`get_parts_by_tex` of a formula with a background: a part that is no TeX has none to be found by."""

from __future__ import annotations

import importlib

from synthgen.engines.compat.repair import Repair, needed


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    if not hasattr(mobject_class, "get_tex_string"):
        mobject_class.get_tex_string = needed("parts_without_tex", lambda mobject: "")


REPAIR = Repair(
    "parts_without_tex", "AttributeError: 'BackgroundRectangle' object has no attribute 'get_tex_string'", apply
)
