"""The options of the `augment` group."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from synthgen.errors import UsageError
from synthgen.variants.background import Background
from synthgen.variants.camera import Camera
from synthgen.variants.catalog import BUILT_IN
from synthgen.variants.color import Color
from synthgen.variants.distractors import Distractors
from synthgen.variants.drop import Drop
from synthgen.variants.light_dark import LightDark
from synthgen.variants.opacity import Opacity
from synthgen.variants.palette import PaletteSwap
from synthgen.variants.pipeline import Pipeline, VariantSpec
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

_MOST = 10_000


@dataclass
class AugmentOptions:
    """What can be set in the `augment` group: how many samples of a moment, and each augmentation by its name.

    `own`: augmentations of the plugins, by name, each with the values of its fields.
    """

    count: int = 0
    keep_attached: bool = True
    plugins: list[str] = field(default_factory=list)
    own: dict[str, Any] = field(default_factory=dict)
    drop: Drop = field(default_factory=Drop)
    position_jitter: PositionJitter = field(default_factory=PositionJitter)
    scale: ScaleVariation = field(default_factory=ScaleVariation)
    rotation: Rotation = field(default_factory=Rotation)
    z_order: ZOrder = field(default_factory=ZOrder)
    stroke_width: StrokeWidth = field(default_factory=StrokeWidth)
    opacity: Opacity = field(default_factory=Opacity)
    palette: PaletteSwap = field(default_factory=PaletteSwap)
    color: Color = field(default_factory=Color)
    light_dark: LightDark = field(default_factory=LightDark)
    background: Background = field(default_factory=Background)
    distractors: Distractors = field(default_factory=Distractors)
    camera: Camera = field(default_factory=Camera)
    crop: Crop = field(default_factory=Crop)
    flip: Flip = field(default_factory=Flip)
    affine: Affine = field(default_factory=Affine)
    gamma: Gamma = field(default_factory=Gamma)
    blur: Blur = field(default_factory=Blur)
    resampling: Resampling = field(default_factory=Resampling)
    low_resolution: LowResolution = field(default_factory=LowResolution)
    noise: Noise = field(default_factory=Noise)
    chroma: ChromaSubsampling = field(default_factory=ChromaSubsampling)
    jpeg: Jpeg = field(default_factory=Jpeg)
    h264: H264 = field(default_factory=H264)

    def __post_init__(self) -> None:
        if not 0 <= self.count <= _MOST:
            raise UsageError(
                f"`augment.count` must be between 0 and {_MOST}, got {self.count}", "change it: augment.count=VALUE"
            )

    def spec(self) -> VariantSpec:
        """What is to be done, without what never happens. Raises UsageError for what plugins lack or have wrong."""
        built_in = {name: getattr(self, name) for name in BUILT_IN}
        augmentations = {name: asdict(one) for name, one in built_in.items() if one.is_active}
        spec = VariantSpec(
            count=self.count,
            keep_attached=self.keep_attached,
            augmentations=augmentations | self.own,
            plugins=tuple(Path(file).expanduser().absolute() for file in self.plugins),
        )
        Pipeline(spec)
        return spec
