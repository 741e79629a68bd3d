"""What an augmentation is: it draws its parameters from a layout and a seed, and says what they do.

Three kinds, in the order they are applied: a scene augmentation edits the moment and the engine draws it again; a
geometric one maps the drawn picture, and with it all labels; a pixel augmentation changes pixels and moves nothing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from numpy.random import Generator

from synthgen.core.edits import AnyEdit
from synthgen.core.snapshot import PixelArray
from synthgen.errors import UsageError
from synthgen.variants.layout import Layout
from synthgen.variants.warp import Warp

Parameters = dict[str, Any]
"""What was drawn, as plain JSON: from these alone (and the moment) the sample can be made again."""

_DECIMALS = 6


@dataclass
class Augmentation(ABC):
    """One way to change a moment. Subclasses are dataclasses; their fields are options of the `augment` group.

    `probability`: in which share of the samples it takes part.
    """

    name: ClassVar[str] = ""
    probability: float = 0.0

    def __post_init__(self) -> None:
        self.check("probability", 0.0, 1.0)

    @property
    def is_active(self) -> bool:
        """Whether it could ever change anything."""
        return self.probability > 0

    @abstractmethod
    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        """The parameters of one sample, None where there is nothing to do. Everything random comes from `rng`."""

    def check(self, field: str, low: float, high: float) -> None:
        """Raise UsageError when a field is not between two bounds (both allowed)."""
        value = getattr(self, field)
        if not low <= value <= high:
            name = f"augment.{self.name}.{field}"
            raise UsageError(
                f"`{name}` must be between {low:g} and {high:g}, got {value:g}", f"change it: {name}=VALUE"
            )

    def check_range(self, low_field: str, high_field: str, low: float, high: float) -> None:
        """Raise UsageError when two fields are not the ends of a range within bounds."""
        self.check(low_field, low, high)
        self.check(high_field, low, high)
        if getattr(self, low_field) > getattr(self, high_field):
            name = f"augment.{self.name}"
            raise UsageError(f"`{name}.{low_field}` must not be above `{name}.{high_field}`", "swap the two")


class SceneAugmentation(Augmentation):
    """Changes objects, camera or background; the engine draws the moment again, so that labels stay exact."""

    @abstractmethod
    def edits(self, parameters: Parameters) -> Sequence[AnyEdit]:
        """What the engine is to do. A pure function of the parameters."""


class GeometricAugmentation(Augmentation):
    """Maps the drawn picture onto one of the same size; boxes, masks and positions follow."""

    @abstractmethod
    def warp(self, parameters: Parameters, width_px: int, height_px: int) -> Warp:
        """The map from old to new pixels. What comes from outside gets the colour `outside` of the parameters."""


class PixelAugmentation(Augmentation):
    """Changes pixels and moves nothing: the labels stay as they are."""

    @abstractmethod
    def apply(self, pixels: PixelArray, parameters: Parameters) -> PixelArray:
        """New pixels of the same shape (height, width, 3) uint8. A pure function of its arguments."""


def drawn(value: float) -> float:
    """A number as it is recorded: rounded first and used then, so that the record gives the same sample."""
    return round(float(value), _DECIMALS) + 0.0
