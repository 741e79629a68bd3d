"""Thinner or thicker lines, the same for the whole picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from numpy.random import Generator

from synthgen.core.edits import AnyEdit, Edit
from synthgen.variants.base import Parameters, SceneAugmentation, drawn
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation


@augmentation("stroke_width")
@dataclass
class StrokeWidth(SceneAugmentation):
    """All stroke widths times one factor between `low` and `high`, its logarithm evenly distributed."""

    low: float = 0.6
    high: float = 1.6

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_range("low", "high", 0.05, 20.0)

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        if not layout.tops:
            return None
        factor = math.exp(float(rng.uniform(math.log(self.low), math.log(self.high))))
        return {"objects": list(layout.tops), "factor": drawn(factor)}

    def edits(self, parameters: Parameters) -> Sequence[AnyEdit]:
        return [Edit(instance_id, stroke_scale=parameters["factor"]) for instance_id in parameters["objects"]]
