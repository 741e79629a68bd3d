"""`scene.get_image_file_path(name)` and `save_image(name)`: where scenes keep pictures they make for themselves."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from synthgen.engines.compat.repair import Repair


def apply() -> None:
    constants: Any = importlib.import_module("manimlib.constants")

    def get_image_file_path(scene: Any, name: str | None = None, dont_update: bool = False) -> str:
        return str(Path(constants.TEXT_DIR) / (name or f"{scene}.png"))

    def save_image(scene: Any, name: str | None = None, mode: str = "RGB", dont_update: bool = False) -> None:
        scene.get_image().convert(mode).save(get_image_file_path(scene, name))

    scene_class = importlib.import_module("manimlib.scene.scene").Scene
    scene_class.get_image_file_path, scene_class.save_image = get_image_file_path, save_image


REPAIR = Repair("image_file_paths", "AttributeError: object has no attribute 'get_image_file_path'", apply)
