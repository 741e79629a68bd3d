"""Which TeX is installed: its programs, their versions, and a fingerprint that changes when TeX does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from synthgen.engines.tex import processes
from synthgen.engines.tex.errors import TexMissing
from synthgen.engines.tex.store import digest, write_whole

_QUERY_LIMIT_S = 60.0
_FONT_MAPS = ("ps2pk.map", "dvipdfm.map", "psfonts.map")
"""The font maps dvisvgm looks for, of which it reads the first it finds."""


class Toolchain:
    """The installed programs. Answers that take a process are kept in `memo_dir` as long as the programs stay."""

    def __init__(self, memo_dir: Path) -> None:
        self._memo_dir = memo_dir
        self._versions: dict[str, str] = {}

    def program(self, name: str) -> str:
        """Absolute path of a program; raises TexMissing."""
        found = shutil.which(name)
        if found is None:
            raise TexMissing(f"the program `{name}` is not installed; formulas need it")
        return found

    def version(self, name: str) -> str:
        """First line a program prints about its version."""
        if name not in self._versions:
            program = self.program(name)
            self._versions[name] = self._remembered(name, (program,), lambda: self._ask([program, "--version"]))
        return self._versions[name].partition("\n")[0]

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever TeX packages are installed, removed or updated (as TeX's file databases then do)."""
        return digest(*(_stamp(Path(line)) for line in self._data_files if line.endswith("ls-R")))

    @cached_property
    def font_map(self) -> Path | None:
        """The map of PostScript fonts that dvisvgm reads."""
        by_name = {Path(line).name: Path(line) for line in reversed(self._data_files)}
        return next((by_name[name] for name in _FONT_MAPS if name in by_name), None)

    def find_files(self, names: list[str]) -> dict[str, Path]:
        """Where TeX finds files, by name; what it does not find is left out."""
        if not names:
            return {}
        found = self._ask([self.program("kpsewhich"), *names]).splitlines()
        return {Path(line).name: Path(line) for line in found}

    @cached_property
    def _data_files(self) -> list[str]:
        kpsewhich = self.program("kpsewhich")
        command = [kpsewhich, "--all", "ls-R", *_FONT_MAPS]
        return self._remembered("data files", (kpsewhich,), lambda: self._ask(command)).splitlines()

    def _ask(self, command: list[str]) -> str:
        _, printed = processes.run(command, Path("/"), os.environ, _QUERY_LIMIT_S)
        return printed.strip()

    def _remembered(self, question: str, programs: tuple[str, ...], ask: Callable[[], str]) -> str:
        key = digest(question, *(_stamp(Path(program)) for program in programs), os.environ.get("TEXMFHOME", ""))
        memo = self._memo_dir / f"{key[:32]}.txt"
        if memo.is_file():
            return memo.read_text(encoding="utf-8")
        answer = ask()
        write_whole(memo, answer.encode())
        return answer


def _stamp(path: Path) -> str:
    """A file's place, size and time of change."""
    real = path.resolve()
    try:
        status = real.stat()
    except OSError:
        return str(real)
    return f"{real} {status.st_size} {status.st_mtime_ns}"
