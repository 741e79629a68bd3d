"""Fetching the period distribution: once, verified, whole or not at all; with a small distribution of our own."""

from __future__ import annotations

import hashlib
import io
import tarfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from synthgen.errors import SourceError
from synthgen.sources.sdist import Distribution, period_root

# A build backend inside the distribution: pip asks it for metadata, and needs nothing from any index.
BACKEND = """
import pathlib
def prepare_metadata_for_build_wheel(folder, settings=None):
    info = pathlib.Path(folder, "tinycorpus-1.0.dist-info")
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\\nName: tinycorpus\\nVersion: 1.0\\n")
    return info.name
"""
FILES = {
    "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
    "backend.py": BACKEND,
    "PKG-INFO": "Metadata-Version: 2.1\nName: tinycorpus\nVersion: 1.0\n",
    "from_3b1b/scene.py": "class A: pass\n",
}


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the only place pip may look in."""
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def published(index: Path) -> Distribution:
    archive = index / "tinycorpus-1.0.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        for name, text in FILES.items():
            info = tarfile.TarInfo(f"tinycorpus-1.0/{name}")
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text.encode()))
    return Distribution("tinycorpus", "1.0", hashlib.sha256(archive.read_bytes()).hexdigest(), archive.stat().st_size)


def unpublish(index: Path) -> None:
    for file in index.iterdir():
        file.unlink()


def test_it_is_fetched_once_and_then_needs_no_network(tmp_path: Path, index: Path, published: Distribution) -> None:
    said: list[str] = []
    root = period_root(tmp_path / "cache", said.append, published)
    assert root == tmp_path / "cache" / "sources" / "tinycorpus-1.0"
    assert (root / "from_3b1b" / "scene.py").read_text() == "class A: pass\n"
    assert said[0].startswith("Downloading tinycorpus 1.0")
    unpublish(index)
    said.clear()
    assert period_root(tmp_path / "cache", said.append, published) == root
    assert said == []


def test_the_archive_stays_in_the_cache_and_is_unpacked_again_offline(
    tmp_path: Path, index: Path, published: Distribution
) -> None:
    root = period_root(tmp_path / "cache", print, published)
    unpublish(index)
    root.rename(tmp_path / "gone")
    assert (period_root(tmp_path / "cache", print, published) / "PKG-INFO").is_file()


def test_nothing_but_the_result_is_left_in_the_cache(tmp_path: Path, published: Distribution) -> None:
    root = period_root(tmp_path / "cache", print, published)
    visible = {path.name for path in root.parent.iterdir()}
    assert visible == {"tinycorpus-1.0", "tinycorpus-1.0.tar.gz", ".tinycorpus-1.0.lock"}


def test_several_at_once_download_once(tmp_path: Path, published: Distribution) -> None:
    said: list[str] = []
    with ThreadPoolExecutor(4) as pool:
        roots = list(pool.map(lambda _: period_root(tmp_path / "cache", said.append, published), range(4)))
    assert len(set(roots)) == 1
    assert sum(line.startswith("Downloading") for line in said) == 1


def test_without_network_and_cache_the_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    with pytest.raises(SourceError) as caught:
        period_root(tmp_path, print)
    assert caught.value.exit_code == 1
    assert caught.value.message == (
        "manimlib-0.2.0.tar.gz could not be downloaded through pip: no connection to the package index"
    )
    assert caught.value.remedy == (
        "check the network connection and run the command again; for a machine without network, run "
        "`python -m pip download --no-deps --no-binary :all: manimlib==0.2.0` on another and copy the file to "
        f"{tmp_path / 'sources'}"
    )


def test_an_archive_copied_there_by_hand_is_used(tmp_path: Path, index: Path, published: Distribution) -> None:
    folder = tmp_path / "cache" / "sources"
    folder.mkdir(parents=True)
    (index / published.archive).rename(folder / published.archive)
    assert (period_root(tmp_path / "cache", print, published) / "backend.py").is_file()


def test_a_damaged_archive_in_the_cache_is_named(tmp_path: Path, published: Distribution) -> None:
    folder = tmp_path / "cache" / "sources"
    folder.mkdir(parents=True)
    damaged = folder / published.archive
    damaged.write_bytes(b"half of it")
    with pytest.raises(SourceError) as caught:
        period_root(tmp_path / "cache", print, published)
    assert caught.value.message.startswith(f"{damaged} is damaged: its sha256 is ")
    assert f"expected {published.sha256}" in caught.value.message
    assert "delete the file" in caught.value.remedy
    assert not (folder / published.top).exists()


def test_an_archive_with_other_content_is_not_taken_from_the_index(
    tmp_path: Path, index: Path, published: Distribution
) -> None:
    other = Distribution(published.name, published.version, "0" * 64, published.size_bytes)
    with pytest.raises(SourceError, match=r"could not be downloaded through pip: .*HASH"):
        period_root(tmp_path / "cache", print, other)
    assert not (tmp_path / "cache" / "sources" / published.archive).exists()


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SourceError) as caught:
        period_root(tmp_path / "file", print)
    assert (
        caught.value.message == f"the cache folder {tmp_path / 'file' / 'sources'} cannot be written: Not a directory"
    )
    assert "paths.cache=FOLDER" in caught.value.remedy
