"""DVI, XDV and PDF to SVG by dvisvgm: as the stock engines call it, or quickly for pages that need little of it."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from synthgen.engines.tex import processes
from synthgen.engines.tex.dvi import DviReader, Page, bind_pages, special_command
from synthgen.engines.tex.errors import TexError, TexTimeout
from synthgen.engines.tex.fonts import FontFolder
from synthgen.engines.tex.toolchain import Toolchain

# The preview class's note of the page size, which is no drawing.
_SIZE_NOTE = re.compile(rb"ps::[-0-9 ]*")
# Colour, and elements handed through to the SVG.
_SIMPLE_SPECIAL = re.compile(rb"color (push .*|pop *)|dvisvgm:raw .*", re.DOTALL)
_HARMLESS_MESSAGE = re.compile(r"page is empty|GPL Ghostscript [\d.]+: Initialization file gs_init\.ps .*|")
_SEARCH_VARIABLES = (
    "TEXMFDBS", "TFMFONTS", "T1FONTS", "ENCFONTS", "VFFONTS", "OVFFONTS", "OFMFONTS", "PKFONTS", "TTFONTS",
    "OPENTYPEFONTS", "MISCFONTS", "TEXFONTMAPS", "SFDFONTS", "MFINPUTS",
)  # fmt: skip


def convert_stock(toolchain: Toolchain, document: Path, time_limit_s: float) -> str:
    """SVG text of a file's first page, by the command of the stock engines. Raises TexError."""
    result = document.with_suffix(".svg")
    command = [toolchain.program("dvisvgm"), *(["--pdf"] if document.suffix == ".pdf" else [])]
    command += ["--page=1", "--no-fonts", "--verbosity=0", f"--output={result.name}", document.name]
    try:
        _, printed = processes.run(command, document.parent, os.environ, time_limit_s)
    except subprocess.TimeoutExpired:
        raise TexTimeout(time_limit_s, "dvisvgm") from None
    if not result.is_file():
        raise TexError(f"dvisvgm made no SVG of TeX's {document.suffix} file {printed[-500:]}".strip())
    return result.read_text(encoding="utf-8")


def is_simple(page: Page) -> bool:
    """Whether a page draws glyphs, rules, colours and raw SVG only: no PostScript, no state beyond the page."""
    return _open_colours(page) >= 0 and all(_SIMPLE_SPECIAL.fullmatch(special) for special in _drawing_specials(page))


def _open_colours(page: Page) -> int:
    """How many colours a page begins and does not end (a formula may be coloured up to its end)."""
    return sum(special.startswith(b"color push") - special.startswith(b"color pop") for special in page.specials)


def _drawing_specials(page: Page) -> list[bytes]:
    return [special for special in page.specials if not _SIZE_NOTE.fullmatch(special)]


class QuickConverter:
    """Converts many simple pages in one dvisvgm process that finds its fonts in a folder of their own."""

    def __init__(self, toolchain: Toolchain, fonts: FontFolder, time_limit_s: float) -> None:
        self._toolchain = toolchain
        self._fonts = fonts
        self._time_limit_s = time_limit_s
        self._ghostscript = False

    def can_convert(self, page: Page, reader: DviReader) -> bool:
        return is_simple(page) and self._fonts.has(reader.fonts[number].name for number in page.fonts)

    def convert(self, pages: Sequence[Page], reader: DviReader) -> list[str] | None:
        """SVG texts of pages for which `can_convert` holds; None when dvisvgm has anything to say about them.

        Where there are specials to look at, dvisvgm starts Ghostscript, which takes longer than all the rest and
        has nothing to do on simple pages. So it finds an empty initialization file, and dvisvgm goes on without
        it; should a dvisvgm refuse to, Ghostscript gets its own file from then on.
        """
        svgs = self._convert(pages, reader)
        if svgs is None and not self._ghostscript:
            self._ghostscript = True
            svgs = self._convert(pages, reader)
        return svgs

    def _convert(self, pages: Sequence[Page], reader: DviReader) -> list[str] | None:
        names = sorted({reader.fonts[number].name for page in pages for number in page.fonts})
        with tempfile.TemporaryDirectory(prefix="synthgen-svg-") as folder:
            work = Path(folder)
            self._fonts.folder.mkdir(parents=True, exist_ok=True)
            (work / "fonts").symlink_to(self._fonts.folder.resolve())
            (work / "none.map").touch()
            (work / "gs_init.ps").touch()
            # dvisvgm would carry an open colour on to the next page.
            endings = [special_command(b"color pop") * _open_colours(page) for page in pages]
            (work / "pages.dvi").write_bytes(bind_pages(reader.preamble, reader.fonts, pages, endings))
            maps = ",".join(["none.map", *(f"fonts/{name}.map" for name in names)])
            command = [self._toolchain.program("dvisvgm"), f"--page=1-{len(pages)}", "--no-fonts", "--verbosity=3"]
            command += [_specials_option(pages), f"--fontmap={maps}", "--output=page-%p.svg", "pages.dvi"]
            environment = {**os.environ, **dict.fromkeys(_SEARCH_VARIABLES, "./fonts")}
            if not self._ghostscript:
                environment["GS_LIB"] = "."
            try:
                status, printed = processes.run(command, work, environment, self._time_limit_s)
            except subprocess.TimeoutExpired:
                return None
            files = sorted(work.glob("page-*.svg"), key=lambda file: int(file.stem.partition("-")[2]))
            fine = status == 0 and all(map(_HARMLESS_MESSAGE.fullmatch, printed.split("\n")))
            if not fine or len(files) != len(pages):
                return None
            return [_as_first_page(file.read_text(encoding="utf-8"), number) for number, file in enumerate(files, 1)]


def _specials_option(pages: Sequence[Page]) -> str:
    return "--no-specials=ps" if any(_drawing_specials(page) for page in pages) else "--no-specials"


def _as_first_page(svg: str, number: int) -> str:
    """dvisvgm names the page's group after its place in the file."""
    return svg.replace(f"<g id='page{number}'", "<g id='page1'", 1)
