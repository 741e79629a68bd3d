"""Our own augmentations, by name, in the order they are applied within their kind."""

from __future__ import annotations

from synthgen.variants.background import Background
from synthgen.variants.base import Augmentation
from synthgen.variants.camera import Camera
from synthgen.variants.color import Color
from synthgen.variants.distractors import Distractors
from synthgen.variants.drop import Drop
from synthgen.variants.light_dark import LightDark
from synthgen.variants.opacity import Opacity
from synthgen.variants.palette import PaletteSwap
from synthgen.variants.pixels.blur import Blur
from synthgen.variants.pixels.chroma import ChromaSubsampling
from synthgen.variants.pixels.gamma import Gamma
from synthgen.variants.pixels.geometry import Affine, Crop, Flip
from synthgen.variants.pixels.h264 import H264
from synthgen.variants.pixels.jpeg import Jpeg
from synthgen.variants.pixels.noise import Noise
from synthgen.variants.pixels.resampling import LowResolution, Resampling
from synthgen.variants.position_jitter import PositionJitter
from synthgen.variants.rotation import Rotation
from synthgen.variants.scale import ScaleVariation
from synthgen.variants.stroke_width import StrokeWidth
from synthgen.variants.z_order import ZOrder

BUILT_IN: dict[str, type[Augmentation]] = {
    cls.name: cls
    for cls in (
        # What the engine draws again: shapes and places, then order and look, then what is around.
        Drop,
        PositionJitter,
        ScaleVariation,
        Rotation,
        ZOrder,
        StrokeWidth,
        Opacity,
        PaletteSwap,
        Color,
        LightDark,
        Background,
        Distractors,
        Camera,
        # The picture mapped onto another.
        Crop,
        Flip,
        Affine,
        # Pixels: light first, then size, then what a sensor and a codec do.
        Gamma,
        Blur,
        Resampling,
        LowResolution,
        Noise,
        ChromaSubsampling,
        Jpeg,
        H264,
    )
}
