"""`self.get_mobjects()` once listed parts too, and scenes take some of them off the list.

Applies to what is taken off that is not on the list: it belongs to something that is, or is off it already.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


class _Listed(list[Any]):
    def remove(self, mobject: Any) -> None:
        if any(mobject is one for one in self):
            super().remove(mobject)
        else:
            used("listed_mobjects")


def apply() -> None:
    scene_class = importlib.import_module("manimlib.scene.scene").Scene
    stock = scene_class.get_mobjects

    @functools.wraps(stock)
    def get_mobjects(scene: Any) -> list[Any]:
        return _Listed(stock(scene))

    scene_class.get_mobjects = get_mobjects


REPAIR = Repair("listed_mobjects", "ValueError: list.remove(x): x not in list", apply)
