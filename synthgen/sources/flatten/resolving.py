"""What a name means in a module: a thing of the user's own, one of a library, a module, a built-in name, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from synthgen.sources.flatten.modules import BUILTINS, Modules
from synthgen.sources.flatten.outcomes import GapKind
from synthgen.sources.flatten.outline import STAR, Imported, Outline, Unit, UnitKind
from synthgen.sources.flatten.reading import Unreadable
from synthgen.sources.flatten.uses import Chain


@dataclass(frozen=True, slots=True)
class Own:
    """A global name that the user's own module binds."""

    outline: Outline
    name: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """What an import of a library binds: `name` of `module` ("" for the module itself), called `bound`.

    `module` and `name` are where the thing is made, as far as the library's text tells: two imports of one thing are
    equal by whichever road they come.
    """

    module: str
    name: str
    bound: str


@dataclass(frozen=True, slots=True)
class OwnModule:
    """A module of the user's own, by its dotted name."""

    name: str


@dataclass(frozen=True, slots=True)
class Builtin:
    name: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing in sight: why, for the record. `stars` are modules out of reach that might have had it."""

    name: str
    kind: GapKind
    reason: str


Target = Own | Foreign | OwnModule | Builtin | Missing
Found = Own | Foreign | OwnModule


class Resolver:
    """Follows names through modules. Asks nothing twice."""

    def __init__(self, modules: Modules) -> None:
        self.modules = modules
        self._final: dict[tuple[Outline, str], Target] = {}
        self._mixed: dict[tuple[Outline, str], bool] = {}

    def final(self, outline: Outline, name: str) -> Target:
        """What a name means once the module has been executed: to functions that are called then."""
        key = (outline, name)
        if key not in self._final:
            self._final[key] = self._look(outline, name, None, set()) or self._beyond(outline, name)
        return self._final[key]

    def at(self, outline: Outline, unit: Unit, name: str) -> Target:
        """What a name means to a unit while that is executed."""
        units = outline.bindings.get(name)
        if units and unit in units and (unit.kind is UnitKind.COMPOUND or self.is_mixed(outline, name)):
            # It may have bound the name itself by then.
            return Own(outline, name)
        if not units or (units[-1].index < unit.index and STAR not in outline.bindings):
            return self.final(outline, name)
        found = self._look(outline, name, unit.index, set())
        return found or (Builtin(name) if name in BUILTINS else self.final(outline, name))

    def is_mixed(self, outline: Outline, name: str) -> bool:
        """Whether a name is imported and then, perhaps, bound anew: the import becomes an assignment."""
        key = (outline, name)
        if key not in self._mixed:
            self._mixed[key] = False  # The answer to whoever asks while this is found out.
            units = outline.bindings.get(name, [])
            rebound = [unit.index for unit in units if _is_conditional(unit, name)]
            imports = self._imports_of(outline, name) if rebound else []
            self._mixed[key] = any(unit.index < rebound[-1] for unit in imports)
        return self._mixed[key]

    def mixed_names(self, outline: Outline, star: Unit) -> list[str]:
        """The names that a star import brings and that are, perhaps, bound anew later."""
        names = [name for name in outline.bindings if name != STAR and self.is_mixed(outline, name)]
        return [name for name in names if star in self._imports_of(outline, name)]

    def units_of(self, own: Own) -> list[Unit]:
        """The units that bind a name of the user's own."""
        units = [unit for unit in own.outline.bindings.get(own.name, []) if unit.kind is not UnitKind.IMPORT]
        if self.is_mixed(own.outline, own.name):
            return [*self._imports_of(own.outline, own.name), *units]
        return units

    def from_star(self, unit: Unit, name: str) -> Found | None:
        """What a star import brings under a name."""
        found = (self._from_star(one.module, name, set()) for one in unit.imports if one.name == STAR)
        return next((target for target in found if target), None)

    def _imports_of(self, outline: Outline, name: str) -> list[Unit]:
        """The import statements that bring a name, stars too."""
        named = [unit for unit in outline.bindings.get(name, []) if unit.kind is UnitKind.IMPORT]
        stars = [unit for unit in outline.bindings.get(STAR, []) if unit.kind is UnitKind.IMPORT]
        return named + [unit for unit in stars if self.from_star(unit, name)]

    def imported(self, one: Imported) -> Target:
        """What one name of an import statement means."""
        return self._imported(one, set())

    def attribute(self, module: OwnModule, chain: Chain) -> tuple[Target, int]:
        """What attributes of a module mean: the thing at the end of the way through modules, and how many led there.

        With all attributes used up by modules, or none given, the thing is a module.
        """
        target: Target = module
        for count, name in enumerate(chain):
            if not isinstance(target, OwnModule):
                return target, count
            target = self._attribute(target, name, set()) or Missing(
                f"{target.name}.{name}", GapKind.NAME, f"{target.name} has no {name}"
            )
        return target, len(chain)

    def public_names(self, outline: Outline) -> Iterator[str]:
        """The names of a module's own that it shows to others."""
        for name in outline.bindings:
            if name != STAR and (name in outline.exported if outline.exported is not None else name[0] != "_"):
                yield name

    def gap_of(self, foreign: Foreign) -> str:
        """Why a library's thing cannot be had, as far as can be told; "" when it can."""
        found = self.modules.local(foreign.module) if foreign.module else None
        if isinstance(found, Unreadable):
            return f"its module {foreign.module} cannot be read: {found}"
        if not foreign.module:
            return "its relative import leads out of the package"
        if not self.modules.is_library(foreign.module):
            return f"its module {foreign.module} is nowhere to be found"
        if foreign.name and self.modules.has(foreign.module, foreign.name) is False:
            return f"{foreign.module} has no {foreign.name}"
        return ""

    def _look(self, outline: Outline, name: str, before: int | None, asking: set[tuple[Outline, str]]) -> Found | None:
        """The last binding of a name (before a unit); None without."""
        if (outline, name) in asking:
            return None
        asking.add((outline, name))
        candidates = [*outline.bindings.get(name, ()), *outline.bindings.get(STAR, ())]
        for unit in sorted(candidates, key=lambda unit: unit.index, reverse=True):
            if before is not None and unit.index >= before:
                continue
            if name in unit.binds:
                return self._bound(outline, unit, name, asking)
            for one in unit.imports:
                if one.name == STAR and (found := self._from_star(one.module, name, asking)):
                    return Own(outline, name) if self.is_mixed(outline, name) else found
        return None

    def _bound(self, outline: Outline, unit: Unit, name: str, asking: set[tuple[Outline, str]]) -> Found:
        if unit.kind is not UnitKind.IMPORT or self.is_mixed(outline, name):
            return Own(outline, name)
        one = next(one for one in reversed(unit.imports) if one.bound == name)
        found = self._imported(one, asking)
        return found if isinstance(found, Own | Foreign | OwnModule) else Own(outline, name)

    def _imported(self, one: Imported, asking: set[tuple[Outline, str]]) -> Target:
        modules = self.modules
        if not one.name:
            top = one.module.partition(".")[0]
            whole = one.module if one.bound != top else top
            if modules.is_own(one.module) and not isinstance(modules.local(one.module), Unreadable):
                return OwnModule(whole)
            return Foreign(whole, "", one.bound)
        if modules.is_own(one.module) and not isinstance(modules.local(one.module), Unreadable):
            found = self._attribute(OwnModule(one.module), one.name, asking)
            return found or Foreign(one.module, one.name, one.bound)
        return Foreign(*modules.origin(one.module, one.name), one.bound)

    def _attribute(self, module: OwnModule, name: str, asking: set[tuple[Outline, str]]) -> Found | None:
        outline = self.modules.local(module.name)
        if isinstance(outline, Outline) and (found := self._look(outline, name, None, asking)):
            return found
        inside = f"{module.name}.{name}"
        return OwnModule(inside) if self.modules.is_own(inside) else None

    def _from_star(self, module: str, name: str, asking: set[tuple[Outline, str]]) -> Found | None:
        outline = self.modules.local(module) if module else None
        if isinstance(outline, Outline):
            shown = name in outline.exported if outline.exported is not None else not name.startswith("_")
            return self._look(outline, name, None, asking) if shown else None
        if outline is None and module and name in (self.modules.exports(module) or ()):
            return Foreign(*self.modules.origin(module, name), name)
        return None

    def _beyond(self, outline: Outline, name: str) -> Target:
        """What a name means that nothing in sight binds."""
        if name in BUILTINS:
            return Builtin(name)
        if name == "__file__":
            return Missing(name, GapKind.PLACE, "the flattened file lies elsewhere than the original")
        unread = list(dict.fromkeys(self._unread_stars(outline, set())))
        if unread:
            return Missing(name, GapKind.MODULE, f"bound nowhere in sight, perhaps in {' or '.join(unread)}")
        return Missing(name, GapKind.NAME, "nothing binds it")

    def _unread_stars(self, outline: Outline, seen: set[Outline]) -> Iterator[str]:
        """The modules that `import *` takes names from and that are out of reach."""
        if outline in seen:
            return
        seen.add(outline)
        for unit in outline.bindings.get(STAR, []):
            for module in [one.module for one in unit.imports if one.name == STAR]:
                found = self.modules.local(module) if module else None
                if isinstance(found, Outline):
                    yield from self._unread_stars(found, seen)
                elif self.modules.exports(module) is None:
                    yield module or "a module outside its package"


def _is_conditional(unit: Unit, name: str) -> bool:
    """Whether a unit may leave a name as it was."""
    if unit.is_type_checking:
        return False
    return unit.kind is UnitKind.COMPOUND or (unit.kind is UnitKind.DEFINITION and name in unit.uses.assigned)
