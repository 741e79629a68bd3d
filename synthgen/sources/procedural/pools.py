"""Content pools: lists of real formulas, functions, words, listings and colour themes, in YAML files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from synthgen.sources.procedural.yaml_file import Entry, read_yaml

# What the entries of the pools that come with the program must have, also in a file of the user's that replaces one.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "formulas": ("name", "field", "tex"),
    "functions": ("tex", "python", "x", "y"),
    "derivations": ("title", "steps"),
    "themes": ("name", "background", "ink", "faint", "panel", "accents"),
    "listings": ("title", "language", "lines"),
    "constants": ("value",),
}


@dataclass(slots=True)
class Pools:
    """All pools by name. One in a later folder replaces one of the same name in an earlier."""

    folders: Sequence[Path]
    _read: dict[str, list[Any]] = field(default_factory=dict)

    def entries(self, wanted: Entry) -> list[Any]:
        """The entries of the pool that a YAML value names. Raises UsageError when there is none of that name."""
        return self.named(wanted.text(self.files()))

    def named(self, name: str) -> list[Any]:
        if name not in self._read:
            self._read[name] = _read_pool(name, self.files()[name])
        return self._read[name]

    def files(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for folder in self.folders:
            found.update({path.stem: path for path in sorted(folder.glob("*.yaml"))})
        return found


def _read_pool(name: str, path: Path) -> list[Any]:
    entries = read_yaml(path).items()
    if not entries:
        read_yaml(path).complain("the pool is empty", "add entries to it")
    for entry in entries:
        if name in _NEEDED:
            entry.table(needed=_NEEDED[name])
    return [entry.plain() for entry in entries]
