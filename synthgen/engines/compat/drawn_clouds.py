"""Clouds of points vanish when `ShowCreation` draws them: at its start they have no points, and the library passes over
what has none. It once noted the parts to be drawn before it drew.

Applies to animations that show a part of a mobject.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    partial_class = importlib.import_module("manimlib.animation.creation").ShowPartial

    def get_all_families_zipped(animation: Any) -> Iterator[tuple[Any, ...]]:
        for shown, *others in zip(*[mobject.get_family() for mobject in animation.get_all_mobjects()], strict=False):
            if any(len(one.points) for one in others):
                if not len(shown.points):
                    used("drawn_clouds")
                yield (shown, *others)

    partial_class.get_all_families_zipped = get_all_families_zipped


REPAIR = Repair("drawn_clouds", "a cloud of points that ShowCreation draws is never seen", apply)
