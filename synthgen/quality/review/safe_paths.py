"""Files a page may see: plain ones below a folder, however the path to them is written."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from synthgen.errors import DatasetError


def safe_file(root: Path, relative: str) -> Path:
    """The file `relative` (with forward slashes) below `root`.

    Raises DatasetError for an absolute path, one with `..`, one that leads out of `root` over a link, and for
    anything that is not a plain file.
    """
    parts = PurePosixPath(relative).parts
    if not parts or PurePosixPath(relative).is_absolute() or ".." in parts or "\0" in relative or "\\" in relative:
        raise DatasetError(f"not a path within the folder: {relative!r}", _REMEDY)
    path = root.joinpath(*parts).resolve()
    if not path.is_relative_to(root.resolve()):
        raise DatasetError(f"{relative!r} leads out of its folder over a link", _REMEDY)
    if not path.is_file():
        raise DatasetError(f"there is no file {relative!r}", _REMEDY)
    return path


_REMEDY = "Only plain files below the dataset's folder, or below that of a scene's source, are shown."
