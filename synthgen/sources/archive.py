"""Unpacking an archive that came from elsewhere, trusting nothing in it."""

from __future__ import annotations

import shutil
import tarfile
import zlib
from pathlib import Path, PurePosixPath

from synthgen.errors import SourceError

MAX_MEMBERS = 5_000
MAX_BYTES = 200_000_000


def unpack(archive: Path, top: str, into: Path) -> Path:
    """Unpack a tar archive whose members all lie in the folder `top`, into `into`; returns `into / top`.

    Only plain files and folders are accepted. Raises SourceError, with nothing left behind under `top`, for a
    damaged archive, links, devices, paths that lead elsewhere, and sizes out of all proportion.
    """
    root = into / top
    try:
        with tarfile.open(archive, "r:*") as tar:
            _unpack_members(tar, top, into)
    except (tarfile.TarError, EOFError, zlib.error, _Refused) as error:
        shutil.rmtree(root, ignore_errors=True)
        raise SourceError(f"{archive} cannot be unpacked: {error}", "delete the file and fetch it again") from error
    return root


class _Refused(Exception):
    """The archive holds something that is not unpacked."""


def _unpack_members(tar: tarfile.TarFile, top: str, into: Path) -> None:
    members = total_bytes = 0
    for member in tar:
        members, total_bytes = members + 1, total_bytes + member.size
        if members > MAX_MEMBERS or total_bytes > MAX_BYTES:
            raise _Refused(f"it holds more than {MAX_MEMBERS} files or {MAX_BYTES / 1e6:.0f} MB")
        path = into / _safe_path(member, top)
        if member.isdir():
            path.mkdir(parents=True, exist_ok=True)
        else:
            _write(tar, member, path)
    if not (into / top).is_dir():
        raise _Refused(f"it has no folder {top}")


def _safe_path(member: tarfile.TarInfo, top: str) -> PurePosixPath:
    path = PurePosixPath(member.name)
    if not (member.isreg() or member.isdir()):
        raise _Refused(f"{member.name!r} is neither a file nor a folder")
    if path.is_absolute() or ".." in path.parts or "\\" in member.name or path.parts[:1] != (top,):
        raise _Refused(f"{member.name!r} leads outside the folder {top}")
    return path


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> None:
    source = tar.extractfile(member)
    if source is None:
        raise _Refused(f"{member.name!r} has no content")
    path.parent.mkdir(parents=True, exist_ok=True)
    # "x": a member listed twice must not overwrite what was checked before.
    with source, path.open("xb") as target:
        shutil.copyfileobj(source, target)
