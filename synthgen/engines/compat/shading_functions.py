"""Functions that switched the shading of solids on and off, before mobjects did so themselves."""

from __future__ import annotations

from typing import Any

from synthgen.engines.compat.repair import Repair


def shade_in_3d(*mobjects: Any) -> None:
    for mobject in mobjects:
        mobject.set_shade_in_3d(True)


def turn_off_3d_shading(*mobjects: Any) -> None:
    for mobject in mobjects:
        mobject.set_shade_in_3d(False)


def should_shade_in_3d(mobject: Any) -> bool:
    return bool(mobject.shade_in_3d)


def lost_names() -> dict[str, Any]:
    return {function.__name__: function for function in (shade_in_3d, turn_off_3d_shading, should_shade_in_3d)}


REPAIR = Repair("shading_functions", "NameError: name 'shade_in_3d' is not defined", names=lost_names)
