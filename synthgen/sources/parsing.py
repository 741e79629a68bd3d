"""What a Python file says about its classes and imports, read from its text: nothing is imported or run."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from synthgen.errors import SourceError

ORDER_NAMES = frozenset(["SCENES_IN_ORDER", "SCENES", "ALL_SCENES", "WILL_BE_SCENES_IN_ORDER"])
"""Names of lists that give the scenes of a video in its order."""

MAX_BYTES = 20_000_000
"""Longer files are data, not scenes, and would take the parser minutes."""


@dataclass(frozen=True, slots=True)
class ClassText:
    """A class as written: its bases as dotted names, its lines (from 1, both included), and its `construct`.

    `constructs` is True when it has a `construct` that does something, False when that is only a stub (`pass`, a
    docstring, `raise`), None when it has none of its own.
    """

    name: str
    bases: tuple[str, ...]
    first_line: int
    last_line: int
    constructs: bool | None


@dataclass(slots=True)
class ModuleText:
    """A file's classes and imports by the names they have in it, both on the top level only."""

    file: Path
    module: str
    classes: dict[str, ClassText] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Local name -> (module, name in it); the second is "" where the name is a module."""
    star_imports: list[str] = field(default_factory=list)
    mentioned: set[str] = field(default_factory=set)
    """Every module imported on the top level, dotted."""
    order: tuple[str, ...] = ()


def parse_module(file: Path, module: str) -> ModuleText:
    """Read a file. Raises SourceError when it cannot be read or is not Python 3 (with file:line:column and text)."""
    tree = _parse(file)
    text = ModuleText(file, module)
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    for node in _top_level(tree.body):
        match node:
            case ast.ClassDef():
                # Defined twice: the later one counts, and stands where it stands.
                text.classes.pop(node.name, None)
                text.classes[node.name] = _class_text(node)
            case ast.Import():
                _add_import(text, node)
            case ast.ImportFrom():
                _add_import_from(text, node, package)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.List() | ast.Tuple() as value) if (
                name in ORDER_NAMES
            ):
                text.order += tuple(name for item in value.elts if (name := _dotted(item)))
    return text


def _parse(file: Path) -> ast.Module:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise SourceError(f"scene file {file} is longer than {MAX_BYTES / 1e6:.0f} MB", "split it")
        content = file.read_bytes()
    except OSError as error:
        raise SourceError(
            f"scene file {file} cannot be read: {error.strerror or error}", "check the path (`scene.path`)"
        ) from error
    try:
        with warnings.catch_warnings():
            # Old TeX strings are full of invalid escapes; that is for their author to hear, not for the user.
            warnings.simplefilter("ignore")
            return ast.parse(content, str(file))
    except SyntaxError as error:
        raise SourceError(_syntax_message(file, error), "correct the file; scenes must be Python 3") from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise SourceError(f"scene file {file} is not Python: {error}", "check the path (`scene.path`)") from error


def _syntax_message(file: Path, error: SyntaxError) -> str:
    message = f"{file}:{error.lineno or 1}:{error.offset or 1}: {error.msg}"
    if not error.text:
        return message
    line = error.text.rstrip("\n")
    indent = len(line) - len(line.lstrip())
    column = max((error.offset or 1) - 1 - indent, 0)
    return f"{message}\n    {line.strip()}\n    {' ' * column}^"


def _top_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run on import, also those within `if`, `try` and `with`."""
    for node in body:
        match node:
            case ast.If():
                yield from _top_level(node.body + node.orelse)
            case ast.Try():
                handlers = [statement for handler in node.handlers for statement in handler.body]
                yield from _top_level(node.body + handlers + node.orelse + node.finalbody)
            case ast.With():
                yield from _top_level(node.body)
            case _:
                yield node


def _class_text(node: ast.ClassDef) -> ClassText:
    bases = tuple(name for base in node.bases if (name := _dotted(base)))
    return ClassText(node.name, bases, node.lineno, node.end_lineno or node.lineno, _constructs(node))


def _constructs(node: ast.ClassDef) -> bool | None:
    found: bool | None = None
    for item in node.body:
        match item:
            case ast.FunctionDef(name="construct"):
                found = not all(_does_nothing(statement) for statement in item.body)
            case ast.Assign(targets=[ast.Name(id="construct")]):
                found = True
    return found


def _does_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Raise():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
    return False


def _dotted(node: ast.expr) -> str:
    """`a.b.C` of a name or attribute, the called or subscripted thing of a call or subscript, else ""."""
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            owner = _dotted(node.value)
            return f"{owner}.{node.attr}" if owner else ""
        case ast.Subscript():
            return _dotted(node.value)
    return ""


def _add_import(text: ModuleText, node: ast.Import) -> None:
    for alias in node.names:
        text.mentioned.add(alias.name)
        if alias.asname:
            text.imported[alias.asname] = (alias.name, "")
        else:
            top = alias.name.partition(".")[0]
            text.imported[top] = (top, "")


def _add_import_from(text: ModuleText, node: ast.ImportFrom, package: str) -> None:
    source = node.module or ""
    if node.level:
        parts = package.split(".") if package else []
        base = ".".join(parts[: len(parts) - (node.level - 1)])
        source = f"{base}.{source}".strip(".")
    text.mentioned.add(source)
    for alias in node.names:
        if alias.name == "*":
            text.star_imports.append(source)
        else:
            text.imported[alias.asname or alias.name] = (source, alias.name)
