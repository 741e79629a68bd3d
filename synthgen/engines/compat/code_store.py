"""Scene files compiled statement by statement, kept from one scene's process to the next: they change rarely.

Reading one takes a few milliseconds, where parsing, modernising and compiling it takes a tenth of a second.
"""

from __future__ import annotations
import __future__

import ast
import hashlib
import marshal
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import CodeType

from synthgen.engines.tex.store import write_whole

Rewrite = Callable[[ast.stmt], ast.stmt]


class CodeStore:
    """Code of top-level statements, in files below `folder` named by what they were made of; without one, made anew."""

    def __init__(self) -> None:
        self.folder: Path | None = None

    def statements(self, source: bytes, path: str, rewrite: Rewrite | None) -> list[CodeType]:
        """The code of every statement of a file, as `rewrite` puts it. Raises SyntaxError where Python would."""
        if self.folder is None:
            return _compiled(source, path, rewrite)
        digest = hashlib.sha256(repr((path, rewrite is None, sys.version, _own_version())).encode() + source)
        file = self.folder / f"{digest.hexdigest()}.bin"
        try:
            codes: list[CodeType] = marshal.loads(file.read_bytes())
        except (OSError, ValueError, EOFError, TypeError):
            codes = _compiled(source, path, rewrite)
            write_whole(file, marshal.dumps(codes))
        return codes


def _compiled(source: bytes, path: str, rewrite: Rewrite | None) -> list[CodeType]:
    flags, codes = 0, []
    for statement in ast.parse(source, path).body:
        flags |= _future_flags(statement)
        said = rewrite(statement) if rewrite else statement
        codes.append(compile(ast.Module([said], []), path, "exec", flags, dont_inherit=True))
    return codes


def _future_flags(statement: ast.stmt) -> int:
    if not isinstance(statement, ast.ImportFrom) or statement.module != "__future__":
        return 0
    flags = 0
    for alias in statement.names:
        flags |= int(getattr(__future__, alias.name).compiler_flag)
    return flags


@cache
def _own_version() -> str:
    """What rewriting depends on: the code of this package."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
