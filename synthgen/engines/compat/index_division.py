"""`items[len(items) / 2]`: in Python 2 the quotient of whole numbers was one.

Applies to divisions in indices, in the places where `insert` puts something, in how often strings and lists are
repeated; and of whole numbers only in remainders that are compared (`(moves / 2) % 2 == 0`), and where a loop divides
until nothing is left (`while number > 0: ... number /= base`): a fraction takes hundreds of rounds.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Set
from typing import Any

import numpy as np

WHOLE = "__whole_index__"
"""The name under which code finds `whole`."""


QUOTIENT = "__whole_quotient__"
"""The name under which code finds `quotient`."""


def quotient(dividend: Any, divisor: Any) -> Any:
    """What Python 2 made of a division."""
    return dividend // divisor if isinstance(dividend, int) and isinstance(divisor, int) else dividend / divisor


def whole(value: Any) -> Any:
    """A number rounded down; anything else as it is."""
    return math.floor(value) if isinstance(value, float | np.floating) else value


def whole_index(index: Any) -> Any:
    """An index or slice of numbers rounded down."""
    if isinstance(index, slice):
        return slice(whole(index.start), whole(index.stop), whole(index.step))
    return whole(index)


def with_whole_indices(statement: ast.stmt) -> ast.stmt:
    """The statement with whole numbers in the place of indices and slices that are divided, outside calls."""
    changed: ast.stmt = _Indices().visit(statement)
    return ast.fix_missing_locations(changed)


class _Indices(ast.NodeTransformer):
    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        node.slice = _Wholes().visit(node.slice)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.BinOp(left=ast.Constant(value=str()) | ast.List(), op=ast.Mult(), right=times):
                node.right = _Quotients().visit(times)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Compare(left=ast.BinOp(op=ast.Mod(), left=divided) as remainder, ops=[ast.Eq() | ast.NotEq()]):
                remainder.left = _Quotients().visit(divided)
        return node

    def visit_While(self, node: ast.While) -> ast.AST:
        self.generic_visit(node)
        tested = {name.id for name in ast.walk(node.test) if isinstance(name, ast.Name)}
        node.body = [_divided_whole(statement, tested) for statement in node.body]
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Attribute(attr="insert"), args=[ast.Name() | ast.BinOp() as place, _]):
                node.args[0] = ast.Call(ast.Name(WHOLE, ast.Load()), [_Wholes().visit(place)], [])
        return node


def _divided_whole(statement: ast.stmt, names: Set[str]) -> ast.stmt:
    match statement:
        case ast.AugAssign(target=ast.Name(id=name) as target, op=ast.Div(), value=divisor) if name in names:
            divided = ast.Call(ast.Name(QUOTIENT, ast.Load()), [ast.Name(name, ast.Load()), divisor], [])
            return ast.copy_location(ast.Assign([target], divided), statement)
    return statement


class _Wholes(ast.NodeTransformer):
    """Goes down to the numbers in an index."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        floored = _Floor()
        floored.visit(node)
        return ast.Call(ast.Name(WHOLE, ast.Load()), [node], []) if floored.found else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        return node


class _Quotients(ast.NodeTransformer):
    """Divisions that are the number itself."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        if isinstance(node.op, ast.Div):
            return ast.Call(ast.Name(QUOTIENT, ast.Load()), [node.left, node.right], [])
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        match node:
            case ast.Call(func=ast.Name(id="abs")):
                self.generic_visit(node)
        return node


class _Floor(ast.NodeTransformer):
    """Makes floor divisions of divisions."""

    found = False

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Div):
            node.op, self.found = ast.FloorDiv(), True
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        return node
