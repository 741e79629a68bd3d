"""Brighter or darker midtones."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from synthgen.core.snapshot import PixelArray
from synthgen.variants.base import Parameters, PixelAugmentation, drawn
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation


@augmentation("gamma")
@dataclass
class Gamma(PixelAugmentation):
    """Levels (0..1) to the power of an exponent between `low` and `high`, its logarithm evenly distributed."""

    low: float = 0.7
    high: float = 1.4

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_range("low", "high", 0.05, 20.0)

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        return {"exponent": drawn(math.exp(float(rng.uniform(math.log(self.low), math.log(self.high)))))}

    def apply(self, pixels: PixelArray, parameters: Parameters) -> PixelArray:
        levels = np.linspace(0.0, 1.0, 256) ** parameters["exponent"]
        table = np.rint(255.0 * levels).astype(np.uint8)
        result: PixelArray = table[pixels]
        return result
