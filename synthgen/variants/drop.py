"""Objects left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from numpy.random import Generator

from synthgen.core.edits import AnyEdit, Edit
from synthgen.variants.base import Parameters, SceneAugmentation
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation


@augmentation("drop")
@dataclass
class Drop(SceneAugmentation):
    """Each object, with its labels, is left out with the probability `share`; one always stays."""

    share: float = 0.2

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check("share", 0.0, 1.0)

    @property
    def is_active(self) -> bool:
        return super().is_active and self.share > 0

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        groups = [group.members for group in layout.groups if rng.random() < self.share]
        if len(groups) == len(layout.groups):
            groups = groups[1:]
        return {"objects": [instance_id for group in groups for instance_id in group]} if groups else None

    def edits(self, parameters: Parameters) -> Sequence[AnyEdit]:
        return [Edit(instance_id, hidden=True) for instance_id in parameters["objects"]]
