"""Scenes of 2015 took arguments from a list beside the class: `construct(self, n)` and `args_list = [(3,), (4,)]`.

Applies to a scene whose `construct`, or `__init__`, needs arguments: it gets the first of the list.
"""

from __future__ import annotations

import functools
import importlib
import inspect
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    scene_class = importlib.import_module("manimlib.scene.scene").Scene
    stock = scene_class.__init__

    @functools.wraps(stock)
    def make(scene: Any, **kwargs: Any) -> None:
        arguments = first_arguments(type(scene))
        if arguments:
            used("construct_arguments")
            scene.construct = functools.partial(scene.construct, *arguments)
        stock(scene, **kwargs)

    scene_class.__init__ = make


def first_arguments(scene_class: type[Any], method: str = "construct") -> tuple[Any, ...]:
    """What `construct` is to be called with, besides the scene; nothing for scenes of later years."""
    given = list(getattr(scene_class, "args_list", ()))
    parameters = list(inspect.signature(getattr(scene_class, method)).parameters.values())[1:]
    needed = [one for one in parameters if one.default is one.empty and one.kind is one.POSITIONAL_OR_KEYWORD]
    takes_any = any(one.kind is one.VAR_POSITIONAL for one in parameters)
    if method == "__init__":
        return tuple(given[0])[: len(needed)] if given else ()
    return tuple(given[0]) if given and (needed or takes_any) else ()


REPAIR = Repair("construct_arguments", "TypeError: construct() missing 1 required positional argument", apply)
