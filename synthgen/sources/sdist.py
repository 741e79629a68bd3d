"""The period library and its scenes: one pinned source distribution, fetched once through pip into the user's cache."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from synthgen.errors import SourceError
from synthgen.sources.archive import unpack

Say = Callable[[str], None]

_PIP_TIMEOUT_S = 600
# pip builds the metadata of what it downloads; newer build tools than these have not been tried on a setup.py so old.
_BUILD_TOOLS = ("setuptools<85", "pbr<8")
_READ_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Distribution:
    """A source distribution pinned by version and content. `top` is the one folder in the archive."""

    name: str
    version: str
    sha256: str
    size_bytes: int

    @property
    def top(self) -> str:
        return f"{self.name}-{self.version}"

    @property
    def archive(self) -> str:
        return f"{self.top}.tar.gz"


PERIOD = Distribution(
    "manimlib", "0.2.0", "a4745f1af6e23cf5a5ea1749d24710b108925d7a79fb7b20e80029f6d5ff93b4", size_bytes=4_789_408
)


def period_root(cache_dir: Path, say: Say, distribution: Distribution = PERIOD) -> Path:
    """The folder that holds `manimlib` and `from_3b1b`, fetched and unpacked first when it is not in the cache yet.

    Safe to call from several processes at once. Raises SourceError when it cannot be had.
    """
    folder = cache_dir / "sources"
    root = folder / distribution.top
    if root.is_dir():
        return root
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder / f".{distribution.top}.lock"), _scratch(folder) as scratch:
            if not root.is_dir():
                archive = _archive(distribution, folder, scratch, say)
                say(f"Unpacking {distribution.archive} ...")
                unpack(archive, distribution.top, scratch).rename(root)
    except OSError as error:
        raise SourceError(
            f"the cache folder {folder} cannot be written: {error.strerror or error}",
            "make room or choose another folder with `paths.cache=FOLDER`",
        ) from error
    return root


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    # Beside the final place, so that moving there is a rename and nothing half-written is ever seen.
    path = Path(tempfile.mkdtemp(prefix=".tmp-", dir=folder))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _archive(distribution: Distribution, folder: Path, scratch: Path, say: Say) -> Path:
    """The verified archive, from the cache or else downloaded into it."""
    kept = folder / distribution.archive
    if not kept.exists():
        say(
            f"Downloading {distribution.name} {distribution.version} ({distribution.size_bytes / 1e6:.1f} MB, once): "
            "the 2015-2019 videos' scenes and their library ..."
        )
        _download(distribution, folder, scratch).replace(kept)
    found = _sha256(kept)
    if found != distribution.sha256:
        raise SourceError(
            f"{kept} is damaged: its sha256 is {found}, expected {distribution.sha256}",
            "delete the file and run the command again to download it anew",
        )
    return kept


def _download(distribution: Distribution, folder: Path, scratch: Path) -> Path:
    pinned = f"{distribution.name}=={distribution.version}"
    wanted, target = scratch / "requirements.txt", scratch / "download"
    # With a hash, pip checks the content before it looks into the archive, whose metadata it then builds.
    wanted.write_text(f"{pinned} --hash=sha256:{distribution.sha256}\n")
    build_tools = scratch / "build-constraints.txt"
    build_tools.write_text("\n".join(_BUILD_TOOLS) + "\n")
    source_only = ["--no-deps", "--no-binary", distribution.name, "--require-hashes"]
    patience = ["--no-input", "--disable-pip-version-check", "--retries", "2", "--timeout", "30"]
    output = _run_pip(
        ["download", *source_only, *patience, "--dest", str(target), "--requirement", str(wanted)], build_tools
    )
    downloaded = target / distribution.archive
    if not downloaded.is_file():
        raise SourceError(
            f"{distribution.archive} could not be downloaded through pip: {_reason(output)}",
            "check the network connection and run the command again; for a machine without network, run "
            f"`python -m pip download --no-deps --no-binary :all: {pinned}` on another and copy the file to {folder}",
        )
    return downloaded


def _run_pip(arguments: list[str], build_tools: Path) -> str:
    """What pip printed; whether it succeeded is for the caller to see from the files."""
    command = [sys.executable, "-m", "pip", *arguments]
    # Which of the two names the constraints for building goes by depends on pip's version.
    constraints = {"PIP_CONSTRAINT": str(build_tools), "PIP_BUILD_CONSTRAINT": str(build_tools)}
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=_PIP_TIMEOUT_S,
            env={**os.environ, **constraints, "PIP_NO_COLOR": "1"},
        )
    except subprocess.TimeoutExpired:
        return f"ERROR: no answer in {_PIP_TIMEOUT_S} s"
    return done.stdout


def _reason(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    if any("Retrying" in line for line in lines):
        # What pip says last without a connection ("could not find a version") leads astray.
        return "no connection to the package index"
    # The first error is the cause (no route, wrong hash); the ones after it are consequences.
    errors = [line.removeprefix("ERROR:").strip() for line in lines if line.startswith("ERROR:")]
    return (errors or lines[-1:] or ["pip said nothing"])[0]


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_READ_BYTES):
            digest.update(block)
    return digest.hexdigest()
