"""The camera a little nearer or further, and looking a little beside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from numpy.random import Generator

from synthgen.core.edits import AnyEdit, CameraMove
from synthgen.variants.base import Parameters, SceneAugmentation, drawn
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation


@augmentation("camera")
@dataclass
class Camera(SceneAugmentation):
    """Zoom between `zoom_low` and `zoom_high` (log-uniform), pan by up to `pan` of the frame's size (uniform).

    The one scene augmentation that may take objects out of the frame: that is what cameras do.
    """

    zoom_low: float = 0.85
    zoom_high: float = 1.15
    pan: float = 0.05

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_range("zoom_low", "zoom_high", 0.05, 20.0)
        self.check("pan", 0.0, 1.0)

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        zoom = math.exp(float(rng.uniform(math.log(self.zoom_low), math.log(self.zoom_high))))
        pan_x, pan_y = (drawn(value) for value in rng.uniform(-self.pan, self.pan, 2))
        return {"zoom": drawn(zoom), "pan_x": pan_x, "pan_y": pan_y}

    def edits(self, parameters: Parameters) -> Sequence[AnyEdit]:
        return [CameraMove(parameters["zoom"], parameters["pan_x"], parameters["pan_y"])]
