"""The drawn picture cropped, flipped, turned: boxes, masks and positions are mapped with it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from numpy.random import Generator

from synthgen.variants.base import GeometricAugmentation, Parameters, drawn
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation
from synthgen.variants.warp import Warp


@augmentation("crop")
@dataclass
class Crop(GeometricAugmentation):
    """A part of the picture, its sides a share between `low` and `high` (uniform) of the whole, anywhere within it,
    enlarged to the picture's size."""

    low: float = 0.6
    high: float = 0.95

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_range("low", "high", 0.01, 1.0)

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        share = drawn(rng.uniform(self.low, self.high))
        x = drawn(rng.uniform(0.0, layout.width_px * (1.0 - share)))
        y = drawn(rng.uniform(0.0, layout.height_px * (1.0 - share)))
        return {"share": share, "x_px": x, "y_px": y}

    def warp(self, parameters: Parameters, width_px: int, height_px: int) -> Warp:
        zoom = 1.0 / parameters["share"]
        return Warp(xx=zoom, x0=-zoom * parameters["x_px"], yy=zoom, y0=-zoom * parameters["y_px"])


@augmentation("flip")
@dataclass
class Flip(GeometricAugmentation):
    """Left and right exchanged; `vertical` (0..1) is the share of samples where it is up and down instead."""

    vertical: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check("vertical", 0.0, 1.0)

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        return {"axis": "vertical" if rng.random() < self.vertical else "horizontal"}

    def warp(self, parameters: Parameters, width_px: int, height_px: int) -> Warp:
        if parameters["axis"] == "vertical":
            return Warp(yy=-1.0, y0=float(height_px))
        return Warp(xx=-1.0, x0=float(width_px))


@augmentation("affine")
@dataclass
class Affine(GeometricAugmentation):
    """Turned by up to `rotate_deg`, scaled between `scale_low` and `scale_high`, shifted by up to `shift` of the size.

    All uniform, about the picture's middle. No shear: it would turn lines of one width into lines of several.
    """

    rotate_deg: float = 5.0
    scale_low: float = 0.9
    scale_high: float = 1.1
    shift: float = 0.03

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check("rotate_deg", 0.0, 180.0)
        self.check_range("scale_low", "scale_high", 0.1, 10.0)
        self.check("shift", 0.0, 1.0)

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        # What a display cuts off is cut at the sides of a box, and a box that is turned is none.
        angle = 0.0 if layout.has_windows else float(rng.uniform(-self.rotate_deg, self.rotate_deg))
        return {
            "rotate_deg": drawn(angle),
            "scale": drawn(rng.uniform(self.scale_low, self.scale_high)),
            "shift_px": [
                drawn(rng.uniform(-self.shift, self.shift) * side) for side in (layout.width_px, layout.height_px)
            ],
            "outside": layout.background,
        }

    def warp(self, parameters: Parameters, width_px: int, height_px: int) -> Warp:
        angle = math.radians(parameters["rotate_deg"])
        cos, sin = parameters["scale"] * math.cos(angle), parameters["scale"] * math.sin(angle)
        x, y = width_px / 2, height_px / 2
        right, down = parameters["shift_px"]
        # Pixels count downwards: a turn that people see as counter-clockwise has its sine the other way round.
        return Warp(cos, sin, x + right - cos * x - sin * y, -sin, cos, y + down + sin * x - cos * y)
