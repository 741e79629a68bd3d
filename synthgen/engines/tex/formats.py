"""Preambles loaded once: TeX's memory after the preamble, dumped into a format file of the cache."""

from __future__ import annotations

import gzip
import os
import subprocess
import tempfile
from pathlib import Path

from synthgen.engines.tex import processes
from synthgen.engines.tex.store import digest, write_whole
from synthgen.engines.tex.toolchain import Toolchain


class FormatStore:
    """Format files by content of their preamble; shared by all processes of a user."""

    def __init__(self, folder: Path, toolchain: Toolchain, time_limit_s: float) -> None:
        self._folder = folder
        self._toolchain = toolchain
        self._time_limit_s = time_limit_s
        self._known: dict[str, Path | None] = {}

    def format_for(self, preamble: str) -> Path | None:
        """The format file of a preamble, made now if need be; None for a preamble that cannot be dumped."""
        if preamble not in self._known:
            self._known[preamble] = self._find_or_make(preamble)
        return self._known[preamble]

    def _find_or_make(self, preamble: str) -> Path | None:
        tools = self._toolchain
        path = self._folder / f"{digest(preamble, tools.version('latex'), tools.fingerprint)}.fmt"
        if not path.is_file():
            dumped = self._dump(preamble)
            if dumped is None:
                return None
            write_whole(path, dumped)
        return path

    def _dump(self, preamble: str) -> bytes | None:
        with tempfile.TemporaryDirectory(prefix="synthgen-tex-") as folder:
            work = Path(folder)
            (work / "preamble.tex").write_text(preamble + "\n\\csname dump\\endcsname\n", encoding="utf-8")
            command = [self._toolchain.program("latex"), "-ini", "-interaction=batchmode", "-halt-on-error"]
            command += ["-no-shell-escape", "-jobname=preamble", "&latex", "preamble.tex"]
            try:
                status, _ = processes.run(command, work, os.environ, self._time_limit_s)
            except subprocess.TimeoutExpired:
                return None
            dumped = work / "preamble.fmt"
            if status != 0 or not dumped.is_file():
                return None
            return _unpacked(dumped.read_bytes())


def _unpacked(data: bytes) -> bytes:
    """TeX reads packed and plain formats alike; a plain one starts twice as fast."""
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
