"""Pictures, drawings and creatures that scenes for manimgl ask for: found where the user says, or stood in for."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from synthgen.engines.compat_opengl.creature_drawings import drawings
from synthgen.engines.opengl_reader import STAND_IN
from synthgen.engines.period_stand_ins import draw_picture, draw_svg

_CREATURES = "pi_creature_images"
_DRAWN: tuple[tuple[str, Callable[[str, Path], None]], ...] = ((".svg", draw_svg), (".png", draw_picture))
"""What kinds of files can be stood in for, by an extension that the library looks for."""
_LISTS = {
    "patrons.txt": "\n".join(f"Patron {number}" for number in range(1, 41)),
    "hardcoded_patrons.txt": "",
    "patron_name_replacements.json": "{}",
}
"""Lists of names that the scene of thanks reads, which were never published."""


class Assets:
    """Looks in the user's folders after the library's own; what is nowhere is drawn into the scene's scratch folder."""

    def __init__(self, folders: Iterable[Path], scratch: Path, cache_dir: Path) -> None:
        self._folders = [str(base) for folder in folders for base in (folder, *sorted(folder.glob("*/")))]
        self._scratch = scratch / "stand-ins"
        self._creatures = cache_dir / "drawings"
        self._made: dict[tuple[str, str], Path] = {}
        self._names: dict[str, None] = {}

    def stand_ins(self) -> list[str]:
        """Names of what was missing, in the order it was asked for."""
        return list(self._names)

    def find_data(self, name: str, extensions: Iterable[str] = ()) -> Path | None:
        """A file that scenes open themselves: of that name in a user's folder, or a stand-in for a list of names."""
        short = Path(name).name
        found = next((path for folder in self._folders if (path := Path(folder, short)).is_file()), None)
        if found is None and short in _LISTS:
            found = self._stand_in(short, Path(short).suffix, lambda _, file: _write(file, _LISTS[short]))
            self._names.setdefault(short)
        return found

    def install(self) -> None:
        """Lead the search of the manimlib that is imported now here."""
        stock = importlib.import_module("manimlib.utils.file_ops").find_file

        @functools.wraps(stock)
        def find_file(file_name: str, directories: Any = None, extensions: Any = None) -> Any:
            searched = [*(directories or [""]), *self._folders]
            try:
                return stock(file_name, directories=searched, extensions=extensions)
            except OSError:
                return self._elsewhere(str(file_name), searched, list(extensions or [""]))

        for name in ("images", "sounds"):
            module: Any = importlib.import_module(f"manimlib.utils.{name}")
            module.find_file = find_file
        directories = importlib.import_module("manimlib.config").manim_config.directories
        if not isinstance(directories.get(_CREATURES), str):
            directories[_CREATURES] = str(drawings(self._creatures))
        svg = importlib.import_module("manimlib.mobject.svg.svg_mobject").SVGMobject
        image = importlib.import_module("manimlib.mobject.types.image_mobject").ImageMobject
        svg.file_name_to_svg_string = self._marking(svg.file_name_to_svg_string)
        image.__init__ = self._marking(image.__init__)

    def _marking(self, stock: Callable[..., Any]) -> Callable[..., Any]:
        """A method that takes a file's name: whose file is stood in for, that mobject is marked."""

        @functools.wraps(stock)
        def read(mobject: Any, file_name: Any, *args: Any, **kwargs: Any) -> Any:
            result = stock(mobject, file_name, *args, **kwargs)
            name = self._stood_in_for(str(file_name))
            if name:
                self._names.setdefault(name)
                mobject.__dict__[STAND_IN] = name
            return result

        return read

    def _stood_in_for(self, file_name: str) -> str:
        """The name of what a file is drawn in the place of; "" for a file that is what it should be."""
        if Path(file_name).is_relative_to(self._creatures):
            return f"PiCreature {Path(file_name).stem}"
        short = Path(file_name).name
        return short if any(name == short for name, _ in self._made) else ""

    def _elsewhere(self, name: str, folders: list[str], extensions: list[str]) -> Path:
        """A file of that name in another folder, or a stand-in. Raises OSError for what cannot be drawn."""
        for folder in folders:
            for extension in extensions:
                path = Path(folder, f"{Path(name).name}{extension}")
                if path.is_file():
                    return path
        for extension, draw in _DRAWN:
            if extension in extensions:
                return self._stand_in(name, extension, draw)
        raise OSError(f"{name} not Found")

    def _stand_in(self, name: str, extension: str, draw: Callable[[str, Path], None]) -> Path:
        short = Path(name).name
        if (short, extension) not in self._made:
            self._scratch.mkdir(parents=True, exist_ok=True)
            self._made[short, extension] = self._scratch / f"{len(self._made)}{extension}"
            draw(short, self._made[short, extension])
        return self._made[short, extension]


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
