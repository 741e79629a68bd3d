"""A source file as a row of units: its top-level statements with their lines, and the names each binds."""

from __future__ import annotations

import ast
import functools
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from synthgen.sources.flatten.reading import Unreadable, read_lines
from synthgen.sources.flatten.uses import Uses, read_uses

STAR = "*"
_ENCODING = re.compile(r"#!|#.*coding[:=]")


class UnitKind(Enum):
    IMPORT = "import"
    DEFINITION = "definition"
    """A class, a function, or plain names that are assigned."""
    COMPOUND = "compound"
    """Code that may or may not bind its names: `if`, `try`, loops, `+=`, several statements in one line."""
    EXPRESSION = "expression"
    """Code that binds no name."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One name of an import statement: `name` of `module`, called `bound` here.

    `name` is "" where a module is imported itself, "*" for all its names. `module` is absolute; it is "" for a
    relative import that leads out of its package; `written` is as it stands in the code, with leading dots. `guarded`
    ones may fail: the code catches that.
    """

    bound: str
    module: str
    name: str
    written: str
    guarded: bool = False


@dataclass(frozen=True)
class Unit:
    """One or more whole statements: lines `first_line` to `last_line` (from 1), after `comment_lines` lines of
    comments and `blank_lines` empty ones. `imports` are those of an import statement, or those nested in the code.
    """

    index: int
    kind: UnitKind
    first_line: int
    last_line: int
    comment_lines: int
    blank_lines: int
    text: str
    binds: frozenset[str]
    imports: tuple[Imported, ...]

    @functools.cached_property
    def uses(self) -> Uses:
        return read_uses(self.text)

    @property
    def is_docstring(self) -> bool:
        return self.index == 0 and self.kind is UnitKind.EXPRESSION and self.text.lstrip("rRuU")[:1] in ("'", '"')

    @property
    def is_type_checking(self) -> bool:
        """Code for type checkers, never executed; annotations may name what it binds."""
        return self.text.startswith(("if TYPE_CHECKING:", "if typing.TYPE_CHECKING:"))

    @property
    def is_main_guard(self) -> bool:
        return self.text.startswith("if ") and "__name__" in self.text.partition(":")[0]


@dataclass(frozen=True, eq=False)
class Outline:
    """A module: its dotted name, the package that its relative imports start from, its lines and units.

    `exported` is what `__all__` lists, None without one (or with one that only running it would tell). `set_by_text`
    are names that it sets from the keys of a dictionary (`locals().update(COLORS)`).
    """

    module: str
    package: str
    file: Path
    lines: tuple[str, ...]
    units: tuple[Unit, ...]
    exported: frozenset[str] | None
    set_by_text: frozenset[str] = frozenset()

    @functools.cached_property
    def bindings(self) -> dict[str, list[Unit]]:
        """Units that bind each name, in their order; those under "*" import everything from somewhere."""
        found: dict[str, list[Unit]] = {}
        for unit in self.units:
            for name in unit.binds:
                found.setdefault(name, []).append(unit)
        return found


def read_outline(file: Path, module: str) -> Outline:
    """Read a file. Raises Unreadable when it is no Python 3, and for what `read_lines` refuses."""
    lines = read_lines(file)
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    try:
        with warnings.catch_warnings():
            # Old TeX strings are full of invalid escapes.
            warnings.simplefilter("ignore")
            tree = ast.parse("\n".join(lines))
    except SyntaxError as error:
        raise Unreadable(f"line {error.lineno or 1}: {error.msg}") from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise Unreadable(f"it cannot be parsed: {error or type(error).__name__}") from error
    units = tuple(_units(tree.body, lines, package))
    return Outline(module, package, file, tuple(lines), units, _exported(tree.body), frozenset(_set_by_text(tree.body)))


def _units(body: Sequence[ast.stmt], lines: Sequence[str], package: str) -> Iterator[Unit]:
    end = 0
    for index, group in enumerate(_groups(body)):
        first, last = _first_line(group[0]), group[-1].end_lineno or group[-1].lineno
        comments, blanks = _before(lines, end, first)
        kind = _kind(group)
        nested = [_imported(node, package, guarded) for node, guarded in _import_statements(group)]
        yield Unit(
            index=index,
            kind=kind,
            first_line=first,
            last_line=last,
            comment_lines=comments,
            blank_lines=blanks,
            text="\n".join(lines[first - 1 : last]) + "\n",
            binds=frozenset(_bound(group, package)),
            imports=tuple(name for names in nested for name in names),
        )
        end = last


def _groups(body: Sequence[ast.stmt]) -> Iterator[list[ast.stmt]]:
    """Statements that share a line stay together."""
    group: list[ast.stmt] = []
    for node in body:
        if group and _first_line(node) > (group[-1].end_lineno or 0):
            yield group
            group = []
        group.append(node)
    if group:
        yield group


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def is_encoding(number: int, line: str) -> bool:
    """Whether a line says how to run or decode its file, which is not true of what it becomes part of."""
    return number <= 2 and bool(_ENCODING.match(line))


