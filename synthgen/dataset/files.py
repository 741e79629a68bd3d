"""Writing files so that a reader sees the old or the new content, never half of it; and what to say on a full disk."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from synthgen.errors import DatasetError

UNFINISHED = ".part"
"""How the names of files end that are still being written; they are hidden, too."""

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class DiskFull(DatasetError):
    """There was no room to write; nothing of what was being written is left behind."""


@contextlib.contextmanager
def explained_errors(path: Path) -> Iterator[None]:
    """Turn an OSError about writing below `path` into a DatasetError with its remedy."""
    try:
        yield
    except OSError as error:
        raise explained(error, path) from error


def explained(error: OSError, path: Path) -> DatasetError:
    if error.errno in _NO_SPACE:
        return DiskFull(
            f"no space left to write {path} ({error.strerror})",
            "Free some space, or write to another disk (dataset.root=..., export.path=...). What is whole stays: "
            "the same command then does only what is missing.",
        )
    return DatasetError(
        f"cannot write {path}: {error.strerror or error}",
        "Check that the folder is yours to write, or choose another (dataset.root=..., export.path=...).",
    )


def write_atomically(path: Path, content: str | bytes) -> None:
    """Replace the file at `path` in one step, on disk before this returns. Raises DatasetError."""
    data = to_bytes(content) if isinstance(content, str) else content
    aside = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}{UNFINISHED}")
    with explained_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            write_durably(aside, data)
            aside.replace(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def to_bytes(text: str) -> bytes:
    """UTF-8; a lone surrogate (from a file name or a message that was no text) becomes an escape that JSON reads."""
    return text.encode("utf-8", "backslashreplace")


def write_durably(path: Path, data: bytes) -> None:
    """Write a new file and wait until it is on disk. Raises OSError."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make renames within a folder survive a power cut, where the file system can."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def pretty_json(value: Any) -> str:
    """JSON for people to read: indented, keys in the order given. Raises ValueError on NaN."""
    return json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock file against other processes; the system lets go of it when the process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
