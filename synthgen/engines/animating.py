"""Which mobject is in which animation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from synthgen.engines.identity import IdentityBook

_MERE_GROUPS = frozenset({"AnimationGroup", "LaggedStart", "LaggedStartMap", "Succession"})
"""What only says when its animations run; any other group (TransformMatchingTex, Flash) is what the viewer sees."""


def animated(
    animations: Iterable[Any], parts_of: Callable[[Any], Iterable[Any] | None], book: IdentityBook
) -> dict[int, str]:
    """The name of the animation by instance id; groups of animations are taken apart.

    `parts_of` gives the animations a group is made of, None for what is no group. Where a mobject is in several, the
    last one is named.
    """
    found: dict[int, str] = {}

    def enter(animation: Any, name: str) -> None:
        name = name or ("" if type(animation).__name__ in _MERE_GROUPS else type(animation).__name__)
        parts = parts_of(animation)
        if parts is None:
            found[book.of(animation.mobject).instance_id] = name or type(animation).__name__
            return
        for part in parts:
            enter(part, name)

    for animation in animations:
        enter(animation, "")
    return found
