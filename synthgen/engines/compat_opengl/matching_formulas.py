"""`TransformMatchingTex` between formulas of the older kind, which know what their pieces were set from.

Applies where one of the two is no formula of today's kind: pieces set from the same string go over into one another,
as until 2022; the library matches the rest by shape.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterable, Mapping
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    module = importlib.import_module("manimlib.animation.transform_matching_parts")
    formula = importlib.import_module("manimlib.mobject.svg.string_mobject").StringMobject
    group = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VGroup
    stock = module.TransformMatchingStrings.matching_blocks

    @functools.wraps(stock)
    def matching_blocks(
        animation: Any, source: Any, target: Any, matched_keys: Iterable[str], key_map: Mapping[str, str]
    ) -> Any:
        if isinstance(source, formula) and isinstance(target, formula):
            return stock(animation, source, target, matched_keys, key_map)
        used("matching_formulas")
        sources, targets = _pieces(source), _pieces(target)
        names = {**{name: name for name in [*matched_keys, *sources]}, **key_map}
        pairs = ((sources.get(old, ()), targets.get(new, ())) for old, new in names.items())
        return [(group(*olds), group(*news)) for olds, news in pairs if olds and news]

    module.TransformMatchingStrings.matching_blocks = matching_blocks


def _pieces(formula: Any) -> dict[str, list[Any]]:
    """Pieces by the string they were set from."""
    found: dict[str, list[Any]] = {}
    for piece in formula.submobjects:
        if hasattr(piece, "get_tex"):
            found.setdefault(piece.get_tex(), []).append(piece)
    return found


REPAIR = Repair("matching_formulas", "AttributeError: 'OldTex' object has no attribute 'get_symbol_substrings'", apply)
