"""`self.play(square.shift, UP, circle.scale, 2)`: methods with their arguments in the place of animations.

Applies to plays that are given methods, and to those with a `path_arc` for all their animations. Other settings that
were handed to all animations became attributes of theirs, and are left out.
"""

from __future__ import annotations

import functools
import importlib
import inspect
from collections.abc import Sequence
from typing import Any

from synthgen.engines.compat.repair import Repair, used

# Methods that make an animation themselves today.
_MAKES_ANIMATION = frozenset(["change", "says", "thinks", "debubble", "replace_bubble"])


def apply() -> None:
    scene_class = importlib.import_module("manimlib.scene.scene").Scene
    module = importlib.import_module("manimlib.animation.transform")
    stock = scene_class.play
    known = inspect.signature(stock).parameters.keys()

    @functools.wraps(stock)
    def play(scene: Any, *items: Any, **kwargs: Any) -> Any:
        animations = compiled(items, module.MoveToTarget) if any(map(inspect.ismethod, items)) else list(items)
        if animations != list(items):
            used("old_play")
        path_arc = kwargs.pop("path_arc", None)
        if path_arc is not None:
            animations = [_bent(animation, path_arc) for animation in animations]
        if kwargs.keys() - known:
            used("old_play")
        return stock(scene, *animations, **{name: value for name, value in kwargs.items() if name in known})

    scene_class.play = play


def compiled(items: Sequence[Any], move_to_target: Any) -> list[Any]:
    """Animations for what was given: methods of one mobject, one after another, become one movement."""
    animations: list[Any] = []
    targets: dict[int, Any] = {}
    waiting = list(items)
    while waiting:
        item = waiting.pop(0)
        if not inspect.ismethod(item):
            animations.append(item)
            continue
        arguments = []
        while waiting and not _starts(waiting[0]):
            arguments.append(waiting.pop(0))
        kwargs = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
        owner: Any = item.__self__
        if item.__name__ in _MAKES_ANIMATION:
            animations.append(item(*arguments, **kwargs))
            continue
        if id(owner) not in targets:
            targets[id(owner)] = owner.generate_target()
            animations.append(move_to_target(owner))
        item.__func__(targets[id(owner)], *arguments, **kwargs)
        # The movement may have been made with the target of before.
        animations[_index_of(animations, owner)].target_mobject = owner.target
    return animations


def _starts(item: Any) -> bool:
    """Whether an item is an animation or a method of a mobject, and no argument of the method before."""
    if hasattr(item, "interpolate") and hasattr(item, "begin"):
        return True
    return (inspect.ismethod(item) and hasattr(item.__self__, "get_family")) or hasattr(item, "build")


def _index_of(animations: Sequence[Any], mobject: Any) -> int:
    return next(i for i, one in enumerate(animations) if getattr(one, "mobject", None) is mobject)


def _bent(animation: Any, path_arc: float) -> Any:
    if hasattr(animation, "path_arc") and hasattr(animation, "init_path_func"):
        animation.path_arc = path_arc
        animation.init_path_func()
    elif hasattr(animation, "set_anim_args"):
        animation.set_anim_args(path_arc=path_arc)
    return animation


REPAIR = Repair("old_play", "TypeError: Object <bound method Square.shift> cannot be converted to an animation", apply)
