"""`add_transformable_label(vector, label, new_label)`: what a label turns into was the third argument.

Applies where a third argument is given without a name. The library sets it before the label as the name of a
transformation, so that nothing fails: a label that should stay the same reads "a(a)".
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    scene_class = importlib.import_module("manimlib.scene.vector_space_scene").LinearTransformationScene
    stock = scene_class.add_transformable_label

    @functools.wraps(stock)
    def add_label(scene: Any, vector: Any, label: Any, *new_label: Any, **kwargs: Any) -> Any:
        if len(new_label) == 1 and "new_label" not in kwargs:
            used("label_targets")
            return stock(scene, vector, label, new_label=new_label[0], **kwargs)
        return stock(scene, vector, label, *new_label, **kwargs)

    scene_class.add_transformable_label = add_label


REPAIR = Repair("label_targets", "a label turns into 'a(a)' instead of the third argument", apply)
