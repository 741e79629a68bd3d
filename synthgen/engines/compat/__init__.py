"""Repairs that let the scenes of 2015-2019 run on the library they were last kept running on, with today's Python.

Each file has one purpose and says which symptom it mends. A repair changes nothing for a scene that does not need it.
"""

from __future__ import annotations

from synthgen.engines.compat import (
    image_sizes,
    matrix_entries,
    numpy_names,
    python_names,
)

BEFORE_IMPORT = (numpy_names.REPAIR, python_names.REPAIR)
"""Applied before the library is imported."""

AFTER_IMPORT = (image_sizes.REPAIR, matrix_entries.REPAIR)
"""Applied to the imported library, in this order."""
