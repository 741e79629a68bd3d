"""What is painted in front of what, shuffled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from numpy.random import Generator

from synthgen.core.edits import AnyEdit, Order
from synthgen.variants.base import Parameters, SceneAugmentation
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation


@augmentation("z_order")
@dataclass
class ZOrder(SceneAugmentation):
    """Top-level mobjects in a random order. During an animation what stands still stays behind what moves."""

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        if len(layout.tops) < 2:
            return None
        return {"order": [int(instance_id) for instance_id in rng.permutation(layout.tops)]}

    def edits(self, parameters: Parameters) -> Sequence[AnyEdit]:
        return [Order(tuple(parameters["order"]))]
