"""What a mobject counts as, and which mobjects of a tree are objects of their own. Knows no class names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Category(StrEnum):
    """The five coarse classes; every object type is in exactly one."""

    TEXT = "Text"
    GRAPH = "Graph"
    EQUATION = "Equation"
    ARROW = "Arrow"
    SHAPE = "Shape"


class Role(StrEnum):
    """How a mobject takes part in the tree.

    `object`: has a type. `group`: holds others and is nothing itself. `part`: belongs to the object around it.
    `invisible`: draws nothing.
    """

    OBJECT = "object"
    GROUP = "group"
    PART = "part"
    INVISIBLE = "invisible"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a class counts as.

    `name` is the object type; of a part, the type it takes where no object is around it (a formula's piece on
    its own is a MathTex); "Group" of a group. `absorbs` names the types that, anywhere inside, belong to the object
    instead of being objects of their own; `absorbs_children` those that do so only right below it. `named` marks
    groups whose class says what they are (`class Car(VGroup)`), `unknown` classes of which only the engine's
    bare base class is known, `glyph` a part too small to stand alone, `tip` an arrow tip.
    """

    name: str
    category: Category
    role: Role = Role.OBJECT
    absorbs: frozenset[str] = frozenset()
    absorbs_children: frozenset[str] = frozenset()
    named: bool = False
    unknown: bool = False
    glyph: bool = False
    tip: bool = False


class Standing(NamedTuple):
    """Where a walk down the tree stands: at a mobject of this kind, object of its own or not.

    `absorbers` are the nearest object at or above it and whatever inside that object was absorbed by it: all of
    them have a say in what belongs to the object.
    """

    kind: Kind | None
    is_own_object: bool
    absorbers: tuple[Kind, ...]

    def below(self, kind: Kind) -> Standing:
        """The standing of a child of this mobject."""
        if kind.role in (Role.GROUP, Role.INVISIBLE):
            return Standing(kind, False, self.absorbers)
        if self._absorbs(kind):
            return Standing(kind, False, (*self.absorbers, kind))
        return Standing(kind, True, (kind,))

    def _absorbs(self, kind: Kind) -> bool:
        if kind.role is Role.PART:
            return bool(self.absorbers)
        if any(kind.name in above.absorbs for above in self.absorbers):
            return True
        return self.kind is not None and kind.name in self.kind.absorbs_children


TOP = Standing(None, False, ())
"""Above all mobjects of a scene."""


def is_own_object(kind: Kind, ancestors: Sequence[Kind]) -> bool:
    """Whether a mobject with these ancestors (nearest first) is an object of its own.

    For walks down a tree, `TOP.below(kind).below(kind)...` gives the same without starting over at each node.
    """
    standing = TOP
    for ancestor in reversed(ancestors):
        standing = standing.below(ancestor)
    return standing.below(kind).is_own_object
