"""The steps of the period library that cost scenes most of their time, taken in fewer: what they give is the same.

Mostly the library lets an array grow row by row, or compares points pair by pair, where numpy does all in one go; or it
reads the same file again for every digit of a number; and numpy takes long with single numbers. Every shortcut keeps
the library's own method for what it is not made for. Results are the same to the last digit, but for closed smooth
curves (to 1e-10, `smoothing`) and the zeta function (to the seven digits that scenes ask for, `zeta`).
`tests/engine_contract/test_period_shortcuts.py` holds them against the library's methods.
"""

from __future__ import annotations

from synthgen.engines.period_shortcuts import (
    colours,
    curves,
    drawings,
    extents,
    families,
    flows,
    lines,
    numbers,
    outlines,
    painting,
    rotations,
    settings,
    smoothing,
    zeta,
)

_GROUPS = (
    colours,
    curves,
    drawings,
    extents,
    families,
    flows,
    lines,
    numbers,
    outlines,
    painting,
    rotations,
    settings,
    smoothing,
    zeta,
)


def install() -> None:
    """Put the shortcuts in place of the library's methods, which stay in their `__wrapped__`; once a process."""
    for group in _GROUPS:
        group.install()
