"""Pictures, drawings and creature modes that scenes ask for: found in the user's folders, or stood in for."""

from __future__ import annotations

import functools
import importlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from synthgen.engines.period_creatures import draw_creature
from synthgen.engines.period_stand_ins import draw_picture, draw_svg

_STAND_IN = "_synthgen_stand_in"
_LAYOUT = ("", "svg_images", "raster_images", "PiCreature", "designs/PiCreature")
_PLAIN_CREATURE = "PiCreatures_plain.svg"
_SVG = ("", ".svg")
_PICTURE = ("", ".jpg", ".png", ".gif")


class Assets:
    """Where assets are looked for, and what was missing. Stand-ins are written to the scene's own scratch folder."""

    def __init__(self) -> None:
        self._shipped = Path()
        self._folders: list[Path] = []
        self._scratch = Path()
        self._made: dict[tuple[str, str], Path] = {}
        self._names: dict[str, None] = {}
        self._creatures: dict[str, bool] = {}

    def search(self, folders: Iterable[Path], scratch: Path) -> None:
        """Look in these folders (and an `assets` folder in each, in its usual layout), then in the library's own."""
        self._scratch = scratch / "stand-ins"
        bases = [base for folder in folders for base in (folder, folder / "assets")] + [self._shipped]
        self._folders = [base / name for base in bases for name in _LAYOUT if (base / name).is_dir()]

    def find(self, name: str, extensions: Iterable[str]) -> Path | None:
        """The file of that name, with one of the extensions where it has none; its folder may be another."""
        if "" in (extensions := tuple(extensions)) and os.path.isfile(name):  # noqa: PTH113 (a Path takes as long as all the rest)
            return Path(name)
        for folder in (Path(), *self._folders):
            for wanted in dict.fromkeys((name, Path(name).name)):
                for extension in extensions:
                    path = folder / f"{wanted}{extension}"
                    if path.is_file():
                        return path
        return None

    def stand_ins(self) -> list[str]:
        """Names of what was missing, in the order it was asked for."""
        return list(self._names)

    def stand_in_of(self, mobject: Any) -> str:
        """What a mobject stands in for; a creature is asked for its mode of the moment, which transforms change."""
        if is_creature(mobject):
            name = f"{mobject.file_name_prefix}_{mobject.mode}.svg"
            return "" if self._has_creature(name) else name
        background = mobject.__dict__.get("background_image_file")
        if isinstance(background, str) and (background, ".png") in self._made:
            return Path(background).name
        return str(mobject.__dict__.get(_STAND_IN, ""))

    def _has_creature(self, name: str) -> bool:
        if name not in self._creatures:
            self._creatures[name] = self.find(name, [""]) is not None
        return self._creatures[name]

    def _stand_in(self, name: str, extension: str, draw: Callable[[str, Path], None]) -> Path:
        key = (name, extension)
        if key not in self._made:
            self._scratch.mkdir(parents=True, exist_ok=True)
            self._made[key] = self._scratch / f"{len(self._made)}{extension}"
            draw(Path(name).name, self._made[key])
        self._names.setdefault(Path(name).name)
        return self._made[key]

    def _creature(self, mode: str, name: str) -> Path:
        """The drawing of a creature's mode: our own, or the plain one of modes that nobody knows."""
        self._names.setdefault(name)
        plain, drawn = self._shipped / _PLAIN_CREATURE, self._scratch / name
        self._scratch.mkdir(parents=True, exist_ok=True)
        return drawn if drawn.is_file() or draw_creature(mode, plain, drawn) else plain

    # --- hooks

    def install(self, shipped: Path) -> None:
        """Lead the library's own search here. `shipped` is the folder with what the library brings."""
        self._shipped = shipped
        images: Any = importlib.import_module("manimlib.utils.images")
        svg = importlib.import_module("manimlib.mobject.svg.svg_mobject")
        image = importlib.import_module("manimlib.mobject.types.image_mobject")
        images.seek_full_path_from_defaults = self._seek_picture
        svg.SVGMobject.ensure_valid_file = lambda mobject: self._choose_svg(mobject)
        image.ImageMobject.__init__ = self._marking(image.ImageMobject.__init__)

    def _seek_picture(self, file_name: str, default_dir: str = "", extensions: Iterable[str] = ()) -> str:
        return str(self.find(file_name, _PICTURE) or self._stand_in(file_name, ".png", draw_picture))

    def _choose_svg(self, mobject: Any) -> None:
        """Set `file_path`, in the place of SVGMobject.ensure_valid_file."""
        name = mobject.file_name
        if name is None:
            raise ValueError(f"{type(mobject).__name__} does not say which SVG file it is drawn from")
        if is_creature(mobject):
            name = Path(name).name
            found = self.find(name, [""])
            if found is None:
                found = self._creature(mobject.mode, name)
        else:
            found = self.find(name, _SVG)
            if found is None:
                found = self._stand_in(name, ".svg", draw_svg)
                mobject.__dict__[_STAND_IN] = Path(name).name
        mobject.file_path = str(found)

    def _marking(self, stock: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(stock)
        def make(mobject: Any, filename_or_array: Any, **kwargs: Any) -> None:
            stock(mobject, filename_or_array, **kwargs)
            if isinstance(filename_or_array, str) and (filename_or_array, ".png") in self._made:
                mobject.__dict__[_STAND_IN] = Path(filename_or_array).name

        return make


def is_creature(mobject: Any) -> bool:
    """Whether a mobject is a PiCreature, of whatever class: its attributes tell, also before it is complete."""
    return "parts_named" in mobject.__dict__
