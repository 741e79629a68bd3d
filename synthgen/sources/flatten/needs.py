"""Which units of which modules a scene class needs, in the order in which Python would execute them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from synthgen.sources.flatten.effects import Effects
from synthgen.sources.flatten.outcomes import GapKind
from synthgen.sources.flatten.outline import STAR, Imported, Outline, Unit, UnitKind
from synthgen.sources.flatten.resolving import Builtin, Foreign, Missing, Own, OwnModule, Resolver, Target
from synthgen.sources.flatten.uses import Chain

_DYNAMIC = frozenset({"exec", "eval", "globals", "__import__"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A unit names something: by the name `spelled`, and `chain`, the attributes of modules that lead to it.

    `is_import`: an import in the unit does, which binds `spelled` to it.
    """

    spelled: str
    chain: Chain
    target: Target
    is_eager: bool
    is_import: bool = False

    @property
    def thing(self) -> Own | Foreign | None:
        """What must have a name in the flattened file; what code imports from libraries itself need not."""
        if isinstance(self.target, Own) or (isinstance(self.target, Foreign) and not self.is_import):
            return self.target
        return None


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit and the module it is in."""

    outline: Outline
    unit: Unit


@dataclass(slots=True)
class Needs:
    """What a scene needs: `units` in order of execution, with their references; and every module that takes part."""

    units: list[Placed] = field(default_factory=list)
    references: dict[Placed, list[Reference]] = field(default_factory=dict)
    outlines: list[Outline] = field(default_factory=list)


def find_needs(resolver: Resolver, scene: Own) -> Needs:
    """Start from the scene class and follow every name; nothing that is not needed comes along."""
    search = _Search(resolver)
    search.need(scene)
    reached = list(_executed(resolver, scene.outline, set()))
    for placed in reached:
        # A file's own words on what it is.
        if placed.outline is scene.outline and placed.unit.is_docstring:
            search.take(placed)
    while search.take_effects(reached):
        pass
    needed = search.references
    order = _Order(resolver, needed)
    order.run(scene.outline)
    # What only functions import has not been executed yet.
    for placed in list(needed):
        order.run(placed.outline)
    outlines = list(dict.fromkeys(placed.outline for placed in order.units))
    return Needs(order.units, needed, outlines)


class _Search:
    def __init__(self, resolver: Resolver) -> None:
        self.references: dict[Placed, list[Reference]] = {}
        self._resolver = resolver
        self._needed: set[Own] = set()
        self._waiting: list[Own] = []

    def need(self, own: Own) -> None:
        self._want(own)
        self._follow()

    def take(self, placed: Placed) -> None:
        if placed in self.references:
            return
        self.references[placed] = found = list(references(self._resolver, placed))
        for reference in found:
            if isinstance(reference.target, Own):
                self._want(reference.target)
        if any(_is_dynamic(reference) for reference in found):
            for name in placed.outline.bindings:
                if name != STAR:
                    self._want_own(placed.outline, name)

    def take_effects(self, reached: list[Placed]) -> bool:
        """Take the units that change something needed, or a library; returns whether there were any."""
        effects = Effects(self._resolver, self._needed)
        found = [
            placed
            for placed in reached
            if placed not in self.references and effects.matter(placed.outline, placed.unit)
        ]
        for placed in found:
            self.take(placed)
            self._follow()
        return bool(found)

    def _follow(self) -> None:
        while self._waiting:
            for unit in self._resolver.units_of(wanted := self._waiting.pop()):
                self.take(Placed(wanted.outline, unit))

    def _want(self, own: Own) -> None:
        if own not in self._needed:
            self._needed.add(own)
            self._waiting.append(own)

    def _want_own(self, outline: Outline, name: str) -> None:
        found = self._resolver.final(outline, name)
        if isinstance(found, Own):
            self._want(found)


def _is_dynamic(reference: Reference) -> bool:
    return isinstance(reference.target, Builtin) and reference.spelled in _DYNAMIC


def references(resolver: Resolver, placed: Placed) -> Iterator[Reference]:
    """Everything global that a unit names, and what its nested imports name."""
    outline, unit = placed.outline, placed.unit
    for one in unit.imports:
        yield from _import_references(resolver, unit, one)
    if STAR in unit.binds:
        for name in resolver.mixed_names(outline, unit):
            if brought := resolver.from_star(unit, name):
                yield Reference(name, (), brought, is_eager=True)
    if unit.kind is UnitKind.IMPORT:
        return
    uses = unit.uses
    for name in sorted(uses.names):
        for is_eager, names in ((True, uses.eager), (False, uses.deferred)):
            if name in names:
                target = resolver.at(outline, unit, name) if is_eager else resolver.final(outline, name)
                yield from _spread(resolver, name, uses.chains.get(name, {()}), target, is_eager)


def _import_references(resolver: Resolver, unit: Unit, one: Imported) -> Iterator[Reference]:
    target = None if one.name == STAR else resolver.imported(one)
    match target:
        case None:
            return
        case Foreign():
            if not one.guarded and not unit.is_type_checking:
                yield Reference(one.bound, (), target, is_eager=True, is_import=True)
        case OwnModule():
            for chain in sorted(import_chains(resolver, unit, one, target)):
                end, count = resolver.attribute(target, chain)
                yield Reference(one.bound, chain[:count], end, is_eager=False, is_import=True)
        case _:
            yield Reference(one.bound, (), target, is_eager=False, is_import=True)


def import_chains(resolver: Resolver, unit: Unit, one: Imported, module: OwnModule) -> set[Chain]:
    """What may be asked of a module that a unit imports somewhere in its code."""
    chains = {chain for chain in unit.uses.chains.get(one.bound, ()) if chain}
    outline = resolver.modules.local(module.name)
    if unit.kind is UnitKind.COMPOUND and isinstance(outline, Outline):
        chains |= {(name,) for name in resolver.public_names(outline)}
    return chains


def _spread(resolver: Resolver, name: str, chains: set[Chain], target: Target, is_eager: bool) -> Iterator[Reference]:
    """One reference, or for a module one for each thing of it that is named."""
    if not isinstance(target, OwnModule):
        yield Reference(name, (), target, is_eager)
        return
    for chain in sorted(chains):
        end, count = resolver.attribute(target, chain)
        yield Reference(name, chain[:count], end, is_eager)


def _executed(resolver: Resolver, outline: Outline, seen: set[Outline]) -> Iterator[Placed]:
    """Every unit that importing a module executes."""
    if outline in seen:
        return
    seen.add(outline)
    for unit in outline.units:
        if unit.kind in (UnitKind.IMPORT, UnitKind.COMPOUND) and not unit.is_main_guard:
            for one in unit.imports:
                for imported in _outlines(resolver, one):
                    yield from _executed(resolver, imported, seen)
        yield Placed(outline, unit)


def reached_outlines(resolver: Resolver, outline: Outline, needs: Needs) -> list[Outline]:
    """Every module that takes part, also those that only pass on what they import, in order of execution."""
    executed = [placed.outline for placed in _executed(resolver, outline, set())]
    return list(dict.fromkeys([*executed, *needs.outlines]))


class _Order:
    """Puts needed units in the order in which Python executes them."""

    def __init__(self, resolver: Resolver, needed: dict[Placed, list[Reference]]) -> None:
        self.units: list[Placed] = []
        self._resolver = resolver
        self._needed = needed
        self._started: set[Outline] = set()

    def run(self, outline: Outline) -> None:
        if outline in self._started:
            return
        self._started.add(outline)
        for unit in outline.units:
            placed = Placed(outline, unit)
            is_needed = placed in self._needed
            if is_needed or (unit.kind in (UnitKind.IMPORT, UnitKind.COMPOUND) and not unit.is_main_guard):
                for one in unit.imports:
                    for imported in _outlines(self._resolver, one):
                        self.run(imported)
            if is_needed:
                self.units.append(placed)


def _outlines(resolver: Resolver, one: Imported) -> Iterator[Outline]:
    """The modules of the user's own that an import executes, packages first."""
    modules = resolver.modules
    parts = one.module.split(".") if one.module else []
    names = [".".join(parts[:count]) for count in range(1, len(parts) + 1)]
    if one.name not in ("", STAR) and isinstance(found := resolver.imported(one), OwnModule):
        names.append(found.name)
    for name in names:
        if isinstance(outline := modules.local(name), Outline):
            yield outline


def missing(needs: Needs) -> Iterator[tuple[Placed, str, Missing]]:
    """Every name that is used and cannot be had, with the unit that uses it."""
    for placed in needs.units:
        for reference in needs.references[placed]:
            if isinstance(reference.target, Missing):
                yield placed, reference.spelled, reference.target
            elif isinstance(reference.target, OwnModule) and not reference.is_import:
                reason = f"the module {reference.target.name} itself is passed around; only its contents come along"
                yield placed, reference.spelled, Missing(reference.spelled, GapKind.MODULE, reason)
            elif _is_dynamic(reference):
                reason = "what it looks up cannot be told; the whole module came along"
                yield placed, reference.spelled, Missing(reference.spelled, GapKind.DYNAMIC, reason)
