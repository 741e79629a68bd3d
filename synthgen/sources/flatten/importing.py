"""The import statements that a flattened file begins with: what it uses of libraries, from the authors' own imports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from synthgen.sources.flatten.naming import Thing
from synthgen.sources.flatten.needs import Needs, Placed
from synthgen.sources.flatten.outline import STAR, Imported, Outline, UnitKind
from synthgen.sources.flatten.reading import Unreadable
from synthgen.sources.flatten.resolving import Foreign, Missing, Resolver


@dataclass(frozen=True, slots=True)
class ImportPart:
    """Of the import statement in a unit, what is kept: bound name -> name in the flattened file."""

    placed: Placed
    names: Mapping[str, str]


@dataclass(slots=True)
class Imports:
    """`parts` are the authors' statements, those with a star first; `added` are statements that nobody wrote."""

    parts: list[ImportPart] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


def find_imports(resolver: Resolver, needs: Needs, names: Mapping[Thing, str], reached: Sequence[Outline]) -> Imports:
    """Imports for every library's thing in `names`; for names that nothing binds, the stars that may have had them."""
    things = {thing: name for thing, name in names.items() if isinstance(thing, Foreign)}
    stars, explicit, lost = _chosen(resolver, needs, things, reached)
    future = _future(reached)
    star_parts = [ImportPart(placed, {}) for placed in _unique(stars)]
    plain_parts = [ImportPart(placed, kept) for placed, kept in explicit.items()]
    return Imports([*future, *star_parts, *plain_parts], _added(resolver, stars, things, lost))


def _chosen(
    resolver: Resolver, needs: Needs, things: Mapping[Foreign, str], reached: Sequence[Outline]
) -> tuple[dict[Placed, list[Foreign]], dict[Placed, dict[str, str]], list[Foreign]]:
    """The star imports with what they bring, the others with the names kept, and what no statement brings."""
    users = _users(needs)
    found: dict[Foreign, list[tuple[Placed, Imported]]] = {thing: [] for thing in things}
    by_name: dict[str, list[Foreign]] = {}
    for thing in things:
        by_name.setdefault(thing.bound, []).append(thing)
    for placed, one in _statements(reached):
        for name in by_name if one.name == STAR else [one.bound]:
            for thing in by_name.get(name, ()):
                if _brings(resolver, one, thing):
                    found[thing].append((placed, one))
    stars: dict[Placed, list[Foreign]] = {}
    explicit: dict[Placed, dict[str, str]] = {}
    lost: list[Foreign] = []
    for thing, providers in found.items():
        own = [provider for provider in providers if provider[0].outline in users.get(thing, ())] or providers
        if not own:
            lost.append(thing)
            continue
        # `import os` and `import os.path` bind one name and bring different things.
        dotted = [provider for provider in own if "." in provider[1].module and not provider[1].name]
        for placed, one in [own[0], *dotted]:
            if one.name == STAR:
                stars.setdefault(placed, []).append(thing)
            else:
                explicit.setdefault(placed, {})[one.bound] = things[thing]
    for placed, one in _statements(_missing_something(needs)):
        if one.name == STAR and _is_out_of_reach(resolver, one.module):
            stars.setdefault(placed, [])
    order = {placed: index for index, (placed, _) in enumerate(_statements(reached))}
    return (
        dict(sorted(stars.items(), key=lambda item: order.get(item[0], 0))),
        dict(sorted(explicit.items(), key=lambda item: order.get(item[0], 0))),
        lost,
    )


def _users(needs: Needs) -> dict[Foreign, set[Outline]]:
    users: dict[Foreign, set[Outline]] = {}
    for placed, references in needs.references.items():
        for reference in references:
            if isinstance(reference.thing, Foreign):
                users.setdefault(reference.thing, set()).add(placed.outline)
    return users


def _missing_something(needs: Needs) -> list[Outline]:
    found = [
        placed.outline
        for placed, references in needs.references.items()
        if any(isinstance(reference.target, Missing) for reference in references)
    ]
    return list(dict.fromkeys(found))


def _statements(outlines: Sequence[Outline]) -> Iterator[tuple[Placed, Imported]]:
    for outline in outlines:
        for unit in outline.units:
            if unit.kind is UnitKind.IMPORT:
                for one in unit.imports:
                    yield Placed(outline, unit), one


def _brings(resolver: Resolver, one: Imported, thing: Foreign) -> bool:
    modules = resolver.modules
    if one.name != STAR:
        # A module of the user's own that passes a library's thing on will not be there to be imported.
        return not modules.is_own(one.module) and resolver.imported(one) == thing
    if not one.module or modules.is_own(one.module) or thing.bound not in (modules.exports(one.module) or ()):
        return False
    return modules.origin(one.module, thing.bound) == (thing.module, thing.name)


def _is_out_of_reach(resolver: Resolver, module: str) -> bool:
    found = resolver.modules.local(module) if module else None
    return isinstance(found, Unreadable) or (found is None and resolver.modules.exports(module) is None)


def _unique(stars: Mapping[Placed, list[Foreign]]) -> Iterator[Placed]:
    """Star imports, each text once."""
    seen: set[str] = set()
    for placed in stars:
        text = placed.unit.text.partition("#")[0].strip()
        if text not in seen:
            seen.add(text)
            yield placed


def _future(reached: Sequence[Outline]) -> list[ImportPart]:
    """`from __future__ import annotations`, the only one that still changes anything, if any module has it."""
    for placed, one in _statements(reached):
        if (one.module, one.name) == ("__future__", "annotations"):
            return [ImportPart(placed, {"annotations": "annotations"})]
    return []


def _added(
    resolver: Resolver, stars: Mapping[Placed, list[Foreign]], things: Mapping[Foreign, str], lost: Sequence[Foreign]
) -> list[str]:
    """Statements for what a star brings under a name that is taken, or that another star takes."""
    added: list[str] = []
    for brought in [*stars.values(), lost]:
        for thing in brought:
            name = things[thing]
            if (
                not thing.module
                or resolver.modules.is_own(thing.module)
                or (name == thing.bound and thing not in lost and _is_last(resolver, stars, thing))
            ):
                continue
            source = f"from {thing.module} import {thing.name}" if thing.name else f"import {thing.module}"
            imported_as = "" if name == (thing.name or thing.module) else f" as {name}"
            added.append(f"{source}{imported_as}")
    return list(dict.fromkeys(added))


def _is_last(resolver: Resolver, stars: Mapping[Placed, list[Foreign]], thing: Foreign) -> bool:
    """Whether of all star imports the last that has a thing's name brings this very thing."""
    for placed in reversed(list(stars)):
        module = placed.unit.imports[0].module
        if thing.bound in (resolver.modules.exports(module) or ()):
            return resolver.modules.origin(module, thing.bound) == (thing.module, thing.name)
    return True
