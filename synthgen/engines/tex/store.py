"""Files that many processes share: each appears whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import weakref
from pathlib import Path


def digest(*parts: str) -> str:
    """sha256 over text parts, each kept apart from the next."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        found.update(len(data).to_bytes(8, "big") + data)
    return found.hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write aside and rename, so that no reader ever sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    aside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        aside.chmod(0o644)
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def link_whole(target: Path, link: Path) -> None:
    """Make a symbolic link that another process may be making too."""
    link.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        link.symlink_to(target)


class ProcessFolder:
    """A temporary folder of one process, made when first asked for, removed when that process exits."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._owner = 0
        self._path = Path()

    def path(self) -> Path:
        if self._owner != os.getpid():
            self._owner = os.getpid()
            self._path = Path(tempfile.mkdtemp(prefix=self._prefix))
            weakref.finalize(self, _remove, self._path, self._owner)
        return self._path


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
