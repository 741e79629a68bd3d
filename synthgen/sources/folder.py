"""The Python files below a folder of anybody's, whatever else lies there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from synthgen.errors import UsageError

_FOREIGN = frozenset(["__pycache__", "node_modules", "site-packages"])


def python_files(root: Path) -> list[Path]:
    """All Python files below `root`, sorted; hidden folders, caches and virtual environments are left out.

    Links are followed, each folder once: a loop ends. Raises UsageError when `root` is no folder that can be read.
    """
    if not root.is_dir():
        raise UsageError(f"there is no folder {root}", "check the path (`scene.root`)")
    try:
        next(root.iterdir(), None)
    except OSError as error:
        raise UsageError(f"the folder {root} cannot be read: {error.strerror}", "check `scene.root`") from error
    return sorted(_walk(root, set()))


def _walk(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    for place, folders, files in os.walk(folder, followlinks=True):
        entry = Path(place).stat()
        if (entry.st_dev, entry.st_ino) in seen or "pyvenv.cfg" in files:
            folders.clear()
            continue
        seen.add((entry.st_dev, entry.st_ino))
        folders[:] = sorted(name for name in folders if name not in _FOREIGN and not name.startswith("."))
        yield from (Path(place, name) for name in files if name.endswith(".py") and Path(place, name).is_file())
