"""Objects more transparent, each on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from numpy.random import Generator

from synthgen.core.edits import AnyEdit, Edit
from synthgen.variants.base import Parameters, SceneAugmentation, drawn
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation


@augmentation("opacity")
@dataclass
class Opacity(SceneAugmentation):
    """Opacities times factors evenly distributed between `low` and `high`."""

    low: float = 0.4
    high: float = 1.0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_range("low", "high", 0.0, 1.0)

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        fades = [
            {"objects": list(group.members), "factor": drawn(rng.uniform(self.low, self.high))}
            for group in layout.groups
        ]
        return {"fades": fades} if fades else None

    def edits(self, parameters: Parameters) -> Sequence[AnyEdit]:
        return [
            Edit(instance_id, fade=fade["factor"]) for fade in parameters["fades"] for instance_id in fade["objects"]
        ]
