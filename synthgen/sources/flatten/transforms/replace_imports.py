"""Imports within code that bring what now stands in the same file become assignments.

    before: `from shapes import star as s`     values {("shapes", "star", "s"): "star"}
    after:  `s = star`

An import of several names becomes as many assignments in its line; a name without a value that is mapped to None is
left out, and an import of nothing that is mapped stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping

import libcst as cst
from libcst.helpers import get_full_name_for_node

ImportKey = tuple[str, str, str]
"""Module as written (with its leading dots), name in it ("" for the module itself), name it is bound to."""


def replace_imports(module: cst.Module, values: Mapping[ImportKey, str | None]) -> cst.Module:
    return module.visit(_Replace(module, values)) if values else module


class _Replace(cst.CSTTransformer):
    def __init__(self, module: cst.Module, values: Mapping[ImportKey, str | None]) -> None:
        super().__init__()
        self._module = module
        self._values = values

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine:
        if not any(self._is_replaced(statement) for statement in original_node.body):
            return updated_node
        body = [new for old in original_node.body for new in self._replaced(old)]
        kept = updated_node.with_changes(body=body or [cst.Pass()])
        lost = _line_count(self._module, original_node) - _line_count(self._module, kept)
        return kept.with_changes(leading_lines=[*kept.leading_lines, *[cst.EmptyLine(indent=False)] * lost])

    def leave_SimpleStatementSuite(
        self, original_node: cst.SimpleStatementSuite, updated_node: cst.SimpleStatementSuite
    ) -> cst.SimpleStatementSuite:
        body = [new for old in original_node.body for new in self._replaced(old)]
        return updated_node.with_changes(body=body or [cst.Pass()])

    def _is_replaced(self, statement: cst.BaseSmallStatement) -> bool:
        return any(key in self._values for key, _ in _keys(statement))

    def _replaced(self, statement: cst.BaseSmallStatement) -> list[cst.BaseSmallStatement]:
        if not self._is_replaced(statement):
            return [statement]
        new: list[cst.BaseSmallStatement] = []
        kept: list[cst.ImportAlias] = []
        for key, alias in _keys(statement):
            if key not in self._values:
                kept.append(alias)
            elif (value := self._values[key]) is not None:
                new.append(cst.Assign([cst.AssignTarget(cst.Name(key[2]))], cst.parse_expression(value)))
        if kept and isinstance(statement, cst.Import | cst.ImportFrom):
            kept[-1] = kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
            new.insert(0, statement.with_changes(names=kept))
        return new


def _keys(statement: cst.BaseSmallStatement) -> list[tuple[ImportKey, cst.ImportAlias]]:
    """What an import statement brings."""
    if isinstance(statement, cst.Import):
        return [((_dotted(alias.name), "", _bound(alias)), alias) for alias in statement.names]
    if isinstance(statement, cst.ImportFrom):
        source = "." * len(statement.relative) + (_dotted(statement.module) if statement.module else "")
        if isinstance(statement.names, cst.ImportStar):
            return [((source, "*", "*"), cst.ImportAlias(cst.Name("_")))]
        return [
            ((source, _dotted(alias.name), alias.evaluated_alias or _dotted(alias.name)), alias)
            for alias in statement.names
        ]
    return []


def _bound(alias: cst.ImportAlias) -> str:
    return alias.evaluated_alias or _dotted(alias.name).partition(".")[0]


def _dotted(node: cst.CSTNode) -> str:
    return get_full_name_for_node(node) or ""


def _line_count(module: cst.Module, node: cst.CSTNode) -> int:
    return module.code_for_node(node).count("\n")
