"""Other hues and brightness, for the whole picture or for each object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from numpy.random import Generator

from synthgen.core.edits import AnyEdit, Edit
from synthgen.core.recolor import Recolor
from synthgen.variants.base import Parameters, SceneAugmentation, drawn
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation


@augmentation("color")
@dataclass
class Color(SceneAugmentation):
    """Hues turned by up to `hue_deg` either way, saturation and value (HSV) times 1 +- up to `saturation`, `value`.

    All evenly distributed. The theme keeps its contrasts: one change for all objects, unless `per_object`.
    """

    hue_deg: float = 180.0
    saturation: float = 0.3
    value: float = 0.2
    per_object: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check("hue_deg", 0.0, 180.0)
        self.check("saturation", 0.0, 1.0)
        self.check("value", 0.0, 1.0)

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        groups = [group.members for group in layout.groups] if self.per_object else [layout.tops]
        changes = [
            {
                "objects": list(members),
                "hue_turn_deg": drawn(rng.uniform(-self.hue_deg, self.hue_deg)),
                "saturation": drawn(1.0 + rng.uniform(-self.saturation, self.saturation)),
                "value": drawn(1.0 + rng.uniform(-self.value, self.value)),
            }
            for members in groups
            if members
        ]
        return {"changes": changes} if changes else None

    def edits(self, parameters: Parameters) -> Sequence[AnyEdit]:
        found: list[AnyEdit] = []
        for change in parameters["changes"]:
            recolor = Recolor(
                hue_turn_deg=change["hue_turn_deg"], saturation=change["saturation"], value=change["value"]
            )
            found += [Edit(instance_id, recolor=recolor) for instance_id in change["objects"]]
        return found
