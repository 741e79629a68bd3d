"""Scene files in which one statement fails: the others are executed all the same, so that their scenes can run.

Applies to scene files only. A statement that raises when its file is imported (a class derived from something that is
gone, a table read from a file that is not there) leaves placeholders under the names it would have bound.
"""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import resolve_name
from types import ModuleType
from typing import Any

from synthgen.engines.compat.code_store import CodeStore
from synthgen.engines.compat.lost_names import LostNames
from synthgen.engines.compat.old_source import modernised
from synthgen.engines.compat.placeholders import make_placeholder
from synthgen.engines.compat.scene_folders import SceneFolders


class LenientModules(MetaPathFinder):
    """Goes before the usual finders and loads what they find in scene files. `errors` collects (place, error).

    With `python2`, sources say what they meant then (`old_source`). `amended` has what takes the place of a file's own
    functions, by their names: each is given the function.
    """

    def __init__(self, folders: SceneFolders, names: LostNames, python2: bool = True) -> None:
        self._folders = folders
        self._names = names
        self._python2 = python2
        self.codes = CodeStore()
        self.errors: list[tuple[str, Exception]] = []
        self.amended: dict[str, Callable[[Any], Any]] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, self._folders.folders if path is None else path, target)
        if spec is None or not isinstance(spec.loader, SourceFileLoader) or not self._folders.hold(spec.loader.path):
            return None
        spec.loader = self.loader(fullname, spec.loader.path)
        return spec

    def loader(self, fullname: str, file: str) -> SourceFileLoader:
        return LenientLoader(fullname, file, self._names, self.errors, self._python2, self.codes, self.amended)


class LenientLoader(SourceFileLoader):
    """Executes a source file statement by statement. Raises SyntaxError where Python would."""

    def __init__(
        self,
        fullname: str,
        file: str,
        names: LostNames,
        errors: list[tuple[str, Exception]],
        python2: bool,
        codes: CodeStore,
        amended: Mapping[str, Callable[[Any], Any]],
    ) -> None:
        super().__init__(fullname, file)
        self._amended = amended
        self._codes = codes
        self._python2 = python2
        self._names = names
        self._errors = errors

    def exec_module(self, module: ModuleType) -> None:
        source = self.get_data(self.path)
        module.__dict__["__builtins__"] = self._names
        for number, code in enumerate(self._codes.statements(source, self.path, modernised if self._python2 else None)):
            try:
                exec(code, module.__dict__)
            except Exception as error:
                self._make_do(module, ast.parse(source, self.path).body[number], error)
        for name, amend in self._amended.items():
            own = module.__dict__.get(name)
            if inspect.isfunction(own) and own.__module__ == module.__name__:
                module.__dict__[name] = amend(own)

    def _make_do(self, module: ModuleType, statement: ast.stmt, error: Exception) -> None:
        """Bind what can be had of a statement's names, and placeholders to the rest."""
        place = f"{module.__name__.rpartition('.')[2]}.py:{statement.lineno}"
        reason = f"{place} failed with {type(error).__name__}: {error}"
        found = self._imported(module, statement) if isinstance(error, ImportError) else {}
        for name in bound_names(statement):
            module.__dict__[name] = found[name] if name in found else make_placeholder(name, reason, error)
        if not found or len(found) < len(list(bound_names(statement))):
            self._errors.append((place, error))

    def _imported(self, module: ModuleType, statement: ast.stmt) -> dict[str, Any]:
        """Names imported from a module that has only some of them: the others may be elsewhere."""
        found: dict[str, Any] = {}
        if not isinstance(statement, ast.ImportFrom):
            return found
        try:
            name = resolve_name("." * statement.level + (statement.module or ""), module.__package__)
            source = vars(importlib.import_module(name))
        except ImportError:
            source = {}
        for alias in statement.names:
            try:
                found[alias.asname or alias.name] = source.get(alias.name) or self._names[alias.name]
            except KeyError:
                continue
        return found


def bound_names(statement: ast.stmt) -> Iterator[str]:
    """The names a top-level statement would bind (`import *` binds none that could be told)."""
    match statement:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
            yield name
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in aliases if alias.name != "*")
        case _:
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node.id
