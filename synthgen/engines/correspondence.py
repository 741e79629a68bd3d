"""Which member of one family answers to which member of another, and what a transform added to make them match.

The libraries align two families before they transform one into the other: a mobject without parts is given some, a
group with fewer members gets copies of them. The target is aligned as a copy, which remembers whom it was copied from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.engines.identity import IdentityBook

_SAME_PLACE = 1e-5
"""Scene units (relative beyond 1) below which a point counts as where it was."""


def family(mobject: Any) -> list[Any]:
    """A mobject and all below it; the libraries' own way takes its time also for one that stands alone."""
    members: list[Any] = mobject.get_family() if mobject.submobjects else [mobject]
    return members


def by_place(one: Any, other: Any) -> Iterator[tuple[Any, Any]]:
    """Members that stand at the same place; below members with different numbers of children nothing corresponds."""
    yield one, other
    if len(one.submobjects) == len(other.submobjects):
        for first, second in zip(one.submobjects, other.submobjects, strict=True):
            yield from by_place(first, second)


def originals(target: Any, target_copy: Any, book: IdentityBook) -> dict[int, Any]:
    """By id(member of the aligned copy): the member of the target itself that it is a copy of."""
    by_id = {book.of(member).instance_id: member for member in family(target)}
    found = {}
    for member in family(target_copy):
        identity = book.of(member)
        for known in (identity.instance_id, identity.copied_from):
            if known in by_id:
                found[id(member)] = by_id[known]
                break
    return found


def childless(mobject: Any) -> set[int]:
    """The ids (of Python) of members that have no parts."""
    return {id(member) for member in family(mobject) if not member.submobjects}


def given_parts(mobject: Any, was_childless: Callable[[Any], bool]) -> Iterator[Any]:
    """Members that stand below one that had no parts before it was aligned."""
    for member in family(mobject):
        if member.submobjects and was_childless(member):
            for part in member.submobjects:
                yield from family(part)


def only_moved(before: Any, after: Any, points_of: Callable[[Any], FloatArray]) -> bool:
    """Whether two families of one structure show the same outlines, moved as one."""
    a, b = _all_points(before, points_of), _all_points(after, points_of)
    if a.shape != b.shape:
        return False
    if len(a) == 0:
        return True
    way = b - a
    return bool(np.allclose(way, way[0], rtol=_SAME_PLACE, atol=_SAME_PLACE))


def _all_points(mobject: Any, points_of: Callable[[Any], FloatArray]) -> FloatArray:
    return np.concatenate([points_of(member) for member in family(mobject)])
