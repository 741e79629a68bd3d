"""Whether executing a unit that binds nothing needed changes what the scene sees all the same."""

from __future__ import annotations

from collections.abc import Set

from synthgen.sources.flatten.outline import Outline, Unit, UnitKind
from synthgen.sources.flatten.resolving import Foreign, Own, OwnModule, Resolver, Target

_SEEDING = frozenset({"seed"})


class Effects:
    """`needed` is what the scene needs so far.

    A unit matters when it changes something needed (`NAMES.append(...)`, `Circle.color = ...`), sets an attribute of a
    library (`config.frame_rate = ...`), calls one of the engine's, or seeds random numbers, itself or through a
    function of the user's own. Printing, making folders, changing the import path and showing plots do not.
    """

    def __init__(self, resolver: Resolver, needed: Set[Own]) -> None:
        self._resolver = resolver
        self._needed = needed

    def matter(self, outline: Outline, unit: Unit) -> bool:
        if unit.kind not in (UnitKind.EXPRESSION, UnitKind.COMPOUND) or unit.is_docstring or unit.is_main_guard:
            return False
        uses = unit.uses
        if any(self._changes(outline, unit, name, name in uses.stored) for name in uses.touched):
            return True
        for name, chains in uses.called.items():
            target = self._resolver.at(outline, unit, name)
            if isinstance(target, Foreign) and self._calls_library(target, chains):
                return True
            if isinstance(target, Own) and self._function_matters(target, set()):
                return True
        return False

    def _changes(self, outline: Outline, unit: Unit, name: str, is_stored: bool) -> bool:
        target = self._resolver.at(outline, unit, name)
        if isinstance(target, OwnModule):
            ends = [self._resolver.attribute(target, chain)[0] for chain in unit.uses.chains.get(name, ())]
            return any(self._is_needed(end) for end in ends)
        return self._is_needed(target) or (is_stored and self._is_library(target))

    def _is_needed(self, target: Target) -> bool:
        return isinstance(target, Own) and target in self._needed

    def _is_library(self, target: Target) -> bool:
        return isinstance(target, Foreign) and not self._resolver.modules.is_standard(target.module)

    def _calls_library(self, target: Foreign, chains: Set[tuple[str, ...]]) -> bool:
        is_engine = self._resolver.modules.is_engine(target.module)
        return any(chain and (is_engine or chain[-1] in _SEEDING) for chain in chains)

    def _function_matters(self, own: Own, seen: set[Own]) -> bool:
        """Whether calling a function changes what is needed, or a library."""
        if own in seen:
            return False
        seen.add(own)
        for unit in self._resolver.units_of(own):
            uses = unit.uses
            if any(Own(own.outline, name) in self._needed for name in uses.assigned):
                return True
            for name in uses.deferred_touched:
                target = self._resolver.final(own.outline, name)
                if self._is_needed(target) or (name in uses.stored and self._is_library(target)):
                    return True
            called = [self._resolver.final(own.outline, name) for name in uses.deferred]
            if any(isinstance(target, Own) and self._function_matters(target, seen) for target in called):
                return True
        return False
