"""Flattening changes nothing that code does: random modules that import one another, as they are and flattened.

Scenes stand for plain classes here, so that thousands of programs can be tried; what they compute is compared.
"""

from __future__ import annotations

import builtins
import importlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from synthgen.sources.flatten import Flattened, Flattener, Modules

MODULES = 4
NAMES = ("alpha", "beta", "gamma", "max")
CALLABLES = ("make", "Thing", "Base")
PACKAGE = "flatpack"


@st.composite
def _expression(draw: st.DrawFn, index: int) -> str:
    """Something to compute in the module of a number; it knows the modules of higher numbers."""
    name = draw(st.sampled_from(NAMES))
    call = draw(st.sampled_from(CALLABLES))
    simple = [
        name,
        f"({name}, {call}.value)",
        f"{call}.value",
        f"{call}()",
        f"[{name} for {name} in [1, 2]]",
        f"(lambda {name}: {name})({name})",
        f"f'{{{name}}} {{{call}.value}}'",
    ]
    module = draw(st.integers(index + 1, MODULES)) if index + 1 < MODULES else MODULES
    through = [f"m{module}.{name}", f"m{module}.{call}.value"] if module < MODULES else []
    return draw(st.sampled_from(simple + through))


@st.composite
def _statement(draw: st.DrawFn, index: int) -> str:
    name, other = draw(st.sampled_from(NAMES)), draw(st.sampled_from(NAMES))
    call, base = draw(st.sampled_from(("Thing", "Base"))), draw(st.sampled_from(("Thing", "Base")))
    number = draw(st.integers(0, 9))
    value = draw(_expression(index))
    assigned = "alpha" if other == "max" else other
    plain = [
        f"{name} = {number}",
        f"{name} = ({value},)  # a comment",
        f"{name} = [{other}]",
        f"{name} += {number}" if name != "max" else "pass",
        # Perhaps binding a built-in name, in one module of several, is the one thing that is known to go wrong.
        f"if {number} % 2:\n    {name} = {number}" if name != "max" else "pass",
        f"for {name} in range(3):\n    {other} = {name}",
        f"def make():\n    {name} = {number}\n    return {name}\nmake.value = {other}",
        f"def make(given={value}):\n    global {assigned}\n    {assigned} = given\n    return Base()",
        f"class {call}:\n    value = {value}",
        f"class {call}({base}):\n    def look(self):\n        return {value}",
        f"class {call}({base}):\n    {name} = {name}\n    value = {name}",
        f"{call}.value = {value}",
        f"{name} = 5; {other} = {value}",
        f"del {name}\n{name} = {number}" if name != "max" else "pass",
    ]
    if index + 1 == MODULES:
        return draw(st.sampled_from(plain))
    module = draw(st.integers(index + 1, MODULES - 1))
    imports = [
        f"from {PACKAGE}.m{module} import *",
        f"from .m{module} import {name}",
        f"from .m{module} import {name} as {other}",
        f"from {PACKAGE}.m{module} import {call}, make",
        f"from {PACKAGE}.m{module} import {call} as {base}",
        f"from {PACKAGE} import m{module}",
        f"try:\n    from .m{module} import {name}\nexcept ImportError:\n    {name} = None",
        f"try:\n    from .gone import {name}\nexcept ImportError:\n    {name} = {number}",
        f"def make():\n    from .m{module} import {name} as {other}\n    return {other}\nmake.value = make()",
        f"def make():\n    from .m{module} import {name}\n    return {name}\nmake.value = make()",
        f"class {call}:\n    from . import m{module}\n    value = m{module}.{name}",
        f"def make():\n    import {PACKAGE}.m{module}\n    return {PACKAGE}.m{module}.{name}\nmake.value = make()",
        f"m{module}.{name} = {value}" if name != "max" else "pass",
    ]
    return draw(st.sampled_from(plain + imports + imports))


@st.composite
def _program(draw: st.DrawFn) -> dict[str, str]:
    """Files by name. Every module binds all names first, so that nearly all programs run."""
    files = {f"{PACKAGE}/__init__.py": ""}
    for index in range(MODULES):
        known = [f"import {PACKAGE}.m{later} as m{later}" for later in range(index + 1, MODULES)]
        first = [
            f"alpha = beta = gamma = {index}",
            f"class Base:\n    value = 'base {index}'",
            "class Thing(Base): pass",
            "def make(): return alpha",
            "make.value = beta",
        ]
        body = draw(st.lists(_statement(index), min_size=1, max_size=5))
        files[f"{PACKAGE}/m{index}.py"] = "\n".join([*first, *known, *body, ""])
    looks = ", ".join(draw(st.lists(_expression(0), min_size=1, max_size=4)))
    files[f"{PACKAGE}/m0.py"] += (
        f"class Scene:\n    seen_now = [{looks}]\n    def construct(self):\n        return [make(), {looks}]\n"
    )
    return files


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@given(_program())
def test_flattened_code_computes_the_same(files: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in files.items():
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(text)
        original = _outcome_of_import(root)
        assume(original is not None)
        outcome = Flattener(Modules([root])).flatten(root / PACKAGE / "m0.py", f"{PACKAGE}.m0", "Scene")
        assert isinstance(outcome, Flattened), outcome
        if outcome.gaps:
            # What is said to be missing may be.
            return
        assert _outcome_of_text(outcome.text) == original, outcome.text
        for number, line in enumerate(outcome.text.splitlines(), start=1):
            origin = outcome.line_map.original(number)
            if origin is not None and "import" not in line and line.strip().startswith("#"):
                assert (root / origin.file).read_text().splitlines()[origin.line - 1] == line


def _outcome_of_import(root: Path) -> str | None:
    sys.path.insert(0, str(root))
    try:
        importlib.invalidate_caches()
        return _seen(vars(importlib.import_module(f"{PACKAGE}.m0")))
    except (ImportError, NameError, TypeError, AttributeError, ValueError, RecursionError, SyntaxError):
        return None
    finally:
        sys.path.remove(str(root))
        for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
            del sys.modules[name]


def _outcome_of_text(text: str) -> str:
    names: dict[str, Any] = {"__name__": "flattened", "__builtins__": builtins}
    exec(compile(text, "flattened.py", "exec"), names)
    return _seen(names)


def _seen(names: dict[str, Any]) -> str:
    scene = names["Scene"]()
    return "; ".join(_told(value) for value in [*scene.seen_now, *scene.construct()])


def _told(value: Any) -> str:
    """A value without what names it may have: things that clash get other names in the flattened file."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(_told(item) for item in value)}]"
    if isinstance(value, str):
        return "".join(part for part in _words(value))
    if isinstance(value, int | None.__class__):
        return repr(value)
    return f"a {type(value).__name__}" if callable(value) else "thing"


def _words(text: str) -> Iterator[str]:
    """A text without the marks of renamed classes, and without what tells an object's address."""
    if "<" in text:
        yield "object"
        return
    for word in text.split():
        yield word.partition("_m")[0]
