"""Shapes that do not belong to the scene, put where there is room."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from dataclasses import dataclass

from numpy.random import Generator

from synthgen.core.edits import SHAPES, Addition, AnyEdit
from synthgen.core.geometry import Box
from synthgen.core.recolor import to_hex
from synthgen.variants.base import Parameters, SceneAugmentation, drawn
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation

_TRIES = 20


@augmentation("distractors")
@dataclass
class Distractors(SceneAugmentation):
    """One to `most` shapes with a longer side of `size_low` to `size_high` scene units (uniform), wholly in the frame.

    They take a free place if one is found in a few tries, else they cover something. They are objects like any other
    in the record, with negative ids and no source lines.
    """

    most: int = 3
    size_low: float = 0.3
    size_high: float = 1.0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check("most", 1, 100)
        self.check_range("size_low", "size_high", 0.01, 10.0)

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        taken = [group.box for group in layout.groups]
        shapes = []
        for number in range(int(rng.integers(1, self.most + 1))):
            size = min(float(rng.uniform(self.size_low, self.size_high)), layout.height_px / layout.unit_px / 2)
            place = _place(layout, taken, size * layout.unit_px, rng)
            taken.append(place)
            x, y = layout.scene_point(place.center)
            shapes.append(
                {
                    "id": -(number + 1),
                    "shape": SHAPES[int(rng.integers(len(SHAPES)))],
                    "center": [drawn(x), drawn(y)],
                    "size": drawn(size),
                    "angle_deg": drawn(rng.uniform(0.0, 360.0)),
                    "color": _color(rng, layout.is_dark),
                    "fill_opacity": drawn(rng.choice([0.0, 0.5, 1.0])),
                    "stroke_width": drawn(rng.uniform(2.0, 6.0)),
                }
            )
        return {"shapes": shapes}

    def edits(self, parameters: Parameters) -> Sequence[AnyEdit]:
        return [
            Addition(
                instance_id=shape["id"],
                shape=shape["shape"],
                center=(shape["center"][0], shape["center"][1], 0.0),
                size=shape["size"],
                rotate_deg=shape["angle_deg"],
                color=shape["color"],
                fill_opacity=shape["fill_opacity"],
                stroke_width=shape["stroke_width"],
            )
            for shape in parameters["shapes"]
        ]


def _place(layout: Layout, taken: Sequence[Box], size_px: float, rng: Generator) -> Box:
    # A square turned by 45 degrees reaches out of its own box by as much.
    reach = 0.75 * size_px
    place = Box(0.0, 0.0, 0.0, 0.0)
    for _ in range(_TRIES):
        x = float(rng.uniform(reach, max(layout.width_px - reach, reach + 1)))
        y = float(rng.uniform(reach, max(layout.height_px - reach, reach + 1)))
        place = Box(x - reach, y - reach, x + reach, y + reach)
        if all(place.intersection(other) is None for other in taken):
            break
    return place


def _color(rng: Generator, dark: bool) -> str:
    """A colour that stands out from the background."""
    lightness = float(rng.uniform(0.5, 0.8) if dark else rng.uniform(0.2, 0.5))
    rgb = colorsys.hls_to_rgb(float(rng.uniform(0.0, 1.0)), lightness, float(rng.uniform(0.5, 1.0)))
    return to_hex(rgb)
