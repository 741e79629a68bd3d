"""Reads taxonomy files, one over the other, into plain tables; complaints name the file, the key and the fault."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn

import yaml

from synthgen.core.kinds import Category, Kind, Role
from synthgen.errors import UsageError

ENGINES = ("community", "opengl", "period")
EVERY_ENGINE = "every engine"

GROUP = Kind("Group", Category.SHAPE, Role.GROUP)
INVISIBLE = Kind("Invisible", Category.SHAPE, Role.INVISIBLE)
BARE = Kind("Bare", Category.SHAPE)
"""Stands in the tables for a bare path or a bare group: which of them only the mobject itself can tell."""

_PLAIN_ROLES = {"bare": BARE, "group": GROUP, "named group": replace(GROUP, named=True), "invisible": INVISIBLE}
_PART_ROLES = ("part of ", "glyph of ", "tip of ")


@dataclass(frozen=True, slots=True)
class Tables:
    """The kind of each type, the types that arrow tips make of a type, and the kind of each class by engine."""

    types: Mapping[str, Kind]
    tipped: Mapping[str, tuple[str, str]]
    classes: Mapping[str, Mapping[str, Kind]]


@dataclass(frozen=True, slots=True)
class Source:
    """One taxonomy file: its name for complaints, and its text."""

    file: str
    text: str

    def sections(self) -> Mapping[str, Mapping[str, Any]]:
        try:
            node = yaml.compose(self.text, yaml.SafeLoader)
        except yaml.YAMLError as error:
            raise UsageError(f"{self.file}: not valid YAML: {error}", "correct the file") from error
        content = self.mapping("the file", {} if node is None else self._plain(node))
        self.only("the file", content, ["sets", "types", "classes", "absorbed_children"])
        return {name: self.mapping(name, section) for name, section in content.items()}

    def _plain(self, node: yaml.Node) -> Any:
        """Mappings, lists and strings: class names are never booleans or dates, and no key may stand twice."""
        if isinstance(node, yaml.MappingNode):
            content: dict[str, Any] = {}
            for key_node, value in node.value:
                key = str(key_node.value)
                if key in content:
                    self.complain(key, f"stands twice, again in line {key_node.start_mark.line + 1}")
                content[key] = self._plain(value)
            return content
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(value) for value in node.value]
        return node.value

    def mapping(self, key: str, value: object) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            self.complain(key, f"must be a mapping, got {value!r}")
        return value

    def names(self, key: str, value: object) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            self.complain(key, f"must be a list of names such as [Line, Dot], got {value!r}")
        return value

    def only(self, key: str, names: Iterable[str], allowed: Collection[str]) -> None:
        for name in names:
            if name not in allowed:
                near = difflib.get_close_matches(name, allowed, 3) or sorted(allowed)
                self.complain(key, f"there is no {name!r} to name here", f"choose from: {', '.join(near)}")

    def complain(self, key: str, problem: str, remedy: str = "correct this key") -> NoReturn:
        raise UsageError(f"{self.file}: {key}: {problem}", remedy)


def read_tables(sources: Iterable[Source]) -> Tables:
    """The tables of all files together, where a later file wins over an earlier one.

    Raises UsageError for a file that is not YAML, or has a key or a name that is not known.
    """
    draft = _Draft()
    for source in sources:
        draft.add(source)
    return draft.finish()


class _Draft:
    """The tables while files are read into them."""

    def __init__(self) -> None:
        self.sets: dict[str, list[str]] = {}
        self.types: dict[str, dict[str, Any]] = {}
        self.classes: dict[str, dict[str, str]] = {engine: {} for engine in ENGINES}
        self.children: dict[str, dict[str, list[str]]] = {engine: {} for engine in ENGINES}

    def add(self, source: Source) -> None:
        sections = source.sections()
        sets, types = sections.get("sets", {}), sections.get("types", {})
        for name, members in sets.items():
            self.sets[name] = source.names(f"sets.{name}", members)
        for name, entry in types.items():
            self._add_type(source, name, source.mapping(f"types.{name}", entry))
        self._check_references(source, types, sets)
        self._add_classes(source, sections.get("classes", {}))
        for engines, absorbed in sections.get("absorbed_children", {}).items():
            key = f"absorbed_children.{engines}"
            self._add_children(source, key, _engines(source, key, engines), source.mapping(key, absorbed))

    def _add_type(self, source: Source, name: str, entry: Mapping[str, Any]) -> None:
        key = f"types.{name}"
        source.only(key, entry, ["category", "absorbs", "with_tips"])
        merged = {**self.types.get(name, {}), **entry}
        if merged.get("category") not in list(Category):
            got = merged.get("category", "nothing")
            source.complain(f"{key}.category", f"must be one of {', '.join(Category)}, got {got!r}")
        if merged.get("absorbs", "all") != "all":
            source.names(f"{key}.absorbs", merged["absorbs"])
        if len(source.names(f"{key}.with_tips", merged.get("with_tips", ["", ""]))) != 2:
            source.complain(f"{key}.with_tips", "must name two types: with one arrow tip, and with two")
        self.types[name] = merged

    def _check_references(self, source: Source, types: Iterable[str], sets: Iterable[str]) -> None:
        for name in sets:
            source.only(f"sets.{name}", self.sets[name], self.types)
        for name in types:
            entry = self.types[name]
            if entry.get("absorbs", "all") != "all":
                source.only(f"types.{name}.absorbs", entry["absorbs"], [*self.types, *self.sets])
            source.only(f"types.{name}.with_tips", entry.get("with_tips", []), self.types)

    def _add_classes(self, source: Source, tables: Mapping[str, Any]) -> None:
        listed: dict[tuple[str, str], str] = {}
        for engines, table in tables.items():
            key = f"classes.{engines}"
            for engine in _engines(source, key, engines):
                for role, names in source.mapping(key, table).items():
                    source.only(key, [_type_of(role)], [*self.types, *_PLAIN_ROLES])
                    for name in source.names(f"{key}.{role}", names):
                        before = listed.setdefault((engine, name), role)
                        if before != role:
                            source.complain(f"{key}.{role}", f"{name} is listed for {engine} under {before!r} too")
                        self.classes[engine][name] = role

    def _add_children(self, source: Source, key: str, engines: Sequence[str], absorbed: Mapping[str, Any]) -> None:
        source.only(key, absorbed, self.types)
        for name, inner in absorbed.items():
            source.only(f"{key}.{name}", source.names(f"{key}.{name}", inner), self.types)
            for engine in engines:
                self.children[engine][name] = inner

    def finish(self) -> Tables:
        types = {
            name: Kind(name, Category(entry["category"]), absorbs=self._absorbed(entry.get("absorbs", [])))
            for name, entry in self.types.items()
        }
        tipped = {name: (e["with_tips"][0], e["with_tips"][1]) for name, e in self.types.items() if "with_tips" in e}
        classes = {
            engine: {name: self._kind(types, engine, role) for name, role in table.items()}
            for engine, table in self.classes.items()
        }
        return Tables(types, tipped, classes)

    def _absorbed(self, absorbs: str | Sequence[str]) -> frozenset[str]:
        if absorbs == "all":
            return frozenset(self.types)
        return frozenset(name for entry in absorbs for name in self.sets.get(entry, [entry]))

    def _kind(self, types: Mapping[str, Kind], engine: str, role: str) -> Kind:
        if role in _PLAIN_ROLES:
            return _PLAIN_ROLES[role]
        kind = types[_type_of(role)]
        kind = replace(kind, absorbs_children=frozenset(self.children[engine].get(kind.name, [])))
        if not role.startswith(_PART_ROLES):
            return kind
        return replace(kind, role=Role.PART, glyph=role.startswith("glyph of "), tip=role.startswith("tip of "))


def _type_of(role: str) -> str:
    """The type in a key such as "part of MathTex"; other keys as they are."""
    for prefix in _PART_ROLES:
        role = role.removeprefix(prefix)
    return role


def _engines(source: Source, key: str, engines: str) -> Sequence[str]:
    """The engines a key such as "community, period" names."""
    if engines == EVERY_ENGINE:
        return ENGINES
    names = [name.strip() for name in engines.split(",")]
    source.only(key, names, [*ENGINES, EVERY_ENGINE])
    return names
