"""Mobjects with something of their own in `data`, which was a free name until the library kept points there.

Applies to classes outside the library that set it: what they set is what scene files see, unless it is an array with
named fields like the library's. The library goes on seeing its own.
"""

from __future__ import annotations

import dis
import importlib
import inspect
import sys
from typing import Any

from synthgen.engines.compat.repair import Repair, used

_NAME, _OWN = "data", "own_data"
_PROGRAM = frozenset(["manimlib", "synthgen", "copy"])
"""Packages whose code works with the points."""


def apply() -> None:
    root = importlib.import_module("manimlib.mobject.mobject").Mobject
    before = root.__dict__.get("__init_subclass__")

    def adopt(cls: type[Any], /, **kwargs: Any) -> None:
        if before is not None:
            before.__get__(None, cls)(**kwargs)
        if cls.__module__.split(".")[0] not in _PROGRAM and _sets_data(cls):
            setattr(cls, _NAME, property(_get, _set))

    root.__init_subclass__ = classmethod(adopt)


def _sets_data(cls: type[Any]) -> bool:
    methods = (one for one in cls.__dict__.values() if inspect.isfunction(one))
    return any(
        step.opname == "STORE_ATTR" and step.argval == _NAME
        for method in methods
        for step in dis.get_instructions(method)
    )


def _get(mobject: Any) -> Any:
    state = mobject.__dict__
    if _OWN in state and not _asked_by_program():
        return state[_OWN]
    try:
        return state[_NAME]
    except KeyError:
        raise AttributeError(_NAME) from None


def _set(mobject: Any, value: Any) -> None:
    of_library = _asked_by_program() or getattr(getattr(value, "dtype", None), "names", None)
    if not of_library:
        used("own_data")
    mobject.__dict__[_NAME if of_library else _OWN] = value


def _asked_by_program() -> bool:
    """Whether who reads or sets the attribute (two calls up) is the library or this program."""
    return str(sys._getframe(2).f_globals.get("__name__", "")).split(".")[0] in _PROGRAM


REPAIR = Repair("own_data", "TypeError: list indices must be integers or slices, not str", apply)
