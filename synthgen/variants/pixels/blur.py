"""Out of focus."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageFilter

from synthgen.core.snapshot import PixelArray
from synthgen.variants.base import Parameters, PixelAugmentation, drawn
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation


@augmentation("blur")
@dataclass
class Blur(PixelAugmentation):
    """A Gaussian with a standard deviation between `low` and `high` thousandths of the picture's height (uniform)."""

    low: float = 0.5
    high: float = 2.5

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_range("low", "high", 0.0, 100.0)

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        return {"sigma_px": drawn(rng.uniform(self.low, self.high) * layout.height_px / 1000.0)}

    def apply(self, pixels: PixelArray, parameters: Parameters) -> PixelArray:
        return np.asarray(Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(parameters["sigma_px"])))
