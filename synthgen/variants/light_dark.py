"""Light on dark becomes dark on light, and the other way round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from numpy.random import Generator

from synthgen.core.edits import AnyEdit, Backdrop, Edit
from synthgen.core.recolor import Recolor
from synthgen.variants.base import Parameters, SceneAugmentation
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation

_LIGHT = ("#FFFFFF", "#FAF7EF", "#F0F4F8", "#EEEEEE")
_DARK = ("#000000", "#101418", "#1C1C1C", "#0B1D2A")


@augmentation("light_dark")
@dataclass
class LightDark(SceneAugmentation):
    """The lightness of every colour turned round, on a background from the other side. Hues stay."""

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        choices = _LIGHT if layout.is_dark else _DARK
        return {"objects": list(layout.tops), "background": choices[int(rng.integers(len(choices)))]}

    def edits(self, parameters: Parameters) -> Sequence[AnyEdit]:
        recolor = Recolor(negative=True)
        return [
            Backdrop((parameters["background"],)),
            *(Edit(instance_id, recolor=recolor) for instance_id in parameters["objects"]),
        ]
