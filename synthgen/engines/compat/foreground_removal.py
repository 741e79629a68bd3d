"""`scene.foreground_mobjects.remove(m)` after `FadeOut(m)`, which now removes it from there as well.

Applies to the removal of what is no longer there.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Any

from synthgen.engines.compat.repair import Repair


class Foreground(list[Any]):
    """A list that what is not in it can be removed from."""

    def remove(self, mobject: Any) -> None:
        if mobject in self:
            super().remove(mobject)


def apply() -> None:
    scene_class = importlib.import_module("manimlib.scene.scene").Scene

    def find(scene: Any) -> Any:
        return scene.__dict__["foreground_mobjects"]

    def put(scene: Any, mobjects: Iterable[Any]) -> None:
        scene.__dict__["foreground_mobjects"] = Foreground(mobjects)

    scene_class.foreground_mobjects = property(find, put)


REPAIR = Repair("foreground_removal", "ValueError: list.remove(x): x not in list", apply)
