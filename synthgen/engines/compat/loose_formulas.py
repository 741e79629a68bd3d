"""Formulas that today's template does not set: pieces with half a pair of braces, `\\sin(` without its end.

Applies to formulas that fail. A formula is set as a whole, which is what is drawn, and piece by piece, to count the
glyphs of each piece; it is the pieces that are loose, so what is added to make them whole must not add a glyph.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

from synthgen.engines.compat.repair import Repair, used
from synthgen.engines.tex.errors import TexError

_PHYSICS = "\\usepackage{physics}"
"""Redefines `\\sin(` and its kin to look for their closing bracket; the template of those years did not have it."""


def apply() -> None:
    formulas: Any = importlib.import_module("manimlib.mobject.svg.tex_mobject")
    writing: Any = importlib.import_module("manimlib.utils.tex_file_writing")

    def tex_to_svg_file(expression: str, template: str) -> Any:
        try:
            return writing.tex_to_svg_file(expression, template)
        except TexError:
            for other_expression, other_template in _others(expression, template):
                used("loose_formulas")
                try:
                    return writing.tex_to_svg_file(other_expression, other_template)
                except TexError:
                    continue
            raise

    formulas.tex_to_svg_file = tex_to_svg_file


def _others(expression: str, template: str) -> Iterator[tuple[str, str]]:
    # A function of that name was renamed, and the command of that name with it.
    expression = expression.replace("\\Underbrace", "\\underbrace")
    plain = template.replace(_PHYSICS, "")
    yield expression, plain
    others = [_unnested(expression), completed(expression), _with_dollar(completed(expression)), _unbraced(expression)]
    if "align*" not in template:
        others.append(_in_dollars(completed(expression)))
    for other in dict.fromkeys(others):
        if other != expression:
            yield other, plain


def _unnested(expression: str) -> str:
    """An alignment of equations within the template's own."""
    return re.sub(r"\\(begin|end)\{(align|equation|gather)\*?\}", r"\\\1{aligned}", expression)


def _unbraced(expression: str) -> str:
    """A line that is broken within braces, which the library has put around it."""
    return re.sub(r"^\{(.*)\\\\\s*\}$", r"\1", expression, flags=re.DOTALL)


def completed(expression: str) -> str:
    """Without braces that have no partner, and with something to raise or lower at the end."""
    kept, opened = list(re.findall(r"\\.|[^\\]|\\", expression, flags=re.DOTALL)), []
    for index, token in enumerate(kept):
        if token == "{":
            opened.append(index)
        elif token == "}":
            if opened:
                opened.pop()
            else:
                kept[index] = ""
    for index in opened:
        kept[index] = ""
    return re.sub(r"(?<!\\)([\^_])\s*(?=\}|$)", r"\1{}", "".join(kept).strip())


def _with_dollar(text: str) -> str:
    """With the second of a pair of dollars: the piece begins or ends inside a formula."""
    if len(re.findall(r"(?<!\\)\$", text)) % 2 == 0:
        return text
    return text + "$" if text.lstrip().startswith("$") else "$" + text


def _in_dollars(text: str) -> str:
    """A formula that is set as a text: the library once set labels as formulas. Texts of words stay as they are."""
    alignment, formula = re.fullmatch(r"(\\centering\s)?(.*)", text, flags=re.DOTALL).groups("")  # type: ignore[union-attr]
    symbols = re.sub(r"\\text\{[^{}]*\}|\\[A-Za-z]+", "", formula)
    if "$" in formula or re.search(r"[A-Za-z]{2}|[A-Za-z]\s+[A-Za-z]", symbols):
        return text
    return f"{alignment}${formula}$"


REPAIR = Repair("loose_formulas", "TexError: LaTeX: Argument of \\trigbraces has an extra }", apply)
