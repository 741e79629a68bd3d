"""Modules of the library use names they never import: nobody noticed where everything was imported from everywhere."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType

from synthgen.engines.compat.repair import Repair


def apply() -> None:
    """Give every module of the library the names its code mentions and `manimlib.imports` has."""
    everything = vars(importlib.import_module("manimlib.imports"))
    for name, module in list(sys.modules.items()):
        if name.startswith("manimlib."):
            for mentioned in _mentioned(module):
                if mentioned in everything and not mentioned.startswith("__"):
                    module.__dict__.setdefault(mentioned, everything[mentioned])
    drawings = sys.modules["manimlib.mobject.svg.drawings"]
    # It came with the car that was moved there.
    drawings.__dict__.setdefault("DISTANCE_COLOR", everything["BLUE"])


def _mentioned(module: ModuleType) -> set[str]:
    """Names in the code of a module's functions and methods, attributes among them."""
    found: set[str] = set()
    for value in vars(module).values():
        members = vars(value).values() if isinstance(value, type) else (value,)
        for member in members:
            function = getattr(member, "__func__", member)
            if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                for code in _nested(function.__code__):
                    found.update(code.co_names)
    return found


def _nested(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _nested(constant)


REPAIR = Repair("library_imports", "NameError: name 'DrawBorderThenFill' is not defined (in the library)", apply)
