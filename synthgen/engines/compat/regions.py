"""Regions of 2015: parts of the plane given by a condition, painted behind everything else.

The library kept the class and lost its painting. Here a region is a picture over the whole frame, transparent outside
it; its condition takes arrays of x and y and says where the region is.
"""

from __future__ import annotations

import importlib
import itertools
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Fallback, Repair, needed

_MODULE = "manimlib.once_useful_constructs.region"
_SCENE = "manimlib.scene.scene"
_COLOR = "#3333AA"


def _everywhere(x: Any, y: Any) -> Any:
    return np.full(np.broadcast(x, y).shape, True)


def make_classes() -> dict[str, Any]:
    images = importlib.import_module("manimlib.mobject.types.image_mobject")
    constants = importlib.import_module("manimlib.constants")
    camera = importlib.import_module("manimlib.camera.camera").Camera
    to_rgb = importlib.import_module("manimlib.utils.color").color_to_int_rgb

    class Region(images.ImageMobject):  # type: ignore[name-defined]
        """Combined in place, as it was: `union`, `intersect` and `complement` return the region itself."""

        def __init__(self, condition: Any = _everywhere, color: Any = _COLOR, shape: Any = None, **kwargs: Any) -> None:
            # `shape` was the size of the picture; today's cameras have the only one that fits.
            self.condition = condition
            self.region_color = color
            blank = np.zeros((camera.CONFIG["pixel_height"], camera.CONFIG["pixel_width"], 4), dtype=np.uint8)
            super().__init__(blank, height=constants.FRAME_HEIGHT)
            self._paint()

        @property
        def bool_grid(self) -> Any:
            """Where the region is, (height_px, width_px)."""
            height, width = self.pixel_array.shape[:2]
            x = np.linspace(-constants.FRAME_X_RADIUS, constants.FRAME_X_RADIUS, width)
            y = np.linspace(constants.FRAME_Y_RADIUS, -constants.FRAME_Y_RADIUS, height)
            return np.broadcast_to(self.condition(*np.meshgrid(x, y)), (height, width)).astype(bool)

        def _paint(self) -> Any:
            self.pixel_array[:] = 0
            self.pixel_array[self.bool_grid] = (*to_rgb(self.region_color), 255)
            return self

        def set_color(self, color: Any = _COLOR, **kwargs: Any) -> Any:
            self.region_color = color
            return self._paint()

        def _combine(self, other: Any, combine: Any) -> Any:
            mine, others = self.condition, other.condition
            self.condition = lambda x, y: combine(mine(x, y), others(x, y))
            return self._paint()

        def union(self, other: Any) -> Any:
            return self._combine(other, np.logical_or)

        def intersect(self, other: Any) -> Any:
            return self._combine(other, np.logical_and)

        def complement(self) -> Any:
            mine = self.condition
            self.condition = lambda x, y: np.logical_not(mine(x, y))
            return self._paint()

    class HalfPlane(Region):
        """What lies to the left (`upper_left`), or else to the right, of a line through two points."""

        def __init__(self, point_pair: Any, upper_left: bool = True, **kwargs: Any) -> None:
            (x0, y0), (x1, y1) = [tuple(point)[:2] for point in (point_pair if upper_left else point_pair[::-1])]
            super().__init__(lambda x, y: (x1 - x0) * (y - y0) > (y1 - y0) * (x - x0), **kwargs)

    def from_region(region: Any, color: Any = None) -> Any:
        return region.copy() if color is None else region.copy().set_color(color)

    return {"Region": Region, "HalfPlane": HalfPlane, "MobjectFromRegion": from_region}


def apply() -> None:
    module = importlib.import_module(_MODULE)
    module.__dict__.update(make_classes())
    scene_class = importlib.import_module(_SCENE).Scene
    colors = importlib.import_module("manimlib.constants").PALETTE

    def set_color_region(scene: Any, region: Any, color: Any = None) -> Any:
        """Paint a region behind everything; without a color, in the next of a palette."""
        painted = scene.__dict__.setdefault("painted_regions", [])
        palette = itertools.islice(itertools.cycle(colors), len(painted), None)
        picture = region.copy().set_color(next(palette) if color is None else color)
        painted.append(picture)
        scene.add_to_back(picture) if hasattr(scene, "add_to_back") else scene.bring_to_back(picture)
        return scene

    def reset_background(scene: Any) -> Any:
        """Take the painted regions away again."""
        scene.remove(*scene.__dict__.pop("painted_regions", []))
        return scene

    scene_class.set_color_region = scene_class.color_region = needed("regions", set_color_region)
    scene_class.reset_background = needed("regions", reset_background)
    scene_class.paint_into_background = needed("regions", lambda scene, *mobjects: scene.bring_to_back(*mobjects))
    scene_class.shape = Fallback("regions", lambda scene: scene.camera.pixel_array.shape[:2])


def lost_names() -> dict[str, Any]:
    module = vars(importlib.import_module(_MODULE))
    return {name: module[name] for name in ("Region", "HalfPlane", "MobjectFromRegion")}


REPAIR = Repair("regions", "AttributeError: object has no attribute 'set_color_region'", apply, lost_names)
