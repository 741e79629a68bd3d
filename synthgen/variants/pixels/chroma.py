"""Colour at half the resolution of brightness, as video stores it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from PIL import Image

from synthgen.core.snapshot import PixelArray
from synthgen.variants.base import Parameters, PixelAugmentation
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation

_SCHEMES = {"4:2:0": (2, 2), "4:2:2": (2, 1), "4:1:1": (4, 1)}


@augmentation("chroma")
@dataclass
class ChromaSubsampling(PixelAugmentation):
    """Both colour planes of YCbCr averaged over blocks (4:2:0, 4:2:2 or 4:1:1, evenly) and interpolated back."""

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        return {"scheme": list(_SCHEMES)[int(rng.integers(len(_SCHEMES)))]}

    def apply(self, pixels: PixelArray, parameters: Parameters) -> PixelArray:
        height, width = pixels.shape[:2]
        across, down = _SCHEMES[parameters["scheme"]]
        size = max(1, -(-width // across)), max(1, -(-height // down))
        brightness, *colors = Image.fromarray(pixels).convert("YCbCr").split()
        planes = [
            plane.resize(size, Image.Resampling.BOX).resize((width, height), Image.Resampling.BILINEAR)
            for plane in colors
        ]
        return np.asarray(Image.merge("YCbCr", (brightness, *planes)).convert("RGB"))
