"""Pictures, drawings and creature modes that scenes ask for: found in the user's folders, or stood in for."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from synthgen.engines.period_stand_ins import draw_picture, draw_svg

_STAND_IN = "_synthgen_stand_in"
_LAYOUT = ("", "svg_images", "raster_images", "PiCreature", "designs/PiCreature")
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
        """The file of that name, with one of the extensions if it has none."""
        for folder in (Path(), *self._folders):
            for extension in extensions:
                path = folder / f"{name}{extension}"
                if path.is_file():
                    return path
        return None

    def stand_ins(self) -> list[str]:
        """Names of what was missing, in the order it was asked for."""
        return list(self._names)

    def stand_in_of(self, mobject: Any) -> str:
        """What a mobject stands in for; a creature is asked for its mode of the moment, which transforms change."""
        if "parts_named" in mobject.__dict__:
            name = f"{mobject.file_name_prefix}_{mobject.mode}.svg"
            return "" if self._has_creature(name) else name
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

    # --- hooks

    def install(self, shipped: Path) -> None:
        """Lead the library's own search here. `shipped` is the folder with what the library brings."""
        self._shipped = shipped
        images = importlib.import_module("manimlib.utils.images")
        svg = importlib.import_module("manimlib.mobject.svg.svg_mobject")
        image_mobject = importlib.import_module("manimlib.mobject.types.image_mobject")
        creature = importlib.import_module("manimlib.for_3b1b_videos.pi_creature")
        images.seek_full_path_from_defaults = self._seek_picture
        svg.SVGMobject.ensure_valid_file = self._valid_file
        self._mark_pictures(image_mobject.ImageMobject)
        self._lead_creatures(creature.PiCreature)

    def _seek_picture(self, file_name: str, default_dir: str = "", extensions: Iterable[str] = ()) -> str:
        found = self.find(file_name, _PICTURE)
        return str(found or self._stand_in(file_name, ".png", draw_picture))
