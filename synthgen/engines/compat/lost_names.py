"""Names that scene files use and do not import: the library had them once, or has them where nobody imports them from.

Applies to a scene file's names that are neither its own, nor imported, nor Python's own.
"""

from __future__ import annotations

import builtins
import importlib
import sys
from collections.abc import Mapping
from typing import Any

from synthgen.engines.compat.index_division import QUOTIENT, WHOLE, quotient, whole
from synthgen.engines.compat.old_source import (
    CHAIN,
    CHANGED_POINTS,
    COMPARABLE,
    FILTERED,
    NEXT,
    PARTS,
    POINTS,
    TIPS,
    chain_of,
    comparable,
    filtered,
    next_of,
    parts_of,
    points_of,
    points_to_change,
    tips_of,
)
from synthgen.engines.compat.plural_planes import lines_meant
from synthgen.engines.compat.repair import used

_EVERYTHING = "manimlib.imports"

# Still there, in modules that `manimlib.imports` leaves out.
_ELSEWHERE = {
    "NumericalMatrixMultiplication": "manimlib.once_useful_constructs.matrix_multiplication",
    "PiCreatureClass": "manimlib.for_3b1b_videos.pi_class",
    "Region": "manimlib.once_useful_constructs.region",
    "HalfPlane": "manimlib.once_useful_constructs.region",
    "region_from_line_boundary": "manimlib.once_useful_constructs.region",
    "region_from_polygon_vertices": "manimlib.once_useful_constructs.region",
    "plane_partition": "manimlib.once_useful_constructs.region",
    "plane_partition_from_points": "manimlib.once_useful_constructs.region",
    # Helpers that scene files took from one another before each file named what it imports.
    "AreaIsDerivative": "from_3b1b.old.eoc.chapter8",
    "FractalCreation": "from_3b1b.old.fractal_charm",
    "NumberLineScene": "from_3b1b.old.number_line_scene",
    "PhotonScene": "from_3b1b.old.brachistochrone.light",
    "Stars": "from_3b1b.old.three_dimensions",
    "graded_color": "from_3b1b.on_hold.eop.reusables.eop_helpers",
    "Underbrace": "from_3b1b.old.inventing_math",
    "Vibrate": "from_3b1b.old.music_and_measure",
    "rainbow_color": "from_3b1b.on_hold.eop.reusables.eop_helpers",
}


class LostNames(dict[str, Any]):
    """Python's built-in names, and behind them whatever else a scene file may mean. `used` collects the latter.

    `everything` is the module that has all the library offers, `elsewhere` says where further names are.
    """

    def __init__(self, everything: str = _EVERYTHING, elsewhere: Mapping[str, str] = _ELSEWHERE) -> None:
        super().__init__(vars(builtins))
        self._everything, self._elsewhere = everything, elsewhere
        self[WHOLE], self[QUOTIENT], self[NEXT] = whole, quotient, next_of
        self[COMPARABLE], self[TIPS], self[CHAIN] = comparable, tips_of, chain_of
        self[POINTS], self[CHANGED_POINTS] = points_of, points_to_change
        self[PARTS], self[FILTERED] = parts_of, filtered
        self._made: dict[str, Any] = {}
        self._supplied_by: dict[str, str] = {}
        self.used: list[str] = []

    def supply(self, names: Mapping[str, Any], repair: str) -> None:
        """Add names with what they stand for, by the repair of that name; some take the place of built-in ones."""
        self._made.update(names)
        self._supplied_by.update(dict.fromkeys(names, repair))
        self.update({name: value for name, value in names.items() if name in self})

    def __missing__(self, name: str) -> Any:
        lines = lines_meant(name, sys._getframe(1).f_locals)
        if lines is not None:
            return lines
        value = self._look_up(name)
        self.used.append(name)
        used(self._supplied_by.get(name, "lost_names"))
        self[name] = value
        return value

    def _look_up(self, name: str) -> Any:
        if name in self._made:
            return self._made[name]
        everything = vars(importlib.import_module(self._everything))
        if name in everything and not name.startswith("__"):
            return everything[name]
        if name in self._elsewhere:
            try:
                return getattr(importlib.import_module(self._elsewhere[name]), name)
            except (ImportError, AttributeError) as error:
                raise KeyError(name) from error
        raise KeyError(name)
