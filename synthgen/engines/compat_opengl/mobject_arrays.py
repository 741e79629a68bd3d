"""`np.array([square, circle])`: numpy asks a mobject what is in it, and takes one without parts for nothing at all.

Applies to mobjects without parts that are put into arrays: each is one entry, as when each was the first of its parts.
"""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    importlib.import_module("manimlib.mobject.mobject").Mobject.__array__ = _as_array


def _as_array(mobject: Any, dtype: Any = None, copy: Any = None) -> Any:
    if mobject.submobjects:
        return np.array(mobject.submobjects, dtype)
    used("mobject_arrays")
    array = np.empty((), object)
    array[()] = mobject
    return array


REPAIR = Repair("mobject_arrays", "ValueError: cannot reshape array of size 0 into shape (6,6)", apply)
