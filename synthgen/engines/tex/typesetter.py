"""A TeX process that has its preamble loaded and sets one formula after another, each on a page of its own.

It reads the name of the next body from its standard input, so it ends by itself when that is closed. After each page
it ships out padding, which pushes the page through TeX's own output buffer: a page can be read as soon as it is asked
for. LaTeX's counters are put back after each page; everything else a formula does stays inside its group, or else
`source.shareable` would have kept it out.
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import subprocess
import tempfile
import time
import weakref
from pathlib import Path

from synthgen.engines.tex import processes
from synthgen.engines.tex.dvi import BadDvi, DviReader, Page
from synthgen.engines.tex.errors import TexTimeout

_PAGES_PER_PROCESS = 1000
_READY = b"synthgen:ready"
_PADDING = b"synthgen:padding"

_DRIVER = r"""\makeatletter
% TeX holds back up to 16 KiB of DVI, the C library up to 4 KiB more: 32 KiB of padding push a page out.
\def\synthgen@padding{................}%
\count@\z@
\loop\ifnum\count@<11
  \edef\synthgen@padding{\synthgen@padding\synthgen@padding}%
  \advance\count@\@ne
\repeat
\def\synthgen@reset{\global\pr@snippet\@ne}%
\begingroup
  \def\@elt#1{\edef\synthgen@step{\noexpand\g@addto@macro\noexpand\synthgen@reset{%
    \global\expandafter\noexpand\csname c@#1\endcsname\number\csname c@#1\endcsname\relax}}\synthgen@step}%
  \cl@@ckpt
\endgroup
% What the class does after \begin{document} and before \end{document}.
\def\synthgen@page#1{%
  \begingroup
  \standalone\ignorespaces#1\ifhmode\unskip\fi\endstandalone
  \endgroup
  \synthgen@reset
  \pr@shipout\vbox{\special{synthgen:padding\synthgen@padding}}}%
\def\synthgen@serve{%
  \scrollmode
  \immediate\write16{synthgen:ready}%
  {\endlinechar\m@ne\global\read\m@ne to\synthgen@request}%
  \batchmode
  \synthgen@page{\@@input\synthgen@request\space}%
  \synthgen@serve}%
% The first page, an empty one, takes the specials of the document's beginning.
\def\sa@cls@afterbegindocument{\synthgen@page{}\synthgen@serve}%
\makeatother
\begin{document}
"""


class TypesettingFailed(Exception):
    """TeX stopped, or did something else than set one page: the formula must go the plain road."""


class Typesetter:
    """One preamble's TeX process, started when first needed and again after a failure."""

    def __init__(self, latex: str, format_file: Path, time_limit_s: float) -> None:
        self._latex = latex
        self._format_file = format_file
        self._time_limit_s = time_limit_s
        self._session: _Session | None = None

    def typeset(self, body: str) -> tuple[Page, DviReader]:
        """Set a body; returns its page and the reader that knows the page's fonts.

        Raises TypesettingFailed, or TexTimeout for a formula that does not end.
        """
        try:
            if self._session is None or self._session.is_spent:
                self.close()
                self._session = _Session(self._latex, self._format_file, self._time_limit_s)
            return self._session.typeset(body), self._session.reader
        except subprocess.TimeoutExpired:
            self.close()
            raise TexTimeout(self._time_limit_s, body.strip()[:500]) from None
        except (OSError, BadDvi, TypesettingFailed) as error:
            self.close()
            raise TypesettingFailed(str(error)) from error

    def close(self) -> None:
        """End the process; the next formula starts another."""
        session, self._session = self._session, None
        if session is not None:
            session.close()


class _Session:
    """A running TeX process, its folder and its DVI file."""

    def __init__(self, latex: str, format_file: Path, time_limit_s: float) -> None:
        self.reader = DviReader()
        self.page_count = 0
        self._time_limit_s = time_limit_s
        self._owner = os.getpid()
        self._work = Path(tempfile.mkdtemp(prefix="synthgen-tex-"))
        (self._work / "preamble.fmt").symlink_to(format_file.resolve())
        (self._work / "formulas.tex").write_text(_DRIVER, encoding="utf-8")
        command = [latex, "-fmt=./preamble", "-interaction=batchmode", "-halt-on-error", "-no-shell-escape"]
        self._process = processes.start(
            [*command, "formulas.tex"], self._work, os.environ, time_limit_s, subprocess.PIPE, subprocess.PIPE
        )
        self.close = weakref.finalize(self, _end, self._process, self._work, self._owner)
        """End the process and remove its folder; also happens at exit."""
        try:
            self._wait_until_ready()
            self._dvi = (self._work / "formulas.dvi").open("rb")
            self._one_page()
        except BaseException:
            self.close()
            raise

    @property
    def is_spent(self) -> bool:
        """Whether a new session is due: after many pages, or in a forked copy of the program that started this one."""
        return self.page_count >= _PAGES_PER_PROCESS or self._owner != os.getpid()

    def typeset(self, body: str) -> Page:
        self.page_count += 1
        name = f"b{self.page_count}"
        file = self._work / f"{name}.tex"
        file.write_text(body, encoding="utf-8")
        assert self._process.stdin is not None
        self._process.stdin.write(name.encode() + b"\n")
        self._process.stdin.flush()
        self._wait_until_ready()
        file.unlink()
        return self._one_page()

    def _wait_until_ready(self) -> None:
        """Read what TeX prints until it asks for the next body; raises when it ends or takes too long."""
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        deadline = time.monotonic() + self._time_limit_s
        printed = b""
        while _READY not in printed:
            left_s = deadline - time.monotonic()
            if left_s <= 0 or not select.select([descriptor], [], [], left_s)[0]:
                raise subprocess.TimeoutExpired("latex", self._time_limit_s)
            piece = os.read(descriptor, 1 << 16)
            if not piece:
                raise TypesettingFailed("TeX stopped")
            printed = printed[-len(_READY) :] + piece

    def _one_page(self) -> Page:
        """The page just set: exactly one must have come, beside padding."""
        found = self.reader.feed(self._dvi.read())
        pages = [page for page in found if not any(special.startswith(_PADDING) for special in page.specials)]
        if len(pages) != 1:
            raise TypesettingFailed(f"{len(pages)} pages instead of one")
        return pages[0]


def _end(process: subprocess.Popen[bytes], work: Path, owner: int) -> None:
    """End a session's process. In a forked copy of this program, process and folder belong to the original."""
    if os.getpid() == owner:
        processes.kill(process)
        shutil.rmtree(work, ignore_errors=True)
        return
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
