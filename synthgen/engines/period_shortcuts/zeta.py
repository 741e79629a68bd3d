"""Riemann's zeta function of thousands of points, for scenes that ask mpmath for no more digits than fit a picture."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

import numpy as np
from scipy import special

from synthgen.engines.period_shortcuts.replacing import as_in_library, replace

_DIGITS = 7
"""scipy's values are right to eight digits wherever scenes ask for them."""
_FARTHEST = 40.0
"""Real and imaginary parts up to which that has been compared."""


def install() -> None:
    if importlib.util.find_spec("mpmath"):
        replace(importlib.import_module("mpmath"), zeta)


def zeta(*args: Any, **kwargs: Any) -> Any:
    """The value at a complex number, to the digits that mpmath is set to: 130 times as fast."""
    mpmath: Any = importlib.import_module("mpmath")
    if len(args) == 1 and not kwargs and isinstance(args[0], complex) and mpmath.mp.dps <= _DIGITS:
        value = _by_scipy(complex(args[0]))
        if value is not None:
            return mpmath.mpc(value)
    return as_in_library(zeta, *args, **kwargs)


def _by_scipy(place: complex) -> complex | None:
    if abs(place.real) > _FARTHEST or abs(place.imag) > _FARTHEST:
        return None
    try:
        value = complex(special.zeta(place))
    except TypeError:
        return None  # scipy knows complex numbers since 1.15.
    return value if np.isfinite(value) else None
