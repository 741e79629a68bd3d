"""What can be asked of JEPA masks. The defaults are the published ones: I-JEPA's (all four configurations), and those
of V-JEPA and V-JEPA 2."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from synthgen.core.patches import Fit, PatchGrid


class Compat(StrEnum):
    """`paper`: what the papers define. `exact`: with the habits of the published samplers.

    Those are: I-JEPA draws scale and aspect from one random number and never reaches the last row and column; the
    blocks of one kind have one size throughout a batch; batches are cut to their shortest masks from the end, which
    takes patches at the bottom away.
    """

    PAPER = "paper"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskSpec:
    """What all strategies share.

    The input is `width_px` x `height_px`, cut into patches of `patch_px`. A context, and a block that is a target of
    its own, has strictly more than `min_keep` patches. `pictures`: write pictures of the two sides, too.
    """

    width_px: int = 224
    height_px: int = 224
    patch_px: int = 16
    fit: Fit = Fit.STRETCH
    compat: Compat = Compat.PAPER
    min_keep: int = 10
    pictures: bool = False

    strategy = ""

    @property
    def grid(self) -> PatchGrid:
        return PatchGrid(width_px=self.width_px, height_px=self.height_px, patch_px=self.patch_px)


@dataclass(frozen=True, slots=True, kw_only=True)
class IJepaSpec(MaskSpec):
    """One large context block minus `targets` blocks. Scales are shares of the patches, aspects height / width."""

    context_scale: Range = Range(0.85, 1.0)
    target_scale: Range = Range(0.15, 0.2)
    target_aspect: Range = Range(0.75, 1.5)
    targets: int = 4

    strategy = "ijepa"


@dataclass(frozen=True, slots=True)
class Tubes:
    """A set of tubes: blocks that last the whole clip, whose union is the target."""

    name: str
    blocks: int
    scale: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class VJepaSpec(MaskSpec):
    """Over clips of `frames` pictures, cut into patches of `tubelet` pictures, one division for each of `sets`."""

    min_keep: int = 0
    frames: int = 16
    tubelet: int = 2
    aspect: Range = Range(0.75, 1.5)
    sets: tuple[Tubes, ...] = field(default=(Tubes("short", 8, Range(0.15, 0.15)), Tubes("long", 2, Range(0.7, 0.7))))

    strategy = "vjepa"

    @property
    def grid(self) -> PatchGrid:
        return PatchGrid(
            width_px=self.width_px,
            height_px=self.height_px,
            patch_px=self.patch_px,
            frames=self.frames,
            tubelet=self.tubelet,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectSpec(MaskSpec):
    """Hide from `hidden_min` to `hidden_max` whole objects with `margin_px` (of the input) around them.

    No more than `max_share` of the patches is hidden.
    """

    hidden_min: int = 1
    hidden_max: int = 4
    margin_px: float = 4.0
    max_share: float = 0.5

    strategy = "object"
