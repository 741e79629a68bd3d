"""Repairs that let the scenes of 2015-2019 run on the library they were last kept running on, with today's Python.

Each file has one purpose and says which symptom it mends. A repair changes nothing for a scene that does not need it.
"""

from __future__ import annotations

from synthgen.engines.compat import (
    glyphs_of_one_string,
    eager_animations,
    aligned_submobjects,
    continual_animations,
    creature_scenes,
    empty_animation,
    filled_rectangle,
    groups_in_vgroups,
    image_sizes,
    library_imports,
    matrix_entries,
    mobjects_as_arguments,
    numpy_names,
    python_names,
    renamed_methods,
    shimmer,
)
from synthgen.engines.compat.repair import Repair

BEFORE_IMPORT: tuple[Repair, ...] = (numpy_names.REPAIR, python_names.REPAIR)
"""Applied before the library is imported."""

AFTER_IMPORT: tuple[Repair, ...] = (
    glyphs_of_one_string.REPAIR,
    eager_animations.REPAIR,
    aligned_submobjects.REPAIR,
    continual_animations.REPAIR,
    creature_scenes.REPAIR,
    empty_animation.REPAIR,
    filled_rectangle.REPAIR,
    groups_in_vgroups.REPAIR,
    image_sizes.REPAIR,
    library_imports.REPAIR,
    matrix_entries.REPAIR,
    mobjects_as_arguments.REPAIR,
    renamed_methods.REPAIR,
    shimmer.REPAIR,
)
"""Applied to the imported library, in this order."""
