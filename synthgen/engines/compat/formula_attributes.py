"""What a formula was made of was once kept in it: `expression`, `expression_parts`, `args`."""

from __future__ import annotations

import importlib

from synthgen.engines.compat.repair import Fallback, Repair


def apply() -> None:
    formula = importlib.import_module("manimlib.mobject.svg.tex_mobject").TexMobject
    formula.expression = Fallback("formula_attributes", lambda mobject: mobject.tex_string)
    formula.expression_parts = Fallback("formula_attributes", lambda mobject: list(mobject.tex_strings))
    formula.args = Fallback("formula_attributes", lambda mobject: tuple(mobject.tex_strings))


REPAIR = Repair("formula_attributes", "AttributeError: 'TexMobject' object has no attribute 'expression_parts'", apply)
