"""Repairs that let scenes written for earlier manimgl, and for the videos repository's own set-up, run on manimgl 1.7.

Each file has one purpose and says which symptom it mends. A repair changes nothing for a scene that does not need it.
They are applied anew whenever the library is imported.
"""

from __future__ import annotations

from synthgen.engines.compat import numpy_names, python_names
from synthgen.engines.compat.repair import Repair
from synthgen.engines.compat_opengl import (
    background_strokes,
    class_drawings,
    colourless_mobjects,
    config_dictionaries,
    early_points,
    lagged_maps,
    loose_strings,
    lost_scenes,
    number_widths,
    old_axes,
    old_formulas,
    old_play,
    short_ranges,
    unknown_arguments,
    vector_fields,
)

REPAIRS: tuple[Repair, ...] = (
    numpy_names.REPAIR,
    python_names.REPAIR,
    background_strokes.REPAIR,
    class_drawings.REPAIR,
    colourless_mobjects.REPAIR,
    config_dictionaries.REPAIR,
    early_points.REPAIR,
    lagged_maps.REPAIR,
    loose_strings.REPAIR,
    lost_scenes.REPAIR,
    number_widths.REPAIR,
    old_axes.REPAIR,
    old_formulas.REPAIR,
    old_play.REPAIR,
    short_ranges.REPAIR,
    unknown_arguments.REPAIR,
    vector_fields.REPAIR,
)
