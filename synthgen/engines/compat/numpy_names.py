"""numpy dropped names that scenes of 2015-2019 use as a matter of course."""

from __future__ import annotations

from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair

_LOST: dict[str, Any] = {
    "float": float,
    "int": int,
    "complex": complex,
    "object": object,
    "str": str,
    "NaN": np.nan,
    "Inf": np.inf,
    "infty": np.inf,
    "product": np.prod,
    "cumproduct": np.cumprod,
    "alltrue": np.all,
    "sometrue": np.any,
    "row_stack": np.vstack,
}


def apply() -> None:
    """Give back each name numpy no longer has."""
    for name, value in _LOST.items():
        if name not in np.__dict__:
            setattr(np, name, value)


REPAIR = Repair("numpy_names", "AttributeError: module 'numpy' has no attribute 'float'", apply)
