"""One namespace for what comes from many modules: the names that things have in the flattened file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from synthgen.sources.flatten.needs import Needs, Placed, Reference
from synthgen.sources.flatten.outline import UnitKind
from synthgen.sources.flatten.resolving import Builtin, Foreign, Missing, Own

Thing = Own | Foreign


@dataclass(slots=True)
class _Use:
    """Where a thing is named: in the `position`-th unit, by its plain name or otherwise."""

    position: int
    placed: Placed
    reference: Reference


@dataclass(slots=True)
class _Claims:
    """Who has which name so far."""

    names: dict[Thing, str] = field(default_factory=dict)
    owners: dict[str, list[Thing]] = field(default_factory=lambda: defaultdict(list))

    def give(self, thing: Thing, name: str) -> None:
        self.names[thing] = name
        self.owners[name].append(thing)


def flat_names(needs: Needs, scene: Own) -> Mapping[Thing, str]:
    """The name of everything needed in the flattened file.

    Names stay as they are unless two things claim one; then the scene's own module comes first, libraries second, and
    who comes later gets the name of its module added. A name is never one that a function around its use binds itself.
    """
    uses = _uses(needs)
    raw = _names_left_alone(needs)
    words = {
        word for placed in needs.units if placed.unit.kind is not UnitKind.IMPORT for word in placed.unit.uses.words
    }
    bound = _bound(needs)
    claims = _Claims()
    for thing in sorted(uses, key=lambda thing: _rank(thing, scene, uses[thing])):
        for name in _candidates(thing):
            if _suits(name, thing, uses, claims, bound) and (
                thing == scene or (name not in raw and (name == _wanted(thing) or name not in words))
            ):
                claims.give(thing, name)
                break
    return claims.names


def _uses(needs: Needs) -> dict[Thing, list[_Use]]:
    """Things in the order of execution, with where they are named."""
    found: dict[Thing, list[_Use]] = {}
    for position, placed in enumerate(needs.units):
        for name in sorted(placed.unit.binds):
            own = Own(placed.outline, name)
            if placed.unit.kind is not UnitKind.IMPORT:
                found.setdefault(own, [])
        for reference in needs.references[placed]:
            if reference.thing:
                found.setdefault(reference.thing, []).append(_Use(position, placed, reference))
    return found


def _names_left_alone(needs: Needs) -> set[str]:
    """Names that stay as they are spelled: built-in ones and those that nothing in sight binds."""
    return {
        reference.spelled
        for found in needs.references.values()
        for reference in found
        if isinstance(reference.target, Builtin | Missing) and not reference.chain
    }


def _bound(needs: Needs) -> dict[Own, tuple[int, int]]:
    """The positions of the first and the last unit that binds each name."""
    found: dict[Own, tuple[int, int]] = {}
    for position, placed in enumerate(needs.units):
        for name in placed.unit.binds:
            own = Own(placed.outline, name)
            found[own] = (found.get(own, (position, position))[0], position)
    return found


def _rank(thing: Thing, scene: Own, uses: Sequence[_Use]) -> int:
    if thing == scene:
        return 0
    if isinstance(thing, Own):
        return 1 if thing.outline is scene.outline else 4
    return 2 if any(use.placed.outline is scene.outline for use in uses) else 3


def _wanted(thing: Thing) -> str:
    return thing.name if isinstance(thing, Own) else thing.bound


def _candidates(thing: Thing) -> Iterator[str]:
    wanted = _wanted(thing)
    module = thing.outline.module if isinstance(thing, Own) else thing.module
    yield wanted
    marked = f"{wanted}_{module.rpartition('.')[2] or 'library'}"
    yield marked
    number = 2
    while True:
        yield f"{marked}_{number}"
        number += 1


def _suits(
    name: str, thing: Thing, uses: Mapping[Thing, list[_Use]], claims: _Claims, bound: Mapping[Own, tuple[int, int]]
) -> bool:
    for owner in claims.owners.get(name, ()):
        if not (_may_follow(thing, owner, uses, bound) or _may_follow(owner, thing, uses, bound)):
            return False
    for use in uses[thing]:
        is_other = use.reference.chain or use.reference.is_import or use.reference.spelled != name
        if is_other and name in use.placed.unit.uses.local:
            return False
    return True


def _may_follow(
    later: Thing, earlier: Thing, uses: Mapping[Thing, list[_Use]], bound: Mapping[Own, tuple[int, int]]
) -> bool:
    """Whether nobody asks for `earlier` any more once `later` takes over its name: `class Circle(Circle)`."""
    if not isinstance(later, Own) or later not in bound:
        return False
    start = bound[later][0]
    is_over = isinstance(earlier, Foreign) or bound.get(earlier, (start, start))[1] < start
    return is_over and all(use.reference.is_eager and use.position <= start for use in uses[earlier])
