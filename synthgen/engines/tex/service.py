"""TeX for all engines: whole documents in, SVG out, each compiled once per user."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from synthgen.engines.tex.converter import QuickConverter
from synthgen.engines.tex.dvi import DviReader, Page
from synthgen.engines.tex.errors import TexError, TexTimeout
from synthgen.engines.tex.fonts import FontFolder
from synthgen.engines.tex.formats import FormatStore
from synthgen.engines.tex.plain import compile_plain
from synthgen.engines.tex.source import Shareable, TexJob, shareable
from synthgen.engines.tex.store import write_whole
from synthgen.engines.tex.toolchain import Toolchain
from synthgen.engines.tex.typesetter import Typesetter, TypesettingFailed

_LAYOUT = "1"
"""Part of every key: raise it when the SVG made of a document may change."""

Compiler = str | list[str] | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _SetFormula:
    """A formula that is set and only needs converting."""

    key: str
    job: TexJob
    page: Page
    reader: DviReader


class TexService:
    """Compiles LaTeX documents to SVG, through a cache that any number of processes share.

    Documents of the usual kind go a quick road: their preamble is loaded from a dumped format by a TeX process that
    stays, and dvisvgm converts all pages of a batch at once. Anything unusual, and everything that fails there, goes
    the plain road: the very commands of the stock engines. The SVG draws the same either way.

    `compiled` and `cached` count distinct documents that had to be compiled, and that the cache already had. May be
    used on either side of a fork; not by several threads.
    """

    def __init__(self, cache_dir: Path, *, time_limit_s: float = 60.0) -> None:
        cache_dir = cache_dir.absolute()  # a scene may change the working directory
        self._cache_dir = cache_dir
        self._time_limit_s = time_limit_s
        self._tools = Toolchain(cache_dir / "tools")
        self._formats = FormatStore(cache_dir / "formats", self._tools, time_limit_s)
        self._typesetters: dict[str, Typesetter] = {}
        self._quick_converter: QuickConverter | None = None
        self._failures: dict[str, TexError] = {}
        self._seen: set[str] = set()
        self.compiled = 0
        self.cached = 0

    def svg(self, source: str, compiler: Compiler = "latex", output_format: str | None = None) -> str:
        """SVG text of the first page of a document. Raises TexError, TexMissing."""
        return self.svg_path(source, compiler, output_format).read_text(encoding="utf-8")

    def svg_path(self, source: str, compiler: Compiler = "latex", output_format: str | None = None) -> Path:
        """The SVG's file in the cache: named by content, whole, not to be written to. Raises TexError, TexMissing.

        `compiler` is one of latex, pdflatex, xelatex, lualatex or several to run in turn; `output_format` the
        suffix of the file they write (by default .dvi for latex, .xdv for xelatex, .pdf for the others).
        """
        job = TexJob.make(source, compiler, output_format)
        key = self._key(job)
        path = self._path(key)
        if not self._is_at_hand(key, path):
            self._compile({key: job})
        if key in self._failures:
            raise self._failures[key]
        return path

    def compile_many(self, sources: Iterable[str], compiler: Compiler = "latex") -> None:
        """Compile documents about to be asked for, in few processes. Errors wait until the document is asked for."""
        jobs = {self._key(job): job for job in (TexJob.make(source, compiler, None) for source in sources)}
        missing = {key: job for key, job in jobs.items() if not self._is_at_hand(key, self._path(key))}
        if missing:
            self._compile(missing)

    def versions(self) -> dict[str, str]:
        """What the SVGs depend on, for the metadata. Raises TexMissing."""
        return {name: self._tools.version(name) for name in ("latex", "dvisvgm")}

    def close(self) -> None:
        """End the TeX processes kept for later; the service stays usable."""
        for typesetter in self._typesetters.values():
            typesetter.close()

    def _key(self, job: TexJob) -> str:
        versions = [self._tools.version(name) for name in (*job.compilers, "dvisvgm")]
        return job.key(_LAYOUT, self._tools.fingerprint, *versions)

    def _path(self, key: str) -> Path:
        return self._cache_dir / "svg" / key[:2] / f"{key}.svg"

    def _is_at_hand(self, key: str, path: Path) -> bool:
        """Whether a document needs no compiling: its SVG is cached, or it failed before."""
        if key in self._failures:
            return True
        if not path.is_file():
            return False
        if key not in self._seen:
            self._seen.add(key)
            self.cached += 1
        return True

    def _compile(self, jobs: dict[str, TexJob]) -> None:
        plain = dict(jobs)
        for key, svg in self._compile_quickly(jobs):
            self._keep(key, svg)
            del plain[key]
        self._compile_plainly({key: job for key, job in plain.items() if key not in self._failures})

    def _keep(self, key: str, svg: str) -> None:
        write_whole(self._path(key), svg.encode())
        self._seen.add(key)
        self.compiled += 1

    def _compile_quickly(self, jobs: dict[str, TexJob]) -> Iterable[tuple[str, str]]:
        """Keys and SVGs of the documents the quick road is good for."""
        by_reader: dict[int, list[_SetFormula]] = {}
        for key, job in jobs.items():
            document = shareable(job)
            formula = self._set(key, job, document) if document is not None else None
            if formula is not None and self._quick.can_convert(formula.page, formula.reader):
                by_reader.setdefault(id(formula.reader), []).append(formula)
        for formulas in by_reader.values():
            svgs = self._quick.convert([formula.page for formula in formulas], formulas[0].reader)
            yield from zip([formula.key for formula in formulas], svgs or (), strict=False)

    def _set(self, key: str, job: TexJob, document: Shareable) -> _SetFormula | None:
        format_file = self._formats.format_for(document.preamble)
        if format_file is None:
            return None
        typesetter = self._typesetters.get(document.preamble)
        if typesetter is None:
            typesetter = Typesetter(self._tools.program("latex"), format_file, self._time_limit_s)
            self._typesetters[document.preamble] = typesetter
        try:
            page, reader = typesetter.typeset(document.body)
        except TexTimeout as error:
            self._failures[key] = error
            return None
        except TypesettingFailed:
            return None
        return _SetFormula(key, job, page, reader)

    @property
    def _quick(self) -> QuickConverter:
        if self._quick_converter is None:
            fonts = FontFolder(self._cache_dir / "fonts" / self._tools.fingerprint[:32], self._tools)
            self._quick_converter = QuickConverter(self._tools, fonts, self._time_limit_s)
        return self._quick_converter

    def _compile_plainly(self, jobs: dict[str, TexJob]) -> None:
        """Document by document, as many at once as there are processors."""

        def compile_one(job: TexJob) -> str | TexError:
            try:
                return compile_plain(job, self._tools, self._time_limit_s)
            except TexError as error:
                return error

        if not jobs:
            return
        with ThreadPoolExecutor(min(len(jobs), len(os.sched_getaffinity(0)))) as pool:
            results: Sequence[str | TexError] = list(pool.map(compile_one, jobs.values()))
        for key, result in zip(jobs, results, strict=True):
            if isinstance(result, TexError):
                self._failures[key] = result
            else:
                self._keep(key, result)