def _before(lines: Sequence[str], end: int, first: int) -> tuple[int, int]:
    """How many lines of comments stand right above a unit, and how many empty ones above those."""
    line = first - 1
    while line > end and lines[line - 1].startswith("#") and not is_encoding(line, lines[line - 1]):
        line -= 1
    comments = first - 1 - line
    start = line
    while line > end and not lines[line - 1].strip():
        line -= 1
    return comments, start - line


def _kind(group: Sequence[ast.stmt]) -> UnitKind:
    if len(group) > 1:
        return UnitKind.COMPOUND
    match group[0]:
        case ast.Import() | ast.ImportFrom():
            return UnitKind.IMPORT
        case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            return UnitKind.DEFINITION
        case ast.Assign(targets=targets) if all(_is_plain(target) for target in targets):
            return UnitKind.DEFINITION
        case ast.AnnAssign(target=ast.Name()):
            return UnitKind.DEFINITION
        case ast.Expr() | ast.Pass():
            return UnitKind.EXPRESSION
        case ast.Assign(targets=targets) if not any(
            isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            for target in targets
            for node in ast.walk(target)
        ):
            return UnitKind.EXPRESSION
    return UnitKind.COMPOUND


def _is_plain(target: ast.expr) -> bool:
    if isinstance(target, ast.Tuple | ast.List):
        return all(_is_plain(item) for item in target.elts)
    return isinstance(target, ast.Name)


def _import_statements(
    nodes: Iterable[ast.AST], guarded: bool = False
) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Every import in some code, at any depth, and whether its failure is caught."""
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node, guarded
        elif isinstance(node, ast.Try) and any(_catches_imports(handler) for handler in node.handlers):
            yield from _import_statements(node.body, guarded=True)
            yield from _import_statements([*node.handlers, *node.orelse, *node.finalbody], guarded)
        elif isinstance(node, ast.stmt | ast.excepthandler | ast.match_case):
            yield from _import_statements(ast.iter_child_nodes(node), guarded)


def _catches_imports(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    caught = {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}
    return bool(caught & {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})


def _imported(node: ast.Import | ast.ImportFrom, package: str, guarded: bool) -> Iterator[Imported]:
    for alias in node.names:
        if isinstance(node, ast.ImportFrom):
            source = absolute_module(node.module or "", node.level, package)
            written = "." * node.level + (node.module or "")
            yield Imported(alias.asname or alias.name, source, alias.name, written, guarded)
        elif alias.asname:
            yield Imported(alias.asname, alias.name, "", alias.name, guarded)
        else:
            yield Imported(alias.name.partition(".")[0], alias.name, "", alias.name, guarded)


def absolute_module(name: str, level: int, package: str) -> str:
    """The module that a (relative) import names; "" when it leads out of its package."""
    if not level:
        return name
    parts = package.split(".") if package else []
    if level - 1 > len(parts) or not parts:
        return ""
    return ".".join([*parts[: len(parts) - (level - 1)], *filter(None, [name])])


def _bound(nodes: Iterable[ast.AST], package: str) -> Iterator[str]:
    """The global names that executing some code, or calling the functions in it, binds or deletes."""
    for node in nodes:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
                yield from _declared_global(node)
            case ast.ClassDef(name=name):
                yield name
                yield from _declared_global(node)
            case ast.Import() | ast.ImportFrom():
                yield from (imported.bound for imported in _imported(node, package, False))
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.ExceptHandler(name=str(name), body=body):
                yield name
                yield from _bound(body, package)
            case ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                continue
            case _:
                yield from _bound(ast.iter_child_nodes(node), package)


def _declared_global(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Global):
            yield from inner.names


def _exported(body: Iterable[ast.stmt]) -> frozenset[str] | None:
    names: set[str] = set()
    found = False
    for node in body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                names, found = set(), True
            case ast.AugAssign(target=ast.Name(id="__all__"), value=value):
                found = True
            case _:
                continue
        listed = _texts(value)
        if listed is None:
            return None
        names.update(listed)
    return frozenset(names) if found else None


def _set_by_text(body: Iterable[ast.stmt]) -> Iterator[str]:
    dictionaries: dict[str, list[str]] = {}
    for node in body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict(keys=keys)):
                dictionaries[name] = [
                    key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)
                ]
            case ast.Expr(
                ast.Call(ast.Attribute(ast.Call(ast.Name("locals" | "globals")), "update"), [ast.Name(id=name)])
            ):
                for key in dictionaries.get(name, ()):
                    yield key
                    # The period library has each colour's middle shade, BLUE_C, also as BLUE.
                    yield key.removesuffix("_C")


def _texts(value: ast.expr) -> list[str] | None:
    if not isinstance(value, ast.List | ast.Tuple):
        return None
    texts = [item.value for item in value.elts if isinstance(item, ast.Constant) and isinstance(item.value, str)]
    return texts if len(texts) == len(value.elts) else None
