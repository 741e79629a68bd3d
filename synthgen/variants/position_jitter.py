"""Objects shifted a little, each on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from numpy.random import Generator

from synthgen.core.edits import AnyEdit, Edit
from synthgen.variants.base import Parameters, SceneAugmentation, drawn
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation


@augmentation("position_jitter")
@dataclass
class PositionJitter(SceneAugmentation):
    """Shifts along x and y from a normal distribution with the standard deviation `std` (scene units).

    A shift ends where an edge of the object that lay within the frame would leave it.
    """

    std: float = 0.1

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check("std", 0.0, 10.0)

    @property
    def is_active(self) -> bool:
        return super().is_active and self.std > 0

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        moves = []
        for group in layout.groups:
            x, y = (float(value) for value in rng.normal(0.0, self.std, 2))
            x_low, x_high = _room(group.box.x_min, group.box.x_max, layout.width_px, layout.unit_px)
            y_low, y_high = _room(group.box.y_min, group.box.y_max, layout.height_px, layout.unit_px)
            # Pixels count downwards, scene units upwards.
            shift = [drawn(min(max(x, x_low), x_high)), drawn(min(max(y, -y_high), -y_low))]
            moves.append({"objects": list(group.members), "shift": shift})
        return {"moves": moves} if moves else None

    def edits(self, parameters: Parameters) -> Sequence[AnyEdit]:
        return [
            Edit(instance_id, shift=(move["shift"][0], move["shift"][1], 0.0))
            for move in parameters["moves"]
            for instance_id in move["objects"]
        ]


def _room(low_px: float, high_px: float, end_px: int, unit_px: float) -> tuple[float, float]:
    """How far (scene units) a span may move down and up an axis; an edge outside the frame sets no bound."""
    down = low_px / unit_px if low_px >= 0 else end_px / unit_px
    up = (end_px - high_px) / unit_px if high_px <= end_px else end_px / unit_px
    return -down, up
