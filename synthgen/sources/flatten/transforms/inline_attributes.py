"""Name a module's things themselves, where they were attributes of the module.

before: `helpers.shapes.star(5)`     things {("helpers", "shapes", "star"): "star"}
after:  `star(5)`
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import libcst as cst
from libcst.metadata import BuiltinScope, GlobalScope, MetadataWrapper, ScopeProvider


def inline_attributes(module: cst.Module, things: Mapping[tuple[str, ...], str]) -> cst.Module:
    """`things` maps the name of a global module and the attributes that lead to a thing to the thing's own name."""
    if not things:
        return module
    return MetadataWrapper(module, unsafe_skip_copy=True).visit(_Inline(things))


class _Inline(cst.CSTTransformer):
    METADATA_DEPENDENCIES = (ScopeProvider,)

    def __init__(self, things: Mapping[tuple[str, ...], str]) -> None:
        super().__init__()
        self._things = things

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.BaseExpression:
        root, names = _names(original_node)
        if root is None or names not in self._things or not self._is_global(root):
            return updated_node
        # Brackets around the whole may hold its lines together.
        return cst.Name(self._things[names], lpar=updated_node.lpar, rpar=updated_node.rpar)

    def _is_global(self, node: cst.Name) -> bool:
        scope: Any = self.get_metadata(ScopeProvider, node, None)
        if scope is None:
            return False
        return all(isinstance(found.scope, GlobalScope | BuiltinScope) for found in scope[node.value])


def _names(node: cst.BaseExpression) -> tuple[cst.Name | None, tuple[str, ...]]:
    attributes: list[str] = []
    while isinstance(node, cst.Attribute):
        attributes.append(node.attr.value)
        node = node.value
    if not isinstance(node, cst.Name):
        return None, ()
    return node, (node.value, *reversed(attributes))
