"""numpy takes a mobject for a sequence of its parts, and arrays of mobjects for nested and ragged ones.

Applies to arrays made of mobjects: each mobject is one entry. The array of a group alone has its parts for entries.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used

_USUAL = frozenset({list, tuple, np.ndarray})
"""What scenes make arrays of, a hundred thousand times."""


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    stock = np.array

    def as_array(mobject: Any, dtype: Any = None, copy: Any = None) -> Any:
        """What numpy asks for: the mobject as an array without dimensions."""
        single = np.empty((), dtype=object)
        single[()] = mobject
        return single

    @functools.wraps(stock)
    def array(entries: Any, *args: Any, **kwargs: Any) -> Any:
        if type(entries) not in _USUAL and isinstance(entries, mobject_class) and entries.submobjects:
            used("numpy_mobjects")
            entries = list(entries)
        return stock(entries, *args, **kwargs)

    mobject_class.__array__ = as_array
    vars(np)["array"] = array


REPAIR = Repair("numpy_mobjects", "ValueError: setting an array element with a sequence (of mobjects)", apply)
