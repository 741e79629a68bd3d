"""Repairs that let scenes written for earlier manimgl, and for the videos repository's own set-up, run on manimgl 1.7.

Each file has one purpose and says which symptom it mends. A repair changes nothing for a scene that does not need it.
They are applied anew whenever the library is imported.
"""

from __future__ import annotations

from synthgen.engines.compat import data_files, numpy_names, python_names
from synthgen.engines.compat.repair import Repair
from synthgen.engines.compat_opengl import (
    background_strokes,
    class_drawings,
    colourless_mobjects,
    config_dictionaries,
    early_points,
    field_functions,
    first_updaters,
    graph_functions,
    lagged_maps,
    loose_strings,
    lost_scenes,
    matching_formulas,
    matrix_entries,
    mixed_fades,
    number_widths,
    old_axes,
    old_formulas,
    old_methods,
    old_play,
    own_data,
    partial_curves,
    paths_without_length,
    saved_states,
    shading_names,
    short_ranges,
    textured_groups,
    tip_angles,
    unknown_arguments,
    vector_fields,
)

REPAIRS: tuple[Repair, ...] = (
    data_files.REPAIR,
    numpy_names.REPAIR,
    python_names.REPAIR,
    background_strokes.REPAIR,
    class_drawings.REPAIR,
    colourless_mobjects.REPAIR,
    config_dictionaries.REPAIR,
    early_points.REPAIR,
    field_functions.REPAIR,
    first_updaters.REPAIR,
    graph_functions.REPAIR,
    lagged_maps.REPAIR,
    loose_strings.REPAIR,
    lost_scenes.REPAIR,
    matching_formulas.REPAIR,
    matrix_entries.REPAIR,
    mixed_fades.REPAIR,
    number_widths.REPAIR,
    old_axes.REPAIR,
    old_formulas.REPAIR,
    old_methods.REPAIR,
    old_play.REPAIR,
    own_data.REPAIR,
    partial_curves.REPAIR,
    paths_without_length.REPAIR,
    saved_states.REPAIR,
    shading_names.REPAIR,
    short_ranges.REPAIR,
    textured_groups.REPAIR,
    tip_angles.REPAIR,
    unknown_arguments.REPAIR,
    vector_fields.REPAIR,
)
