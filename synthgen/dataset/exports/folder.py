"""Exports that are folders: written aside and moved into place when whole; nothing but an export is replaced."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from synthgen.dataset.exports.selection import Selected
from synthgen.dataset.files import UNFINISHED, explained_errors, pretty_json
from synthgen.errors import DatasetError, UsageError

_MARK = ".synthgen_export.json"


@contextlib.contextmanager
def export_folder(path: Path, format_name: str) -> Iterator[Path]:
    """A new folder to write into, which takes the place of `path` when the block ends well.

    Raises UsageError when `path` is something else than an earlier export, and DatasetError where there is no room.
    """
    check_folder(path)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}{UNFINISHED}")
    with explained_errors(path):
        aside.mkdir(parents=True)
        try:
            yield aside
            (aside / _MARK).write_text(pretty_json({"generator": "synthgen", "format": format_name}))
            if path.exists():
                shutil.rmtree(path)
            aside.rename(path)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def check_folder(path: Path) -> None:
    """Raise UsageError when `path` is a file, or a folder that holds something else than an earlier export."""
    if path.exists() and not path.is_dir():
        raise UsageError(f"export.path={path} is a file", "name a folder to write, which need not exist")
    if path.is_dir() and any(path.iterdir()) and not (path / _MARK).is_file():
        raise UsageError(
            f"export.path={path} exists and was not written by an export",
            "choose another path, or remove the folder yourself",
        )


def copy_picture(selected: Selected, folder: Path) -> str:
    """Copy a picture into a folder, under the name of its frame; returns the file's name. Raises DatasetError."""
    name = f"{selected.record.frame_id}{selected.frame.path.suffix}"
    folder.mkdir(parents=True, exist_ok=True)
    if not selected.frame.path.is_file():
        raise DatasetError(f"the picture {selected.frame.path} is missing", "Make the dataset again.")
    shutil.copyfile(selected.frame.path, folder / name)
    return name
