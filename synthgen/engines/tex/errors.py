"""What can go wrong with a formula, read from TeX's own log."""

from __future__ import annotations

import re
from pathlib import Path

from synthgen.errors import EngineUnavailable

DEBIAN_PACKAGES = (
    "texlive-latex-extra texlive-fonts-extra texlive-science cm-super tipa preview-latex-style texlive-xetex dvisvgm"
)
_PACKAGE_OF_FILE = {"tipa.sty": "tipa", "preview.sty": "preview-latex-style", "physics.sty": "texlive-science"}
_MISSING_FILE = re.compile(r"File `([^']+)' not found")
_ARGUMENT = re.compile(r"^<argument> (.*)", re.MULTILINE)
_ERROR = re.compile(r"^(?:! |(?P<file>\S+\.\w+):(?P<line>\d+): )(?P<message>.*)", re.MULTILINE)
_AT_LINE = re.compile(r"^l\.\d+ ?(.*)", re.MULTILINE)


class TexMissing(EngineUnavailable):
    """TeX, or a part of it, is not installed."""

    def __init__(self, message: str, remedy: str = f"apt-get install {DEBIAN_PACKAGES}") -> None:
        super().__init__(message, remedy)


class TexError(Exception):
    """A formula that TeX cannot set. `line` counts from 1 in the document; `source` ends with what TeX stopped at."""

    def __init__(self, message: str, line: int | None = None, source: str = "") -> None:
        super().__init__(message, line, source)
        self.message = message
        self.line = line
        self.source = source

    def __str__(self) -> str:
        place = f" (line {self.line}: {self.source})" if self.line is not None else f": {self.source}"
        return "LaTeX: " + self.message + (place if self.source else "")


class TexTimeout(TexError):
    """A formula that TeX did not finish within its time limit."""

    def __init__(self, time_limit_s: float, source: str) -> None:
        super().__init__(f"not finished after {time_limit_s:g} s (an endless loop?)", None, source)
        self.time_limit_s = time_limit_s

    def __reduce__(self) -> tuple[type[TexTimeout], tuple[float, str]]:
        return type(self), (self.time_limit_s, self.source)


def error_from_log(log_file: Path, document: Path, compiler: str) -> TexError:
    """The first error in a TeX log, with what TeX had read of the line when it stopped.

    The log is that of a run with -file-line-error: an error in a package has no line in the document.
    """
    log = log_file.read_text(encoding="utf-8", errors="replace") if log_file.is_file() else ""
    start = _ERROR.search(log)
    if start is None:
        return TexError(f"{compiler} failed without an error message")
    message = _plain(start["message"]) + _hint(start["message"])
    line = int(start["line"]) if start["file"] and Path(start["file"]).name == document.name else None
    place = _AT_LINE.search(log, start.end())
    if place is None:
        return TexError(message, line)
    # Inside a macro's argument, the line itself is only where the argument ends.
    argument = _ARGUMENT.search(log, start.end(), place.start())
    return TexError(message, line, (argument or place)[1].strip())


def _plain(message: str) -> str:
    return re.sub(r"^(LaTeX|Package \S+|Class \S+) Error: ", "", message).strip()


def _hint(message: str) -> str:
    """Which Debian package has a file that was not found."""
    missing = _MISSING_FILE.search(message)
    if missing is None:
        return ""
    return f" (try: apt-get install {_PACKAGE_OF_FILE.get(missing[1], DEBIAN_PACKAGES)})"
