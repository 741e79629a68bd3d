"""Finding the scene classes of a Python file without importing it.

A class is a scene when one of its ancestors is: ancestors are followed through the file and the files it imports, as
far as those lie below the given roots. Where the trail leaves the roots (an installed library, a module that exists
nowhere), a name ending in "Scene" decides, or else having a `construct` method, which nothing but scenes has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from synthgen.errors import SourceError
from synthgen.sources.parsing import ClassText, ModuleText, parse_module

_SUFFIX = "Scene"


@dataclass(frozen=True, slots=True)
class SceneClass:
    """A scene class and the file it is written in (`module`: its dotted name below the root).

    `bases` as written. `runs` is False for a class without a `construct` that does something, neither its own nor an
    ancestor's: it is abstract, there for others to build on.
    """

    name: str
    file: Path
    module: str
    bases: tuple[str, ...]
    first_line: int
    last_line: int
    own_construct: bool
    runs: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """A class whose text is at hand."""

    module: ModuleText
    text: ClassText


class SceneIndex:
    """Files below some roots, parsed when they are asked for and then kept.

    `roots` are searched in order for imported modules; `moved` maps the beginnings of module names that moved to
    where they are now (`{"old_projects": "from_3b1b.old"}`).
    """

    def __init__(self, roots: Sequence[Path], moved: Mapping[str, str] | None = None) -> None:
        self._roots = list(roots)
        self._moved = dict(moved or {})
        self._modules: dict[str, ModuleText | None] = {}

    def scenes(self, file: Path) -> list[SceneClass]:
        """The scene classes of a file: those of its SCENES_IN_ORDER list first, then the others as they stand in it.

        Raises SourceError when the file cannot be read, is not Python 3, or has no scene class.
        """
        module = self.parse(file)
        scenes = {_key(scene): scene for scene in [*self.ordered(file), *self.own_scenes(file)]}
        if not scenes:
            classes = ", ".join(module.classes) or "no class at all"
            raise SourceError(
                f"there is no scene in {file}: it has {classes}",
                "a scene is a class whose base, or a base of that, is a Scene of the engine's library",
            )
        return list(scenes.values())

    def own_scenes(self, file: Path) -> list[SceneClass]:
        """The scene classes that are written in a file, if any. Raises SourceError like `parse`."""
        module = self.parse(file)
        known = [_Known(module, text) for text in module.classes.values()]
        return [self._described(one) for one in known if self._is_scene(one)]

    def ordered(self, file: Path) -> list[SceneClass]:
        """The scenes that a file lists in the order of a video, from whichever files; none without such a list."""
        module = self.parse(file)
        listed = [found for name in module.order if (found := self._find(module, name))]
        return [self._described(known) for known in listed if self._is_scene(known)]

    def parse(self, file: Path) -> ModuleText:
        """The text of a file; raises SourceError when it cannot be read or is not Python 3."""
        name = module_name(file, self._roots)
        found = self._modules.get(name)
        if found is None or found.file != file:
            found = self._modules[name] = parse_module(file, name)
        return found

    def imported_files(self, module: ModuleText) -> Iterator[ModuleText]:
        """The files below the roots that a file imports, and those that they import, nearest first; each once."""
        seen, waiting = {module.module}, [module]
        while waiting:
            current = waiting.pop(0)
            for name in sorted(current.mentioned):
                found = self._module(name) if name not in seen else None
                seen.add(name)
                if found:
                    yield found
                    waiting.append(found)

    def _described(self, known: _Known) -> SceneClass:
        text = known.text
        return SceneClass(
            name=text.name,
            file=known.module.file,
            module=known.module.module,
            bases=text.bases,
            first_line=text.first_line,
            last_line=text.last_line,
            own_construct=text.constructs is not None,
            runs=self._constructs(known),
        )

    def _is_scene(self, known: _Known) -> bool:
        lineage = list(self._lineage(known, set()))
        if any(ancestor.text.name == _SUFFIX for ancestor in lineage[1:]):
            return True
        has_construct = any(ancestor.text.constructs is not None for ancestor in lineage)
        bases = {
            (ancestor.module.module, base): ancestor.module for ancestor in lineage for base in ancestor.text.bases
        }
        strangers = [base for (_, base), module in bases.items() if base != "object" and not self._find(module, base)]
        return any(base.endswith(_SUFFIX) or has_construct for base in strangers)

    def _constructs(self, known: _Known) -> bool:
        """Whether running the class does something: its nearest `construct`, in the order Python looks, is no stub."""
        for ancestor in self._lineage(known, set()):
            if ancestor.text.constructs is not None:
                return ancestor.text.constructs
        return False

    def _lineage(self, known: _Known, seen: set[tuple[str, str]]) -> Iterator[_Known]:
        key = (known.module.module, known.text.name)
        if key in seen:
            return
        seen.add(key)
        yield known
        for base in known.text.bases:
            if found := self._find(known.module, base):
                yield from self._lineage(found, seen)

    def _find(self, module: ModuleText, name: str) -> _Known | None:
        """The class that a (dotted) name means in a module, or None when it is out of reach."""
        return self._lookup(module, name, set())

    def _lookup(self, module: ModuleText, name: str, seen: set[tuple[str, str]]) -> _Known | None:
        if (module.module, name) in seen:
            return None
        seen.add((module.module, name))
        if name in module.classes:
            return _Known(module, module.classes[name])
        head, _, rest = name.partition(".")
        if head in module.imported:
            return self._lookup_imported(module.imported[head], rest, seen)
        # The last star import wins in Python too.
        for star in reversed(module.star_imports):
            source = self._module(star)
            if source and (found := self._lookup(source, name, seen)):
                return found
        return None

    def _lookup_imported(self, target: tuple[str, str], rest: str, seen: set[tuple[str, str]]) -> _Known | None:
        module, name = target
        wanted = ".".join(part for part in (name, rest) if part)
        source = self._module(module)
        if source and wanted and (found := self._lookup(source, wanted, seen)):
            return found
        # `from package import module` and `import package.module`: part of the rest may name modules.
        head, _, rest = wanted.partition(".")
        return self._lookup_imported((f"{module}.{head}", ""), rest, seen) if rest else None

    def _module(self, name: str) -> ModuleText | None:
        """The module of a dotted name; None when it is not below the roots or cannot be parsed."""
        name = self._where_it_moved(name)
        if name not in self._modules:
            self._modules[name] = self._parsed_quietly(name)
        return self._modules[name]

    def _parsed_quietly(self, name: str) -> ModuleText | None:
        parts = name.split(".")
        for root in self._roots:
            base = root.joinpath(*parts)
            for file in (base.with_name(f"{base.name}.py"), base / "__init__.py"):
                if file.is_file():
                    try:
                        return parse_module(file, name)
                    except SourceError:
                        # Another file's trouble: what it defines is out of reach, no more.
                        return None
        return None

    def _where_it_moved(self, name: str) -> str:
        for old, new in self._moved.items():
            if name == old or name.startswith(f"{old}."):
                return new + name.removeprefix(old)
        return name


def _key(scene: SceneClass) -> tuple[str, str]:
    return scene.module, scene.name


def module_name(file: Path, roots: Sequence[Path]) -> str:
    """The dotted name of a file below the first root that holds it, or its bare name."""
    for root in roots:
        if file != root and file.is_relative_to(root):
            parts = file.relative_to(root).with_suffix("").parts
            return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
    return file.stem
