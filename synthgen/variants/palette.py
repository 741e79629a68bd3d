"""Another palette for all that is coloured; greys, and the background, stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from numpy.random import Generator

from synthgen.core.edits import AnyEdit, Edit
from synthgen.core.recolor import Recolor
from synthgen.variants.base import Parameters, SceneAugmentation
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation

PALETTES = {
    "warm": ("#FF6F61", "#FFB347", "#FFD93D", "#C94C4C", "#E8A87C", "#D65DB1"),
    "cool": ("#4FC3F7", "#4DB6AC", "#7986CB", "#81C784", "#64B5F6", "#9575CD"),
    "vivid": ("#FF3860", "#FFDD57", "#23D160", "#3273DC", "#B86BFF", "#FF8C42"),
    "pastel": ("#FFADAD", "#FFD6A5", "#CAFFBF", "#9BF6FF", "#A0C4FF", "#FFC6FF"),
}


@augmentation("palette")
@dataclass
class PaletteSwap(SceneAugmentation):
    """Hue and saturation of every coloured part become those of a palette's colour; what shared a hue still does."""

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        if not layout.tops:
            return None
        name = sorted(PALETTES)[int(rng.integers(len(PALETTES)))]
        return {"objects": list(layout.tops), "palette": [str(color) for color in rng.permutation(PALETTES[name])]}

    def edits(self, parameters: Parameters) -> Sequence[AnyEdit]:
        recolor = Recolor(palette=tuple(parameters["palette"]))
        return [Edit(instance_id, recolor=recolor) for instance_id in parameters["objects"]]
