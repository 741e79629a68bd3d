"""`scene.freeze_background()` made what is seen the background; now the background is black from then on.

What is seen stays in the scene, as copies, behind all that follows: what happens to the originals is not seen there,
and neither clearing the scene nor asking for its mobjects finds them.
"""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, needed


def apply() -> None:
    scene_class = importlib.import_module("manimlib.scene.scene").Scene
    stock_clear, stock_mobjects = scene_class.clear, scene_class.get_mobjects

    def freeze_background(scene: Any) -> None:
        copies = [mobject.copy() for mobject in scene.mobjects]
        for mobject in copies:
            mobject.clear_updaters()
        scene.frozen_mobjects = copies
        scene.clear()

    def clear(scene: Any) -> Any:
        stock_clear(scene)
        scene.mobjects = list(scene.__dict__.get("frozen_mobjects", []))
        return scene

    def get_mobjects(scene: Any) -> list[Any]:
        frozen = scene.__dict__.get("frozen_mobjects", [])
        return [mobject for mobject in stock_mobjects(scene) if mobject not in frozen]

    scene_class.freeze_background = needed("frozen_backgrounds", freeze_background)
    scene_class.clear, scene_class.get_mobjects = clear, get_mobjects


REPAIR = Repair("frozen_backgrounds", "what was there before freeze_background() is not seen after it", apply)
