"""Names the standard library has moved or dropped since 2015."""

from __future__ import annotations

import collections
import collections.abc
import fractions
import inspect
import math
import string
import time
from typing import Any

from synthgen.engines.compat.repair import Repair

_STRING_FUNCTIONS = ("upper", "lower", "join", "split", "replace", "strip", "capitalize")
_ABSTRACT = ("Callable", "Hashable", "Iterable", "Iterator", "Mapping", "MutableMapping", "Sequence", "Set", "Sized")


def apply() -> None:
    """Give back each name that is gone."""
    for name in _ABSTRACT:
        _give_back(collections, name, getattr(collections.abc, name))
    for name in _STRING_FUNCTIONS:
        _give_back(string, name, getattr(str, name))
    _give_back(fractions, "gcd", math.gcd)
    _give_back(inspect, "getargspec", _arguments)
    _give_back(time, "clock", time.process_time)


def _give_back(module: Any, name: str, value: Any) -> None:
    if name not in module.__dict__:
        setattr(module, name, value)


def _arguments(function: Any) -> tuple[Any, ...]:
    """What `inspect.getargspec` told: positional arguments, the names of * and **, and the defaults."""
    told = inspect.getfullargspec(function)
    return _ArgSpec(told.args, told.varargs, told.varkw, told.defaults)


_ArgSpec = collections.namedtuple("_ArgSpec", ["args", "varargs", "keywords", "defaults"])

REPAIR = Repair("python_names", "ImportError: cannot import name 'gcd' from 'fractions'", apply)
