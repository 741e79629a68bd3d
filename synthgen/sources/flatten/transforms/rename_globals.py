"""Give global names other names, where they are meant: not attributes, keywords, or what a function binds itself.

before: `class Box(Base): color = Base.color`       renames {"Base": "Base_shapes"}
after:  `class Box(Base_shapes): color = Base_shapes.color`
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import libcst as cst
from libcst.metadata import (
    BuiltinScope,
    ClassScope,
    ExpressionContext,
    ExpressionContextProvider,
    GlobalScope,
    MetadataWrapper,
    ScopeProvider,
)


def rename_globals(module: cst.Module, read_now: Mapping[str, str], otherwise: Mapping[str, str]) -> cst.Module:
    """`read_now` has the names that the code reads while it is executed, `otherwise` those that its functions use
    when they are called, and those it binds: `class Circle(Circle)` may mean two things by one name.
    """
    if not any(old != new for names in (read_now, otherwise) for old, new in names.items()):
        return module
    return MetadataWrapper(module, unsafe_skip_copy=True).visit(_Rename(read_now, otherwise))


class _Rename(cst.CSTTransformer):
    METADATA_DEPENDENCIES = (ScopeProvider, ExpressionContextProvider)

    def __init__(self, read_now: Mapping[str, str], otherwise: Mapping[str, str]) -> None:
        super().__init__()
        self._read_now = read_now
        self._otherwise = otherwise
        self._depth = 0
        """How many function bodies are around."""
        self._bound: set[tuple[ClassScope, str]] = set()
        """What the statements of class bodies have bound so far, and in `_binding` the present one does."""
        self._binding: set[tuple[ClassScope, str]] = set()

    def visit_FunctionDef_body(self, node: cst.FunctionDef) -> None:
        self._depth += 1

    def leave_FunctionDef_body(self, node: cst.FunctionDef) -> None:
        self._depth -= 1

    def visit_Lambda_body(self, node: cst.Lambda) -> None:
        self._depth += 1

    def leave_Lambda_body(self, node: cst.Lambda) -> None:
        self._depth -= 1

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        context = self.get_metadata(ExpressionContextProvider, original_node, None)
        if context is None or not self._is_global(original_node, context):
            return updated_node
        is_read_now = context is ExpressionContext.LOAD and self._depth == 0
        names = self._read_now if is_read_now else self._otherwise
        return updated_node.with_changes(value=names.get(original_node.value, original_node.value))

    def leave_NameItem(self, original_node: cst.NameItem, updated_node: cst.NameItem) -> cst.NameItem:
        """`global name`."""
        name = original_node.name.value
        return updated_node.with_changes(name=cst.Name(self._otherwise.get(name, name)))

    def leave_ImportAlias(self, original_node: cst.ImportAlias, updated_node: cst.ImportAlias) -> cst.ImportAlias:
        """An import in code on the top level, such as one within `try`."""
        bound = original_node.evaluated_alias or original_node.evaluated_name
        name = self._otherwise.get(bound, bound)
        scope = self.get_metadata(ScopeProvider, original_node, None)
        if name == bound or not isinstance(scope, GlobalScope):
            return updated_node
        space = cst.SimpleWhitespace(" ")
        return updated_node.with_changes(asname=cst.AsName(cst.Name(name), space, space))

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine:
        self._end_statement()
        return updated_node

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        self._end_statement()
        return updated_node

    def leave_ClassDef(self, original_node: cst.ClassDef, updated_node: cst.ClassDef) -> cst.ClassDef:
        self._end_statement()
        return updated_node

    def visit_IndentedBlock(self, node: cst.IndentedBlock) -> None:
        self._end_statement()

    def _end_statement(self) -> None:
        self._bound |= self._binding
        self._binding.clear()

    def _is_global(self, node: cst.Name, context: ExpressionContext) -> bool:
        scope: Any = self.get_metadata(ScopeProvider, node, None)
        if scope is None:
            return False
        found = scope[node.value]
        if isinstance(scope, ClassScope) and any(assignment.scope is scope for assignment in found):
            key = (scope, node.value)
            if context is ExpressionContext.STORE:
                self._binding.add(key)
            # `x = x` in a class reads the global first.
            return context is ExpressionContext.LOAD and key not in self._bound
        return all(isinstance(assignment.scope, GlobalScope | BuiltinScope) for assignment in found)
