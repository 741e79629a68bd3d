"""Objects a little larger or smaller, each on its own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from numpy.random import Generator

from synthgen.core.edits import AnyEdit, Edit
from synthgen.variants.base import Parameters, SceneAugmentation, drawn
from synthgen.variants.layout import Group, Layout
from synthgen.variants.registry import augmentation


@augmentation("scale")
@dataclass
class ScaleVariation(SceneAugmentation):
    """Factors between `low` and `high`, their logarithms evenly distributed: halving is as likely as doubling.

    A factor ends where an edge of the object that lay within the frame would leave it.
    """

    low: float = 0.8
    high: float = 1.2

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_range("low", "high", 0.05, 20.0)

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        scales = []
        for group in layout.groups:
            factor = math.exp(float(rng.uniform(math.log(self.low), math.log(self.high))))
            factor = drawn(min(factor, max(_largest(group, layout), 1.0)))
            scales.append({"objects": list(group.members), "factor": factor, "about": list(group.center)})
        return {"scales": scales} if scales else None

    def edits(self, parameters: Parameters) -> Sequence[AnyEdit]:
        return [
            Edit(instance_id, scale=scale["factor"], about=tuple(scale["about"]))
            for scale in parameters["scales"]
            for instance_id in scale["objects"]
        ]


def _largest(group: Group, layout: Layout) -> float:
    """The factor at which the first edge within the frame meets it; growing is about the group's centre."""
    x, y = layout.pixel(group.center)
    box = group.box
    rooms = (
        (x - box.x_min, x if box.x_min >= 0 else math.inf),
        (y - box.y_min, y if box.y_min >= 0 else math.inf),
        (box.x_max - x, layout.width_px - x if box.x_max <= layout.width_px else math.inf),
        (box.y_max - y, layout.height_px - y if box.y_max <= layout.height_px else math.inf),
    )
    return min((room / reach for reach, room in rooms if reach > 0), default=math.inf)
