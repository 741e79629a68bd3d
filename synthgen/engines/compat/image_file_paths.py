"""`scene.get_image_file_path(name)`: where a scene may keep a picture it makes for itself."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from synthgen.engines.compat.repair import Repair


def apply() -> None:
    constants = importlib.import_module("manimlib.constants")

    def get_image_file_path(scene: Any, name: str | None = None, dont_update: bool = False) -> str:
        return str(Path(constants.TEXT_DIR) / (name or f"{scene}.png"))

    importlib.import_module("manimlib.scene.scene").Scene.get_image_file_path = get_image_file_path


REPAIR = Repair("image_file_paths", "AttributeError: object has no attribute 'get_image_file_path'", apply)
