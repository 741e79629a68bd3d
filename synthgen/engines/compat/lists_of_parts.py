"""Groups that were lists of mobjects: `labels += movers[:-1]`, `random.shuffle(students)`.

Applies to a mobject and a list that are added up, and to parts that are put into the place of others.
"""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject

    def add(mobject: Any, others: Any) -> list[Any]:
        used("lists_of_parts")
        return [*mobject, *others] if isinstance(others, list | mobject_class) else NotImplemented

    def add_after(mobject: Any, others: Any) -> list[Any]:
        return [*others, *mobject] if isinstance(others, list) else NotImplemented

    def set_item(mobject: Any, index: int, part: Any) -> None:
        used("lists_of_parts")
        mobject.submobjects[index] = part

    mobject_class.__setitem__ = set_item
    mobject_class.__add__, mobject_class.__radd__ = add, add_after


REPAIR = Repair("lists_of_parts", "TypeError: unsupported operand type(s) for +=: 'VGroup' and 'list'", apply)
