"""Changes to a moment that an engine applies before it draws the moment again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """What to do with one object (and all that belongs to it); lengths in scene units, angles in degrees.

    Scaling and rotation are about the object's own centre. None leaves a property alone.
    """

    instance_id: int
    shift: tuple[float, float, float] = (0.0, 0.0, 0.0)
    scale: float = 1.0
    rotate_deg: float = 0.0
    color: str | None = None
    opacity: float | None = None
    hidden: bool = False
