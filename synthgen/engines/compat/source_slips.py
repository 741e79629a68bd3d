"""Slips of those who converted scenes to Python 3 and to updaters, put right where nothing else can be meant.

- `lambda m: m1.get_length()`, where two arguments became one.
- `sort(key=lambda x, y: x + y)`, `sort(kay=...)`: the argument was a pair.
- `parts.key=sort(key=...)` for `parts.sort(key=...)`.
- `get_angle = lambda x: arc.angle`: called with a time once, and by updaters with nothing.
"""

from __future__ import annotations

import ast

_PAIR = "__pair__"


class Slips(ast.NodeTransformer):
    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        self.generic_visit(node)
        if len(_arguments(node)) == 1:
            argument = _arguments(node)[0]
            named = _named(node)
            if argument.arg not in named and f"{argument.arg}1" in named:
                argument.arg += "1"
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Assign(targets=[ast.Name()], value=ast.Lambda() as made):
                names = [one.arg for one in _arguments(made)]
                is_given_nothing = len(names) == len(made.args.args) == 1 and not made.args.defaults
                if is_given_nothing and names[0] not in {*_named(made), "dt"}:
                    made.args.defaults = [ast.Constant(None)]
            case ast.Assign(
                targets=[ast.Attribute(attr="key") as sort], value=ast.Call(func=ast.Name(id="sort")) as call
            ):
                sort.attr, sort.ctx, call.func = "sort", ast.Load(), sort
                return ast.copy_location(ast.Expr(call), node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "sort":
            for keyword in node.keywords:
                if keyword.arg in ("key", "kay") and isinstance(keyword.value, ast.Lambda):
                    keyword.arg, keyword.value = "key", _of_a_pair(keyword.value)
        return node


def _of_a_pair(key: ast.Lambda) -> ast.Lambda:
    """The key as a function of one argument, which has two parts if the key takes two."""
    if len(_arguments(key)) != 2 or key.args.defaults:
        return key
    pair = ast.Starred(ast.Name(_PAIR, ast.Load()), ast.Load())
    taken = ast.arguments([], [ast.arg(_PAIR)], None, [], [], None, [])
    return ast.copy_location(ast.Lambda(taken, ast.Call(key, [pair], [])), key)


def _arguments(function: ast.Lambda) -> list[ast.arg]:
    return function.args.posonlyargs + function.args.args + function.args.kwonlyargs


def _named(function: ast.Lambda) -> set[str]:
    return {name.id for name in ast.walk(function.body) if isinstance(name, ast.Name)}
