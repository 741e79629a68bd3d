"""numpy takes a mobject for a sequence of its parts, and arrays of mobjects for nested and ragged ones.

Applies to arrays made of mobjects: each mobject is one entry.
"""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject

    def as_array(mobject: Any, dtype: Any = None, copy: Any = None) -> Any:
        """What numpy asks for: the mobject as an array without dimensions."""
        single = np.empty((), dtype=object)
        single[()] = mobject
        return single

    mobject_class.__array__ = as_array


REPAIR = Repair("numpy_mobjects", "ValueError: setting an array element with a sequence (of mobjects)", apply)
