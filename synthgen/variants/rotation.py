"""Objects turned a little in the plane, each on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from numpy.random import Generator

from synthgen.core.edits import AnyEdit, Edit
from synthgen.variants.base import Parameters, SceneAugmentation, drawn
from synthgen.variants.layout import Layout, rotated_box, stays_in_frame
from synthgen.variants.registry import augmentation


@augmentation("rotation")
@dataclass
class Rotation(SceneAugmentation):
    """Angles evenly distributed between -`max_deg` and `max_deg`.

    Where that would take an edge of the object out of the frame, the angle is halved, at last left at zero.
    """

    max_deg: float = 10.0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check("max_deg", 0.0, 180.0)

    @property
    def is_active(self) -> bool:
        return super().is_active and self.max_deg > 0

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        turns = []
        for group in layout.groups:
            angle = float(rng.uniform(-self.max_deg, self.max_deg))
            about = layout.pixel(group.center)
            for _ in range(4):
                after = rotated_box(group.box, about, angle)
                if stays_in_frame(group.box, after, layout.width_px, layout.height_px):
                    break
                angle /= 2
            else:
                angle = 0.0
            turns.append({"objects": list(group.members), "angle_deg": drawn(angle), "about": list(group.center)})
        return {"turns": turns} if turns else None

    def edits(self, parameters: Parameters) -> Sequence[AnyEdit]:
        return [
            Edit(instance_id, rotate_deg=turn["angle_deg"], about=tuple(turn["about"]))
            for turn in parameters["turns"]
            for instance_id in turn["objects"]
        ]
