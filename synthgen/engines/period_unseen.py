"""Frames of a play that nobody looks at and that leave nothing behind: they need not be computed.

Most animations are functions of the time: what they make of a mobject at one moment does not depend on which moments
they were asked for before. Only where that holds for all of a play, and nothing else changes as time goes by, may
frames be passed over. Whatever a scene has written itself is taken to do more than can be seen from outside.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

_LIBRARIES = ("manimlib.", "synthgen.")
_FUNCTIONS_OF_TIME = {
    "animation.animation": ("Animation",),
    "animation.composition": ("AnimationGroup",),
    "animation.creation": ("ShowPartial", "DrawBorderThenFill"),
    "animation.fading": ("VFadeIn", "VFadeOut"),
    "animation.transform": ("Transform", "TransformFromCopy"),
}
"""Where, by module, the library defines steps that read nothing but the time, and make no mobjects."""
_STEPS = ("interpolate", "interpolate_mobject", "interpolate_submobject", "update_mobjects")
_READ_BY_STEPS = ("get_all_families_zipped", "get_all_mobjects", "get_sub_alpha")


def may_pass_over_frames(scene: Any, animations: Sequence[Any]) -> bool:
    """Whether frames of this play that are not painted may be left out without any other being different."""
    return (
        _is_stock(scene.__class__, "update_frame", "update_mobjects")
        and all(_is_function_of_time(animation) for animation in animations)
        and not any(_changes_by_itself(mobject) for mobject in scene.mobjects)
    )


def _is_function_of_time(animation: Any) -> bool:
    if not _takes_stock_steps(animation.__class__):
        return False
    if members := animation.__dict__.get("animations"):
        return all(_is_function_of_time(member) for member in members)
    if "starting_mobject" not in animation.__dict__:
        return False
    mobjects = animation.get_all_mobjects()
    return not any(_changes_by_itself(mobject) or not _is_interpolated_as_usual(mobject) for mobject in mobjects)


@cache
def _stock_steps() -> frozenset[Any]:
    """The library's own steps, as its repairs have left them."""

    def steps() -> Iterator[Any]:
        for module, names in _FUNCTIONS_OF_TIME.items():
            for name in names:
                found = getattr(importlib.import_module(f"manimlib.{module}"), name)
                yield from (found.__dict__[step] for step in _STEPS if step in found.__dict__)

    return frozenset(steps())


@cache
def _takes_stock_steps(animation_class: type) -> bool:
    return _is_stock(animation_class, *_READ_BY_STEPS, *({"get_bounds"} & set(dir(animation_class)))) and all(
        getattr(animation_class, step) in _stock_steps() for step in _STEPS
    )


@cache
def _is_stock(owner: type, *names: str) -> bool:
    return all(getattr(owner, name).__module__.startswith(_LIBRARIES) for name in names)


def _changes_by_itself(mobject: Any) -> bool:
    """Whether a mobject, or one below it, does something at every step of time."""
    if not _is_stock(mobject.__class__, "update"):
        return True
    if mobject.updating_suspended:
        return False
    return bool(mobject.updaters) or any(map(_changes_by_itself, mobject.submobjects))


def _is_interpolated_as_usual(mobject: Any) -> bool:
    return _is_stock(mobject.__class__, "interpolate", "interpolate_color", "pointwise_become_partial") and all(
        map(_is_interpolated_as_usual, mobject.submobjects)
    )
