"""Boxes to and from the tools of teams that have one: Label Studio and CVAT."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from synthgen.core.geometry import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A box with its label, in float px of the picture. `group` is "" for a box that stands alone."""

    box_id: str
    type: str
    content: str
    bbox: Box
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPicture:
    """A picture with the boxes people drew and those that were generated."""

    frame_id: str
    image: str
    size: tuple[int, int]
    manual: Sequence[Outline]
    generated: Sequence[Outline]


FindFrame = Callable[[str], str | None]
"""The id of the frame that a file's path or a frame's id names, None when no frame is called so."""

Imported = list[tuple[str, Outline]]
"""Frame ids with their boxes."""
