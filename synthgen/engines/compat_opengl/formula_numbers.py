"""`OldTex("x = ", 3)` and `brace.get_tex(2)`: formulas of numbers, which were written as strings until 2021.

Applies to numbers among a formula's strings.
"""

from __future__ import annotations

import functools
import importlib
import numbers
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    for module, name in (("tex_mobject", "Tex"), ("old_tex_mobject", "OldTex")):
        formula = getattr(importlib.import_module(f"manimlib.mobject.svg.{module}"), name)
        formula.__init__ = _writing_numbers(formula.__init__)


def _writing_numbers(stock: Any) -> Any:
    @functools.wraps(stock)
    def make(formula: Any, *strings: Any, **kwargs: Any) -> None:
        written = [str(one) if isinstance(one, numbers.Number) else one for one in strings]
        if written != list(strings):
            used("formula_numbers")
        stock(formula, *written, **kwargs)

    return make


REPAIR = Repair("formula_numbers", "TypeError: sequence item 0: expected str instance, int found", apply)
