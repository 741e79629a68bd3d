"""Texts in pieces, from when pieces were set with spaces between them: `TextMobject("\\\\Large", "Dear", "student,")`.

Applies to texts in which a command would run into the letters that follow: these can only have been meant apart.
"""

from __future__ import annotations

import importlib
import re
from itertools import pairwise
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    formula_class = importlib.import_module("manimlib.mobject.svg.tex_mobject").TexMobject
    stock = formula_class.break_up_tex_strings

    def break_up_tex_strings(formula: Any, tex_strings: Any) -> Any:
        pieces = stock(formula, tex_strings)
        if formula.arg_separator == "" and any(_runs_into(one, other) for one, other in pairwise(pieces)):
            used("glued_words")
            formula.arg_separator = " "
        return pieces

    formula_class.break_up_tex_strings = break_up_tex_strings


def _runs_into(piece: str, following: str) -> bool:
    return bool(re.search(r"\\[A-Za-z]+$", piece)) and following[:1].isalpha()


REPAIR = Repair("glued_words", "TexError: LaTeX: Undefined control sequence. (\\LargeDear)", apply)
