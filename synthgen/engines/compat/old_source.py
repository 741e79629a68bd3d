"""What the source of old scenes says and no longer means: it is changed as it is loaded, statement by statement.

- `items[len(items) / 2]`: in Python 2 the quotient of whole numbers was one (`index_division`).
- `group.points[:, 0]`: the mobjects of 2015 had their parts' points. Applies to groups, which have none of their own.
- `points[index]` where `index = n / 3` stands elsewhere: applies to indices into a mobject's points that are floats.
- `point != None`: asked of an array, it is answered for each of its numbers.
- `"2x" < 0`: in Python 2 strings were greater than all numbers. Applies where a name is compared in an `if`.
- `arrow.tip[1]`: an arrow's tips were a list.
- `it.chain(*formulas)`: of a formula of one string, whose parts once were its glyphs (`glyphs_of_one_string`).
- `values.next()`: the next of an iterator.
- `zeros.submobjects[-i - 1]`: of a formula of one string, its glyphs (`glyphs_of_one_string`).
- `s = [c for c in s if c != " "]`: `filter` made a string of a string.
- slips of those who converted the scenes since (`source_slips`).
"""

from __future__ import annotations

import ast
import itertools
import math
from typing import Any

import numpy as np

from synthgen.engines.compat.glyphs_of_one_string import glyphs_of
from synthgen.engines.compat.index_division import WHOLE, with_whole_indices
from synthgen.engines.compat.repair import used
from synthgen.engines.compat.source_slips import Slips

POINTS = "__points_of__"
"""The name under which code finds `points_of`."""
COMPARABLE = "__comparable__"
"""The name under which code finds `comparable`."""
TIPS = "__tips_of__"
"""The name under which code finds `tips_of`."""
CHAIN = "__chain_of__"
"""The name under which code finds `chain_of`."""
NEXT = "__next_of__"
"""The name under which code finds `next_of`."""
CHANGED_POINTS = "__points_to_change__"
"""The name under which code finds `points_to_change`."""
PARTS = "__parts_of__"
"""The name under which code finds `parts_of`."""
FILTERED = "__filtered__"
"""The name under which code finds `filtered`."""


def modernised(statement: ast.stmt) -> ast.stmt:
    """The statement in the words of today; it keeps its lines."""
    changed: ast.stmt = _Points().visit(Slips().visit(_Words().visit(with_whole_indices(statement))))
    return ast.fix_missing_locations(changed)


def points_of(mobject: Any) -> Any:
    """The points of a mobject, (n, 3); of one that has none, those of its parts."""
    points = mobject.points
    if len(points) == 0 and getattr(mobject, "submobjects", None):
        used("points_of_groups")
        parts = [part.points for part in mobject.family_members_with_points()]
        return np.concatenate(parts) if parts else points
    return points


def points_to_change(mobject: Any) -> Any:
    """The points of a mobject, or of its parts, to be read and written by index."""
    if len(mobject.points) == 0 and getattr(mobject, "submobjects", None):
        used("points_of_groups")
        return _PointsOfParts(mobject.family_members_with_points())
    return mobject.points


class _PointsOfParts:
    """The points of several mobjects as one array (n, 3), of which each gets its own back when they change."""

    def __init__(self, parts: list[Any]) -> None:
        self._parts = parts
        self._points = np.concatenate([np.zeros((0, 3)), *(part.points for part in parts)])

    def __getitem__(self, index: Any) -> Any:
        return self._points[index]

    def __setitem__(self, index: Any, value: Any) -> None:
        self._points[index] = value
        ends = np.cumsum([len(part.points) for part in self._parts])
        for part, points in zip(self._parts, np.split(self._points, ends), strict=False):
            part.points = np.array(points)


class _Points(ast.NodeTransformer):
    """Points that are read or written by index."""

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Subscript(value=ast.Attribute(value=owner, attr="points"), ctx=ast.Load() | ast.Store()):
                name = POINTS if isinstance(node.ctx, ast.Load) else CHANGED_POINTS
                node.value = ast.copy_location(ast.Call(ast.Name(name, ast.Load()), [owner], []), node.value)
                if isinstance(node.slice, ast.Name | ast.BinOp):
                    node.slice = ast.Call(ast.Name(WHOLE, ast.Load()), [node.slice], [])
        return node


def next_of(values: Any) -> Any:
    """What `values.next()` is, of an iterator too."""
    if hasattr(values, "next") or not hasattr(values, "__next__"):
        return values.next()
    used("python_names")
    return next(values)


def comparable(value: Any) -> Any:
    """What takes a string's place in a comparison with a number."""
    return math.inf if isinstance(value, str) else value


def tips_of(arrow: Any) -> Any:
    """The tips of an arrow, that at its end first."""
    tip = arrow.tip
    if getattr(tip, "submobjects", None) or not hasattr(tip, "submobjects"):
        return tip
    used("python_names")
    return [tip, *[one for one in [arrow.__dict__.get("start_tip")] if one is not None]]


def chain_of(*values: Any) -> Any:
    """`itertools.chain`, with the glyphs of a formula of one string."""
    return itertools.chain(*[glyphs_of(one) or one for one in values])


def parts_of(mobject: Any) -> list[Any]:
    """The parts of a mobject, to be read and put by index; of a formula of one string, its glyphs."""
    parts: list[Any] = mobject.submobjects
    return parts[0].submobjects if glyphs_of(mobject) else parts


def filtered(value: Any, kept: list[Any]) -> Any:
    """What Python 2's `filter` made of a value of which these items were kept."""
    return "".join(kept) if isinstance(value, str) else kept


class _Words(ast.NodeTransformer):
    """Comparisons, the next of an iterator, tips, parts by computed index, and what is filtered."""

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.ListComp(
                    elt=ast.Name(id=kept),
                    generators=[ast.comprehension(target=ast.Name(id=item), iter=ast.Name(id=source), ifs=[_, *_])],
                ) as items,
            ) if name == source and kept == item:
                arguments: list[ast.expr] = [ast.Name(name, ast.Load()), items]
                node.value = ast.copy_location(ast.Call(ast.Name(FILTERED, ast.Load()), arguments, []), items)
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        self.generic_visit(node)
        match node.test:
            case ast.Compare(
                left=ast.Name() as left,
                ops=[ast.Lt() | ast.Gt() | ast.LtE() | ast.GtE()],
                comparators=[ast.Constant(value=int())],
            ):
                node.test.left = ast.copy_location(ast.Call(ast.Name(COMPARABLE, ast.Load()), [left], []), left)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Subscript(value=ast.Attribute(value=owner, attr="tip"), slice=ast.Constant(value=int())):
                node.value = ast.copy_location(ast.Call(ast.Name(TIPS, ast.Load()), [owner], []), node.value)
            case ast.Subscript(value=ast.Attribute(value=owner, attr="submobjects"), slice=ast.BinOp()):
                node.value = ast.copy_location(ast.Call(ast.Name(PARTS, ast.Load()), [owner], []), node.value)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Compare(ops=[ast.Eq()], comparators=[ast.Constant(value=None)]):
                node.ops = [ast.Is()]
            case ast.Compare(ops=[ast.NotEq()], comparators=[ast.Constant(value=None)]):
                node.ops = [ast.IsNot()]
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Attribute(value=owner, attr="next"), args=[], keywords=[]):
                return ast.copy_location(ast.Call(ast.Name(NEXT, ast.Load()), [owner], []), node)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="it" | "itertools"), attr="chain") as chain):
                node.func = ast.copy_location(ast.Name(CHAIN, ast.Load()), chain)
        return node
