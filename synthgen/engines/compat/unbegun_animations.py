"""A group of animations that is cleaned up before each of its members has had its turn.

Applies to transforms that are asked for a moment of theirs and have not begun: they begin then.
"""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    transform = importlib.import_module("manimlib.animation.transform").Transform
    stock = transform.get_all_families_zipped

    def get_all_families_zipped(animation: Any) -> Any:
        if not hasattr(animation, "starting_mobject"):
            used("unbegun_animations")
            transform.begin(animation)
        return stock(animation)

    transform.get_all_families_zipped = get_all_families_zipped


REPAIR = Repair("unbegun_animations", "AttributeError: 'FadeOut' object has no attribute 'starting_mobject'", apply)
