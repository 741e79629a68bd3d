"""Which code files are scenes, as opposed to the library and to installed packages."""

from __future__ import annotations

from pathlib import Path


class SceneFolders:
    """Folders that scene files are imported from."""

    def __init__(self) -> None:
        self.folders: list[str] = []
        self._libraries: list[str] = []

    def add(self, folder: Path) -> None:
        if str(folder) not in self.folders:
            self.folders.append(str(folder))

    def leave_out(self, folder: Path) -> None:
        """Name a folder of library code, which may lie inside one of the others."""
        self._libraries.append(f"{folder}/")

    def hold(self, file: str) -> bool:
        """Whether a code file is a scene file."""
        if "/site-packages/" in file or self.is_library(file):
            return False
        return any(file.startswith(f"{folder}/") for folder in self.folders)

    def is_library(self, file: str) -> bool:
        return any(file.startswith(library) for library in self._libraries)
