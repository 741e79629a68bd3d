"""Continual animations that were rewritten as groups of mobjects, while scenes still ask for their `mobject`.

Applies to mobjects without an attribute of that name: they are it themselves.
"""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair


class _Itself:
    """Found after a mobject's own attributes."""

    def __get__(self, mobject: Any, owner: type[Any]) -> Any:
        return self if mobject is None else mobject


def apply() -> None:
    importlib.import_module("manimlib.mobject.mobject").Mobject.mobject = _Itself()


REPAIR = Repair("animated_groups", "AttributeError: 'SunAnimation' object has no attribute 'mobject'", apply)
