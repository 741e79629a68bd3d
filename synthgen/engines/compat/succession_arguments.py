"""`Succession(FadeIn, a, Transform, a, b, {"run_time": 2})`: classes of animations, each followed by its arguments.

Applies to successions that are given classes.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterator, Sequence
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    animation_class = importlib.import_module("manimlib.animation.animation").Animation
    succession = importlib.import_module("manimlib.animation.composition").Succession
    stock = succession.__init__

    @functools.wraps(stock)
    def make(self: Any, *arguments: Any, **kwargs: Any) -> None:
        if any(_is_animation_class(one, animation_class) for one in arguments):
            used("succession_arguments")
            arguments = tuple(_made(arguments, animation_class))
        stock(self, *arguments, **kwargs)

    succession.__init__ = make


def _made(arguments: Sequence[Any], animation_class: Any) -> Iterator[Any]:
    """The animations that a list of classes with their arguments, and of animations, says."""
    starts = [
        index
        for index, one in enumerate(arguments)
        if isinstance(one, animation_class) or _is_animation_class(one, animation_class)
    ]
    for start, end in zip(starts, [*starts[1:], len(arguments)], strict=True):
        first, rest = arguments[start], list(arguments[start + 1 : end])
        if isinstance(first, animation_class):
            yield first
        else:
            settings = rest.pop() if rest and isinstance(rest[-1], dict) else {}
            yield first(*rest, **settings)


def _is_animation_class(value: Any, animation_class: Any) -> bool:
    return isinstance(value, type) and issubclass(value, animation_class)


REPAIR = Repair("succession_arguments", "AttributeError: type object 'FadeIn' has no attribute 'mobject'", apply)
