"""What a mobject shows after it was made to look like another, and how its track goes on.

`Transform(a, b)` leaves `a` on screen with `b`'s shape: its class and its TeX string still say `a`. A label must say
what is seen, so the look (class names and content) travels with the shape. The rules:

- while a transform runs, an object keeps its own look and remembers the one it turns into;
- when it has ended on its target (not for `Indicate` and the like, which return), it has the target's look;
- where a transform puts the target in the source's place, the target continues the source's track.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Collection, Iterable
from typing import Any

from synthgen.engines.identity import IdentityBook
from synthgen.engines.tree import MobjectReader, look_of, own_look

_REVERSED = frozenset({"TransformFromCopy"})
"""Where these are not given a copy, they run a Transform backwards: the mobject ends as what it is."""


class Morphs:
    """Hooks on an engine's transforms. `reversed_names`: classes that run a Transform backwards."""

    def __init__(self, book: IdentityBook, reader: MobjectReader, reversed_names: Collection[str] = _REVERSED) -> None:
        self._book = book
        self._reader = reader
        self._reversed = frozenset(reversed_names)

    def install(
        self,
        mobject_class: type,
        transform_class: type,
        fade_transform_classes: Iterable[type] = (),
        matching_classes: Iterable[type] = (),
    ) -> None:
        """Hook `become`, the beginning and end of transforms, and those that swap a target in."""
        _after(mobject_class, "become", self._became)
        _after(transform_class, "begin", self._began)
        _after(transform_class, "finish", self._finished)
        _after(transform_class, "clean_up_from_scene", self._replaced)
        for fade in fade_transform_classes:
            _after(fade, "clean_up_from_scene", self._faded_over)
        for matching in matching_classes:
            _after(matching, "clean_up_from_scene", self._matched)

    def _became(self, mobject: Any, other: Any, *args: Any, **kwargs: Any) -> None:
        self._take_looks(mobject, other)
        self._book.mark_changed(mobject, sys._getframe(2))

    def _began(self, animation: Any) -> None:
        if self._turns_back(animation):
            return
        for member, target in self._pairs(animation.mobject, animation.target_copy):
            self._book.of(member).becoming = look_of(target, self._reader, self._book)

    def _finished(self, animation: Any) -> None:
        stays = not self._turns_back(animation) and float(animation.rate_func(1)) > 0.5
        for member in animation.mobject.get_family():
            self._book.of(member).becoming = None
        # FadeTransform is a Transform by name only: it has no target to take the look of.
        if stays and hasattr(animation, "target_copy"):
            self._take_looks(animation.mobject, animation.target_copy)

    def _replaced(self, animation: Any, *args: Any) -> None:
        if animation.replace_mobject_with_target_in_scene and not self._turns_back(animation):
            self._continue_tracks(animation.mobject, animation.target_mobject)

    def _faded_over(self, animation: Any, *args: Any) -> None:
        self._continue_tracks(animation.mobject.submobjects[0], animation.to_add_on_completion)

    def _matched(self, animation: Any, *args: Any) -> None:
        source = getattr(animation, "source", None) or animation.to_remove[0]
        target = getattr(animation, "target", None) or animation.to_add
        self._continue_tracks(source, target)

    def _turns_back(self, animation: Any) -> bool:
        return type(animation).__name__ in self._reversed

    def _take_looks(self, mobject: Any, other: Any) -> None:
        for member, shown in self._pairs(mobject, other):
            look = look_of(shown, self._reader, self._book)
            own = own_look(member, self._reader)
            self._book.of(member).look = None if look == own else look

    def _continue_tracks(self, source: Any, target: Any) -> None:
        for before, after in self._pairs(source, target):
            self._book.of(after).track_id = self._book.of(before).track_id

    @staticmethod
    def _pairs(one: Any, other: Any) -> list[tuple[Any, Any]]:
        """Members that correspond; only the heads of families that are built differently."""
        first, second = one.get_family(), other.get_family()
        return list(zip(first, second, strict=True)) if len(first) == len(second) else [(one, other)]


def _after(owner: type, name: str, then: Callable[..., None]) -> None:
    """Make a method call `then` with the same arguments when it has done its own work."""
    original = getattr(owner, name)

    @functools.wraps(original)
    def hooked(self: Any, *args: Any, **kwargs: Any) -> Any:
        result = original(self, *args, **kwargs)
        then(self, *args, **kwargs)
        return result

    setattr(owner, name, hooked)
