"""Arguments that methods no longer take, and that no longer mean anything. Applies to calls that give them."""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used

# Method ("module:class.method") to the keywords that are left out.
DROPPED = {
    "manimlib.mobject.mobject:Mobject.apply_function": ("maintain_smoothness",),
    "manimlib.mobject.mobject:Mobject.set_submobject_colors_by_gradient": ("use_color_range_to",),
    "manimlib.mobject.types.vectorized_mobject:VMobject.apply_function": ("maintain_smoothness",),
    "manimlib.scene.vector_space_scene:VectorScene.get_vector_label": ("buff_factor", "add_to_vector"),
}


def apply() -> None:
    for place, keywords in DROPPED.items():
        module, _, path = place.partition(":")
        class_name, method = path.split(".")
        owner = getattr(importlib.import_module(module), class_name)
        setattr(owner, method, _without(getattr(owner, method), keywords))


def _without(stock: Any, keywords: tuple[str, ...]) -> Any:
    @functools.wraps(stock)
    def call(*args: Any, **kwargs: Any) -> Any:
        if not kwargs.keys().isdisjoint(keywords):
            used("dropped_arguments")
        return stock(*args, **{name: value for name, value in kwargs.items() if name not in keywords})

    return call


REPAIR = Repair("dropped_arguments", "TypeError: apply_function() got an unexpected keyword argument", apply)
