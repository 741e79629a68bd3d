"""Unpacking an archive from elsewhere: what is plain comes out whole, anything else is refused and leaves nothing."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from synthgen.errors import SourceError
from synthgen.sources import archive


def tar_with(path: Path, members: Sequence[tuple[tarfile.TarInfo, bytes]]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for info, content in members:
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


def plain(name: str, content: bytes = b"x") -> tuple[tarfile.TarInfo, bytes]:
    return tarfile.TarInfo(name), content


def special(name: str, kind: bytes, target: str = "") -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info, b""


def test_files_and_folders_come_out_whole(tmp_path: Path) -> None:
    packed = tar_with(
        tmp_path / "a.tar.gz", [special("top", tarfile.DIRTYPE), plain("top/a.py", b"1"), plain("top/b/c.py", b"2")]
    )
    root = archive.unpack(packed, "top", tmp_path)
    assert root == tmp_path / "top"
    assert (root / "a.py").read_bytes() == b"1"
    assert (root / "b" / "c.py").read_bytes() == b"2"


@pytest.mark.parametrize(
    "member",
    [
        plain("top/../../outside.py"),
        plain("../outside.py"),
        plain("/outside.py"),
        plain("elsewhere/a.py"),
        plain("top\\..\\outside.py"),
        special("top/link", tarfile.SYMTYPE, "/etc/passwd"),
        special("top/hard", tarfile.LNKTYPE, "top/ok.py"),
        special("top/pipe", tarfile.FIFOTYPE),
        special("top/device", tarfile.CHRTYPE),
    ],
    ids=lambda member: member[0].name,
)
def test_what_leads_elsewhere_is_refused_by_name_and_nothing_is_left(
    tmp_path: Path, member: tuple[tarfile.TarInfo, bytes]
) -> None:
    packed = tar_with(tmp_path / "a.tar.gz", [plain("top/ok.py"), member])
    into = tmp_path / "into"
    into.mkdir()
    with pytest.raises(SourceError) as caught:
        archive.unpack(packed, "top", into)
    assert repr(member[0].name) in caught.value.message
    assert list(into.iterdir()) == []
    assert not (tmp_path / "outside.py").exists()


def test_a_member_listed_twice_does_not_overwrite(tmp_path: Path) -> None:
    packed = tar_with(tmp_path / "a.tar.gz", [plain("top/a.py", b"1"), plain("top/a.py", b"2")])
    with pytest.raises(OSError, match="File exists"):
        archive.unpack(packed, "top", tmp_path)


def test_a_bomb_is_refused_before_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 1000)
    packed = tar_with(tmp_path / "a.tar.gz", [plain("top/a.py", b"0" * 600), plain("top/b.py", b"0" * 600)])
    with pytest.raises(SourceError, match="holds more than"):
        archive.unpack(packed, "top", tmp_path)
    assert not (tmp_path / "top").exists()


def test_a_truncated_archive_is_named(tmp_path: Path) -> None:
    packed = tar_with(tmp_path / "a.tar.gz", [plain("top/a.py", bytes(range(256)) * 500)])
    packed.write_bytes(packed.read_bytes()[:-200])
    with pytest.raises(SourceError) as caught:
        archive.unpack(packed, "top", tmp_path)
    assert f"{packed} cannot be unpacked" in caught.value.message
    assert not (tmp_path / "top").exists()


def test_what_is_no_archive_at_all_is_named(tmp_path: Path) -> None:
    packed = tmp_path / "a.tar.gz"
    packed.write_text("<html>please log in</html>")
    with pytest.raises(SourceError, match="cannot be unpacked"):
        archive.unpack(packed, "top", tmp_path)
