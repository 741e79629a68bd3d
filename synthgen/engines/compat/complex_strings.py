"""`complex_string(z)` is a string, as it was in Python 2, not the list of its characters."""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, needed


def apply() -> None:
    strings = importlib.import_module("manimlib.utils.strings")
    stock = strings.complex_string

    def complex_string(number: Any) -> str:
        return "".join(stock(number))

    replaced = needed("complex_strings", complex_string)
    for module in (strings, importlib.import_module("manimlib.imports")):
        vars(module)["complex_string"] = replaced


REPAIR = Repair("complex_strings", "AttributeError: 'list' object has no attribute 'replace'", apply)
