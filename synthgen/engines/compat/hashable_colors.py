"""Colours went into sets and were keys. Applies to colours of today's `colour` package, which cannot."""

from __future__ import annotations

import importlib

from synthgen.engines.compat.repair import Repair, needed


def apply() -> None:
    color_class = importlib.import_module("colour").Color
    if color_class.__hash__ is None:
        color_class.__hash__ = needed("hashable_colors", lambda color: hash(color.hex_l))


REPAIR = Repair("hashable_colors", "TypeError: unhashable type: 'Color'", apply)
