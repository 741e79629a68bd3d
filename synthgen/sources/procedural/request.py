"""What is asked of the procedural source, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class HardKind(StrEnum):
    """Deliberately hard cases: something covered, cut off by the frame, too small, too large, hardly visible, or
    beside a copy that is almost the same."""

    OCCLUSION = "occlusion"
    TRUNCATION = "truncation"
    TINY = "tiny"
    HUGE = "huge"
    LOW_CONTRAST = "low_contrast"
    NEAR_DUPLICATE = "near_duplicate"


class Balance(StrEnum):
    """What is spread evenly over the scenes: types (by the choice of templates), positions, sizes, counts."""

    TYPES = "types"
    POSITIONS = "positions"
    SIZES = "sizes"
    COUNTS = "counts"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceduralRequest:
    """`templates` is empty for all of them. `template_dirs` are folders of the user's with more templates, and pools
    in a folder `pools` there. `crowding`, `overlap` (0 to 1): how full, and how far parts are pushed over one another.
    `hard_share` (0 to 1) of the scenes are hard cases of the `hard_kinds` (empty: any).
    """

    count: int = 24
    templates: tuple[str, ...] = ()
    template_dirs: tuple[Path, ...] = ()
    crowding: float = 0.3
    overlap: float = 0.0
    hard_share: float = 0.0
    hard_kinds: tuple[HardKind, ...] = ()
    balance: tuple[Balance, ...] = tuple(Balance)
    seed: int = 0
