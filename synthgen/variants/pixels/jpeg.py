"""JPEG and back."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from PIL import Image

from synthgen.core.snapshot import PixelArray
from synthgen.variants.base import Parameters, PixelAugmentation
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation


@augmentation("jpeg")
@dataclass
class Jpeg(PixelAugmentation):
    """Qualities between `low` and `high` (uniform), with chroma at half resolution, as most JPEG has it."""

    low: int = 30
    high: int = 90

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_range("low", "high", 1, 100)

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        return {"quality": int(rng.integers(self.low, self.high + 1))}

    def apply(self, pixels: PixelArray, parameters: Parameters) -> PixelArray:
        buffer = io.BytesIO()
        Image.fromarray(pixels).save(buffer, "JPEG", quality=parameters["quality"], subsampling="4:2:0")
        return np.asarray(Image.open(buffer).convert("RGB"))
