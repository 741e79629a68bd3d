"""Stored smaller, shown at its old size: resampled down and up again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from PIL import Image

from synthgen.core.snapshot import PixelArray
from synthgen.variants.base import Parameters, PixelAugmentation, drawn
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation

_FILTERS = ("NEAREST", "BILINEAR", "BICUBIC", "LANCZOS")


@augmentation("resampling")
@dataclass
class Resampling(PixelAugmentation):
    """Down to a share of the size between `low` and `high` (uniform), and back up, each by a random filter."""

    low: float = 0.5
    high: float = 0.9

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_range("low", "high", 0.01, 1.0)

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        share = float(rng.uniform(self.low, self.high))
        size = [max(1, round(layout.width_px * share)), max(1, round(layout.height_px * share))]
        down, up = (_FILTERS[int(index)] for index in rng.integers(len(_FILTERS), size=2))
        return {"size_px": size, "share": drawn(share), "down": down, "up": up}

    def apply(self, pixels: PixelArray, parameters: Parameters) -> PixelArray:
        return resampled(
            pixels, (parameters["size_px"][0], parameters["size_px"][1]), parameters["down"], parameters["up"]
        )


@augmentation("low_resolution")
@dataclass
class LowResolution(PixelAugmentation):
    """Upscaled from fewer lines, as video players do it: `lines` (360, of what is called 360p), bicubic."""

    lines: int = 360

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check("lines", 16, 16384)

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        if layout.height_px <= self.lines:
            return None
        return {"size_px": [max(1, round(layout.width_px * self.lines / layout.height_px)), self.lines]}

    def apply(self, pixels: PixelArray, parameters: Parameters) -> PixelArray:
        return resampled(pixels, (parameters["size_px"][0], parameters["size_px"][1]), "BICUBIC", "BICUBIC")


def resampled(pixels: PixelArray, size_px: tuple[int, int], down: str, up: str) -> PixelArray:
    """The picture made as large as `size_px` (width, height) and then as large as it was, by Pillow's filters."""
    height, width = pixels.shape[:2]
    small = Image.fromarray(pixels).resize(size_px, Image.Resampling[down])
    return np.asarray(small.resize((width, height), Image.Resampling[up]))
