"""A small private font folder for dvisvgm, so that it need not read TeX's whole font map and file database.

For a handful of glyphs dvisvgm spends nine tenths of its time finding its files. It gets a folder with exactly the
files its fonts need, and the very lines of the font map it would have used. Only fonts named in the map with a
Type 1 file qualify; virtual and bitmap fonts need the real search.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from synthgen.engines.tex.store import link_whole, write_whole
from synthgen.engines.tex.toolchain import Toolchain

_FONT_FILE = re.compile(r"<[<\[]?\s*(\S+)")
_USUAL_FAMILIES = ("cmr", "cmmi", "cmsy", "cmex", "cmbx", "cmti", "msam", "msbm", "ecrm", "ecbx", "ecti")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]+")


class FontFolder:
    """The folder; it grows font by font. `<font>.map` holds a font's line, or nothing if it does not qualify."""

    def __init__(self, folder: Path, toolchain: Toolchain) -> None:
        self.folder = folder
        self._toolchain = toolchain
        self._qualifies: dict[str, bool] = {}

    def has(self, names: Iterable[str]) -> bool:
        """Whether all these fonts are in the folder, after fetching what is new. Names are those of a DVI file."""
        wanted = sorted(set(names))
        new = [name for name in wanted if name not in self._qualifies and not self._is_here(name)]
        self._fetch(new)
        return all(self._qualifies[name] for name in wanted)

    def _is_here(self, name: str) -> bool:
        marker = self.folder / f"{name}.map"
        if not _PLAIN_NAME.fullmatch(name):
            self._qualifies[name] = False
        elif marker.is_file():
            self._qualifies[name] = marker.stat().st_size > 0
        return name in self._qualifies

    def _fetch(self, names: list[str]) -> None:
        """Put fonts into the folder, and others likely to follow: a search takes as long for many as for one."""
        if not names:
            return
        families = {name.rstrip("0123456789") for name in names}
        lines = self._map_lines(families if self.folder.is_dir() else families.union(_USUAL_FAMILIES))
        needed = {name: [f"{name}.tfm", *_FONT_FILE.findall(line)] for name, line in lines.items()}
        found = self._toolchain.find_files(sorted({file for files in needed.values() for file in files}))
        for name in {*names, *lines}:
            files = needed.get(name, [])
            qualifies = any(file.endswith(".pfb") for file in files) and all(file in found for file in files)
            for file in files if qualifies else ():
                link_whole(found[file], self.folder / file)
            # The map comes last: whoever sees it may rely on the files.
            write_whole(self.folder / f"{name}.map", f"{lines[name]}\n".encode() if qualifies else b"")
            self._qualifies[name] = qualifies

    def _map_lines(self, families: set[str]) -> dict[str, str]:
        """The lines of the font map that define fonts of these families in any size, by font."""
        font_map = self._toolchain.font_map
        if font_map is None:
            return {}
        pattern = re.compile(rf"^((?:{'|'.join(map(re.escape, sorted(families)))})\d*)[ \t].*$", re.MULTILINE)
        found: dict[str, str] = {}
        for line in pattern.finditer(font_map.read_text(encoding="latin-1")):
            found.setdefault(line[1], line[0])
        return found
