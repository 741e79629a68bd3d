"""Finding modules: the user's own below their roots, which are inlined, and libraries, which stay imports."""

from __future__ import annotations

import builtins
import importlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.machinery import EXTENSION_SUFFIXES, PathFinder
from pathlib import Path

from synthgen.sources.flatten.outline import STAR, Outline, read_outline
from synthgen.sources.flatten.reading import Unreadable

ENGINE_LIBRARIES = frozenset({"manim", "manimlib", "manimgl"})
BUILTINS = frozenset(vars(builtins)) | {"__name__", "__doc__", "__spec__", "__loader__", "__package__", "__builtins__"}


def _as_it_is(name: str) -> str:
    return name


class Modules:
    """Reads every module once. `roots` are searched in order.

    `moved` tells where a module of an old name is today. Libraries are the engines' and whatever the roots do not
    hold; their text is read for the names they export, nothing of them is imported or run.
    """

    def __init__(
        self,
        roots: Sequence[Path],
        moved: Callable[[str], str] = _as_it_is,
        libraries: frozenset[str] = ENGINE_LIBRARIES,
    ) -> None:
        self.roots = [root.absolute() for root in roots]
        self._moved = moved
        self._libraries = libraries
        self._local: dict[str, Outline | Unreadable | None] = {}
        self._by_file: dict[Path, Outline | Unreadable] = {}
        self._foreign: dict[str, Outline | None] = {}
        self._exports: dict[str, frozenset[str] | None] = {}

    def read(self, file: Path, module: str) -> Outline:
        """The outline of a file that is to be flattened. Raises Unreadable."""
        found = self._outline(file, module)
        if isinstance(found, Unreadable):
            raise found
        self._local[module] = found
        return found

    def local(self, name: str) -> Outline | Unreadable | None:
        """A module of the user's own: its outline, why it cannot be read, or None when the roots hold none."""
        if name not in self._local:
            self._local[name] = self._find_local(self._moved(name))
        return self._local[name]

    def is_package(self, name: str) -> bool:
        """Whether a folder below the roots goes by this name, with or without an `__init__.py`."""
        parts = self._moved(name).split(".")
        return parts[0] not in self._libraries and any(root.joinpath(*parts).is_dir() for root in self.roots)

    def is_own(self, name: str) -> bool:
        """Whether a module is to be inlined."""
        return bool(name) and (self.local(name) is not None or self.is_package(name))

    def is_library(self, name: str) -> bool:
        """Whether importing a module is left to the flattened file."""
        return self._find_foreign(self._moved(name)) is not None

    def is_engine(self, name: str) -> bool:
        return self._moved(name).partition(".")[0] in self._libraries

    def is_standard(self, name: str) -> bool:
        return self._moved(name).partition(".")[0] in sys.stdlib_module_names

    def exports(self, name: str) -> frozenset[str] | None:
        """The names that `from NAME import *` brings out of a library; None when its text does not tell."""
        name = self._moved(name)
        if name not in self._exports:
            self._exports[name] = self._star_names(name, set())
        return self._exports[name]

    def has(self, module: str, name: str) -> bool | None:
        """Whether `from MODULE import NAME` works for a library; None when its text does not tell."""
        module = self._moved(module)
        outline = self._foreign_outline(module)
        if outline is None:
            found = self.exports(module)
            return None if found is None else name in found
        if (
            name in outline.bindings
            or name in outline.set_by_text
            or self._find_foreign(f"{module}.{name}") is not None
            or name.startswith("__")
        ):
            return True
        if "__getattr__" in outline.bindings:
            return None
        unknown = False
        for unit in outline.bindings.get(STAR, []):
            for imported in unit.imports:
                names = self.exports(imported.module) if imported.name == STAR else frozenset()
                if names is None:
                    unknown = True
                elif name in names:
                    return True
        return None if unknown else False

    def origin(self, module: str, name: str) -> tuple[str, str]:
        """Where a library makes what `from MODULE import NAME` brings, as (module, name), as far as its text tells."""
        return self._origin(module, name, set()) or (module, name)

    def _origin(self, module: str, name: str, asking: set[str]) -> tuple[str, str] | None:
        outline = self._foreign_outline(self._moved(module))
        if outline is None or module in asking:
            return None
        asking.add(module)
        if name in outline.bindings:
            for one in outline.bindings[name][-1].imports:
                if one.bound == name:
                    return (self._origin(one.module, one.name, asking) if one.name else None) or (one.module, one.name)
            return outline.module, name
        if name in outline.set_by_text:
            return outline.module, name
        for unit in reversed(outline.bindings.get(STAR, [])):
            for one in unit.imports:
                if one.name == STAR and name in (self.exports(one.module) or ()):
                    return self._origin(one.module, name, asking) or (one.module, name)
        return None

    def _find_local(self, name: str) -> Outline | Unreadable | None:
        parts = name.split(".")
        if parts[0] in self._libraries or not all(part.isidentifier() for part in parts):
            return None
        for root in self.roots:
            base = root.joinpath(*parts)
            # A package comes before a module of the same name, as in Python.
            for file in (base / "__init__.py", base.with_name(f"{base.name}.py")):
                if file.is_file():
                    return self._outline(file, name)
        return None

    def _outline(self, file: Path, module: str) -> Outline | Unreadable:
        try:
            # One file under two names (a link, two roots) is one module: its classes must not come twice.
            real = file.resolve()
        except (OSError, RuntimeError) as error:
            return Unreadable(f"its path leads nowhere: {error}")
        if real not in self._by_file:
            try:
                self._by_file[real] = read_outline(file, module)
            except Unreadable as error:
                self._by_file[real] = error
        return self._by_file[real]

    def _find_foreign(self, name: str) -> Path | None:
        """Where a library's module is: a file or folder; for one that is part of Python itself, an empty path."""
        top, *rest = name.split(".")
        if not top:
            return None
        if top in sys.builtin_module_names:
            return Path() if not rest else None
        for folder in self._library_folders(top):
            base = folder.joinpath(top, *rest)
            suffixes = (".py", *EXTENSION_SUFFIXES)
            files = [base / "__init__.py", *(base.with_name(base.name + suffix) for suffix in suffixes)]
            if found := next((file for file in [*files, base] if file.exists()), None):
                return found
        # Names such as `os.path` are modules without a file of that name.
        return Path() if top in sys.stdlib_module_names else None

    def _library_folders(self, top: str) -> list[Path]:
        inside = [root for root in self.roots if top in self._libraries and (root / top).is_dir()]
        spec = None if inside else PathFinder.find_spec(top)
        if spec is None:
            return inside
        if spec.submodule_search_locations:
            return [Path(place).parent for place in spec.submodule_search_locations]
        return [Path(spec.origin).parent] if spec.origin else []

    def _foreign_outline(self, name: str) -> Outline | None:
        if name not in self._foreign:
            file = self._find_foreign(name)
            try:
                readable = file is not None and file.suffix == ".py"
                self._foreign[name] = _as_executed(read_outline(file, name)) if file and readable else None
            except Unreadable:
                self._foreign[name] = None
        return self._foreign[name]

    def _star_names(self, name: str, asking: set[str]) -> frozenset[str] | None:
        if name in asking:
            return frozenset()
        asking.add(name)
        outline = self._foreign_outline(name)
        if outline is None:
            return _names_inside(name)
        if outline.exported is not None:
            return outline.exported
        if "__all__" in outline.bindings:
            return None
        found = {
            bound for bound in (*outline.bindings, *outline.set_by_text) if not bound.startswith("_") and bound != STAR
        }
        for unit in outline.bindings.get(STAR, []):
            for imported in unit.imports:
                if imported.name == STAR and (names := self._star_names(self._moved(imported.module), asking)):
                    found.update(names)
        return frozenset(found)


def _as_executed(outline: Outline) -> Outline:
    return replace(outline, units=tuple(unit for unit in outline.units if not unit.is_type_checking))


def _names_inside(name: str) -> frozenset[str] | None:
    """The names of a module that is part of the interpreter, such as `math`: there is no text to read."""
    if name not in sys.stdlib_module_names or name in ("antigravity", "this"):
        return None
    spec = PathFinder.find_spec(name)
    is_compiled = name in sys.builtin_module_names or (spec and (spec.origin or "").endswith(".so"))
    if not is_compiled:
        return None
    return frozenset(bound for bound in dir(importlib.import_module(name)) if not bound.startswith("_"))
