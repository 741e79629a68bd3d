"""Which names a piece of top-level code uses and changes, as Python's own symbol tables tell it."""

from __future__ import annotations

import ast
import symtable
import warnings
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

_COMPREHENSIONS = frozenset({"listcomp", "setcomp", "dictcomp", "genexpr"})
_HARMLESS_CALLS = frozenset({"print", "input", "len", "repr", "str"})

Chain = tuple[str, ...]
"""What follows a name: ("path", "join") in `os.path.join`, () where the name stands alone."""


@dataclass(slots=True)
class Uses:
    """Global names by how a piece of code uses them.

    `eager` names are read when the code is executed, `deferred` ones when a function in it is called. `local` names
    are bound in one of its functions or classes, `assigned` ones are global names that a function assigns. `chains`
    has the attributes read from each name (of any scope), `stored` the names of which attributes or items are set,
    `touched` those that its execution may change in place, `called` those it calls itself; `deferred_touched` what
    its functions may change. `words` is every identifier in it.
    """

    eager: set[str] = field(default_factory=set)
    deferred: set[str] = field(default_factory=set)
    local: set[str] = field(default_factory=set)
    assigned: set[str] = field(default_factory=set)
    chains: dict[str, set[Chain]] = field(default_factory=lambda: defaultdict(set))
    stored: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    called: dict[str, set[Chain]] = field(default_factory=lambda: defaultdict(set))
    deferred_touched: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    first_lines: dict[str, int] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        return self.eager | self.deferred


def read_uses(text: str) -> Uses:
    """The uses of whole top-level statements. Raises SyntaxError, RecursionError and ValueError as the parser does."""
    uses = Uses()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _read_table(symtable.symtable(text, "<unit>", "exec"), uses, eager=True, top=True)
        _Walk(uses).visit(ast.parse(text))
    return uses


def _read_table(table: symtable.SymbolTable, uses: Uses, eager: bool, top: bool = False) -> None:
    is_class = table.get_type() == "class"
    for symbol in table.get_symbols():
        name = symbol.get_name()
        uses.words.add(name)
        if top or symbol.is_global():
            if symbol.is_referenced():
                (uses.eager if eager else uses.deferred).add(name)
            if not top and symbol.is_assigned():
                uses.assigned.add(name)
        else:
            uses.local.add(name)
            # In a class body `x = x` reads the global of that name first.
            if is_class and symbol.is_referenced():
                (uses.eager if eager else uses.deferred).add(name)
    for child in table.get_children():
        runs_now = child.get_type() == "class" or child.get_name() in _COMPREHENSIONS
        _read_table(child, uses, eager and runs_now)


class _Walk(ast.NodeVisitor):
    """Adds what the symbol tables do not tell."""

    def __init__(self, uses: Uses) -> None:
        self._uses = uses
        self._is_deferred = False

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._visit_all([*node.decorator_list, *node.args.defaults, *node.args.kw_defaults, node.returns])
        self._visit_all(argument.annotation for argument in ast.walk(node.args) if isinstance(argument, ast.arg))
        self._later(node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._visit_all([*node.args.defaults, *node.args.kw_defaults])
        self._later([node.body])

    def visit_Name(self, node: ast.Name) -> None:
        self._see(node.id, node.lineno)
        self._uses.chains[node.id].add(())

    def visit_Attribute(self, node: ast.Attribute) -> None:
        root, chain = _chain(node)
        self._uses.words.update(chain)
        if isinstance(root, ast.Name):
            self._see(root.id, root.lineno)
            self._uses.chains[root.id].add(chain)
        else:
            self.visit(root)
        if not isinstance(node.ctx, ast.Load):
            self._store(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._store(node)
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name) and not self._is_deferred:
            self._uses.eager.add(node.target.id)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        root, chain = _chain(node.func)
        if isinstance(root, ast.Name):
            if not self._is_deferred:
                self._uses.called[root.id].add(chain)
            if chain:
                self._touch(root.id)
            if chain or root.id not in _HARMLESS_CALLS:
                for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
                    self._touch_root(argument)
        self.generic_visit(node)

    def _later(self, nodes: Iterable[ast.AST]) -> None:
        before, self._is_deferred = self._is_deferred, True
        self._visit_all(nodes)
        self._is_deferred = before

    def _visit_all(self, nodes: Iterable[ast.AST | None]) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def _see(self, name: str, line: int) -> None:
        self._uses.words.add(name)
        self._uses.first_lines.setdefault(name, line)

    def _store(self, node: ast.AST) -> None:
        root = _root(node)
        if isinstance(root, ast.Name):
            self._uses.stored.add(root.id)
            self._touch(root.id)

    def _touch_root(self, node: ast.AST) -> None:
        root = _root(node)
        if isinstance(root, ast.Name):
            self._touch(root.id)

    def _touch(self, name: str) -> None:
        (self._uses.deferred_touched if self._is_deferred else self._uses.touched).add(name)


def _chain(node: ast.AST) -> tuple[ast.AST, Chain]:
    """The innermost thing of a row of attributes, and the attributes."""
    attributes: list[str] = []
    while isinstance(node, ast.Attribute):
        attributes.append(node.attr)
        node = node.value
    return node, tuple(reversed(attributes))


def _root(node: ast.AST) -> ast.AST:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node
