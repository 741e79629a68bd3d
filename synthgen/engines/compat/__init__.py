"""Repairs that let the scenes of 2015-2019 run on the library they were last kept running on, with today's Python.

Each file has one purpose and says which symptom it mends. A repair changes nothing for a scene that does not need it.
"""

from __future__ import annotations

from synthgen.engines.compat import (
    aligned_submobjects,
    asset_folders,
    color_names,
    construct_arguments,
    continual_animations,
    creature_scenes,
    dropped_arguments,
    eager_animations,
    empty_animation,
    empty_writing,
    filled_rectangle,
    frame_duration,
    glyphs_of_one_string,
    grid,
    groups_in_vgroups,
    image_sizes,
    library_imports,
    matrix_entries,
    mobjects_as_arguments,
    numpy_mobjects,
    numpy_names,
    python_names,
    renamed_methods,
    scale_about_point,
    shading_functions,
    shimmer,
    subpaths,
    tex_string_lists,
    whole_numbers,
)
from synthgen.engines.compat.repair import Repair

BEFORE_IMPORT: tuple[Repair, ...] = (numpy_names.REPAIR, python_names.REPAIR)
"""Applied before the library is imported."""

AFTER_IMPORT: tuple[Repair, ...] = (
    aligned_submobjects.REPAIR,
    asset_folders.REPAIR,
    color_names.REPAIR,
    construct_arguments.REPAIR,
    continual_animations.REPAIR,
    creature_scenes.REPAIR,
    dropped_arguments.REPAIR,
    eager_animations.REPAIR,
    empty_animation.REPAIR,
    empty_writing.REPAIR,
    filled_rectangle.REPAIR,
    frame_duration.REPAIR,
    glyphs_of_one_string.REPAIR,
    grid.REPAIR,
    groups_in_vgroups.REPAIR,
    image_sizes.REPAIR,
    library_imports.REPAIR,
    matrix_entries.REPAIR,
    mobjects_as_arguments.REPAIR,
    numpy_mobjects.REPAIR,
    renamed_methods.REPAIR,
    scale_about_point.REPAIR,
    shading_functions.REPAIR,
    shimmer.REPAIR,
    subpaths.REPAIR,
    tex_string_lists.REPAIR,
    whole_numbers.REPAIR,
)
"""Applied to the imported library, in this order."""
