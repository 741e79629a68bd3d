"""Modules imported from the folder of one year that lie in that of another: `_2022.quintic` is in `_2021`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from synthgen.engines.compat.moved_modules import Elsewhere

_IN_A_YEAR = re.compile(r"_20\d\d\.(.+)")


class YearFolders(MetaPathFinder):
    """Goes after the usual finders: what they find is where it should be."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        found = _IN_A_YEAR.fullmatch(fullname)
        for year in sorted(self._root.glob("_20[0-9][0-9]")) if found else ():
            place = year.joinpath(*found[1].split("."))  # type: ignore[index]
            if place.is_dir() or place.with_suffix(".py").is_file():
                loader: Loader = Elsewhere(f"{year.name}.{found[1]}")  # type: ignore[index]
                return ModuleSpec(fullname, loader, is_package=place.is_dir())
        return None
