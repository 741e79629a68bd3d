"""Copies of the scenes' source files, for datasets that are to hold the code their pictures were made with."""

from __future__ import annotations

from pathlib import Path

from synthgen.dataset.files import write_atomically
from synthgen.dataset.layout import Layout
from synthgen.dataset.origins import read_origins


def copy_code(root: Path) -> int:
    """Copy each scene's own file below `raw/code`, by its path in the records; returns how many there are.

    Files that have changed since their scenes were rendered are left out: their lines are not those of the records.
    The code stays its authors': look at the licences in dataset.json before you pass it on. Raises DatasetError.
    """
    layout = Layout(root.absolute())
    copied: set[Path] = set()
    for origin in read_origins(root).values():
        scene = origin.scene
        if scene.file in copied or origin.has_changed or not scene.file.is_relative_to(scene.root):
            continue
        write_atomically(layout.code / scene.file.relative_to(scene.root), scene.file.read_bytes())
        copied.add(scene.file)
    return len(copied)
