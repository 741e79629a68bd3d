"""Names of the folders that assets lay in. Every asset is searched for by its own name, wherever it is said to be."""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair

_FOLDERS = ("SOUND_DIR", "IMAGE_DIR", "RASTER_IMAGE_DIR", "SVG_IMAGE_DIR", "PI_CREATURE_DIR")


def apply() -> None:
    """The library itself writes a picture of colours into one of them."""
    fields: Any = importlib.import_module("manimlib.mobject.vector_field")
    constants: Any = importlib.import_module("manimlib.constants")
    stock = fields.get_color_field_image_file

    def get_color_field_image_file(*args: Any, **kwargs: Any) -> Any:
        fields.RASTER_IMAGE_DIR = constants.TEXT_DIR
        return stock(*args, **kwargs)

    fields.get_color_field_image_file = get_color_field_image_file


def lost_names() -> dict[str, Any]:
    return dict.fromkeys(_FOLDERS, "assets")


REPAIR = Repair("asset_folders", "NameError: name 'SOUND_DIR' is not defined", apply, lost_names)
