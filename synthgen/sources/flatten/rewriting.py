"""A needed unit's code with the names that things have in the flattened file; its number of lines stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import libcst as cst

from synthgen.sources.flatten.naming import Thing
from synthgen.sources.flatten.needs import Placed, Reference, import_chains
from synthgen.sources.flatten.outline import STAR, Imported, UnitKind
from synthgen.sources.flatten.resolving import Foreign, Own, OwnModule, Resolver, Target
from synthgen.sources.flatten.transforms.inline_attributes import inline_attributes
from synthgen.sources.flatten.transforms.rename_globals import rename_globals
from synthgen.sources.flatten.transforms.replace_imports import ImportKey, replace_imports

NAMESPACE = "SimpleNamespace"


Known = dict[tuple[Placed, str], str]
"""Code rewritten before, by what was to be changed in it: scenes of one video share most of what they build on."""


class Rewriter:
    """Knows the names; `makes_namespaces` tells afterwards whether any code needs `types.SimpleNamespace`."""

    def __init__(self, resolver: Resolver, names: Mapping[Thing, str], known: Known) -> None:
        self._resolver = resolver
        self._names = names
        self._known = known
        self.makes_namespaces = False

    def rewritten(self, placed: Placed, references: Sequence[Reference]) -> str:
        """Raises whatever LibCST does when it cannot read the code."""
        unit = placed.unit
        if unit.kind is UnitKind.IMPORT and STAR in unit.binds:
            return self._star(placed)
        read_now, otherwise, attributes = self._renamings(placed, references)
        imports = self._values(placed)
        if not (read_now or otherwise or attributes or imports):
            return unit.text
        key = (placed, repr([sorted(changes.items()) for changes in (read_now, otherwise, attributes)]) + repr(imports))
        if key not in self._known:
            self._known[key] = _changed(unit.text, read_now, otherwise, attributes, imports)
        return self._known[key]

    def _star(self, placed: Placed) -> str:
        """In place of a star import, in one line, those of its names that are, perhaps, bound anew later."""
        assigned: list[str] = []
        for name in self._resolver.mixed_names(placed.outline, placed.unit):
            target = self._resolver.from_star(placed.unit, name)
            new, value = self._name(Own(placed.outline, name)), self._name(target) if target else None
            if new and value and new != value:
                assigned.append(f"{new} = {value}")
        return "; ".join(assigned or ["pass"]) + "\n"

    def _renamings(
        self, placed: Placed, references: Sequence[Reference]
    ) -> tuple[dict[str, str], dict[str, str], dict[tuple[str, ...], str]]:
        read_now: dict[str, str] = {}
        otherwise: dict[str, str] = {}
        attributes: dict[tuple[str, ...], str] = {}
        for reference in references:
            name = self._name(reference.target)
            if name is None or reference.is_import:
                continue
            if reference.chain:
                attributes[reference.spelled, *reference.chain] = name
            elif reference.is_eager:
                read_now[reference.spelled] = name
            else:
                otherwise[reference.spelled] = name
        for bound in placed.unit.binds:
            if name := self._name(Own(placed.outline, bound)):
                otherwise[bound] = name
        if all(old == new for names in (read_now, otherwise) for old, new in names.items()):
            return {}, {}, attributes
        return read_now, otherwise, attributes

    def _name(self, target: Target) -> str | None:
        return self._names.get(target) if isinstance(target, Own | Foreign) else None

    def _values(self, placed: Placed) -> dict[ImportKey, str | None]:
        """For each of the unit's imports of something that is in the file now: what is assigned instead."""
        values: dict[ImportKey, str | None] = {}
        for one in placed.unit.imports:
            if one.name == STAR:
                if self._resolver.modules.is_own(one.module):
                    values[one.written, STAR, STAR] = None
                continue
            target = self._resolver.imported(one)
            # On the top level it binds a global name, which may have been renamed by now.
            for bound in {one.bound, self._names.get(Own(placed.outline, one.bound), one.bound)}:
                if isinstance(target, OwnModule):
                    values[one.written, one.name, bound] = self._namespace(placed, one, target)
                elif isinstance(target, Own) and (name := self._names.get(target)):
                    values[one.written, one.name, bound] = None if name == bound else name
        return values

    def _namespace(self, placed: Placed, one: Imported, module: OwnModule) -> str:
        """An object that has a module's things which the unit asks for."""
        self.makes_namespaces = True
        tree: dict[str, object] = {}
        for chain in sorted(import_chains(self._resolver, placed.unit, one, module)):
            end, count = self._resolver.attribute(module, chain)
            name = self._name(end)
            if name is None:
                continue
            inner = tree
            for step in chain[: count - 1]:
                inner = inner.setdefault(step, {})  # type: ignore[assignment]
            inner[chain[count - 1]] = name
        return _written(tree)


def _changed(
    text: str,
    read_now: Mapping[str, str],
    otherwise: Mapping[str, str],
    attributes: Mapping[tuple[str, ...], str],
    imports: Mapping[ImportKey, str | None],
) -> str:
    module = rename_globals(cst.parse_module(text), read_now, otherwise)
    # Attributes last: the names they bring are those of the flattened file already.
    module = inline_attributes(module, attributes)
    return replace_imports(module, imports).code


def _written(tree: Mapping[str, object]) -> str:
    items = (f"{name}={_written(value) if isinstance(value, dict) else value}" for name, value in tree.items())
    return f"{NAMESPACE}({', '.join(items)})"
