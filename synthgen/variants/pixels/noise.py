"""Noise, as of a sensor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from synthgen.core.snapshot import PixelArray
from synthgen.variants.base import Parameters, PixelAugmentation, drawn
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation


@augmentation("noise")
@dataclass
class Noise(PixelAugmentation):
    """Normal noise on every value, its standard deviation between `low` and `high` levels of 255 (uniform)."""

    low: float = 1.0
    high: float = 8.0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_range("low", "high", 0.0, 255.0)

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        return {"std_levels": drawn(rng.uniform(self.low, self.high)), "seed": int(rng.integers(2**32))}

    def apply(self, pixels: PixelArray, parameters: Parameters) -> PixelArray:
        noise = np.random.default_rng(parameters["seed"]).standard_normal(pixels.shape, dtype=np.float32)
        noisy = pixels + noise * np.float32(parameters["std_levels"])
        return np.clip(np.rint(noisy), 0, 255).astype(np.uint8)
