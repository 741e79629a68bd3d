"""Changes to a moment that an engine applies before it draws the moment again.

Lengths are in scene units, angles in degrees (counter-clockwise). Every edit is plain data: the same edits on the same
moment give the same picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from synthgen.core.recolor import Recolor

Point = tuple[float, float, float]


class Edit(NamedTuple):
    """What to do with one object (and all that belongs to it).

    Scaling and rotation are about `about`, by default the object's own centre. `color` and `opacity` replace those of
    all its parts, `recolor` maps their colours, `fade` (0..1) and `stroke_scale` are factors of opacities and stroke
    widths. None leaves a property alone.
    """

    instance_id: int
    shift: Point = (0.0, 0.0, 0.0)
    scale: float = 1.0
    rotate_deg: float = 0.0
    about: Point | None = None
    color: str | None = None
    recolor: Recolor | None = None
    opacity: float | None = None
    fade: float = 1.0
    stroke_scale: float = 1.0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class CameraMove:
    """The main camera nearer by the factor `zoom`, then moved by `pan_x`, `pan_y` of its (new) frame's size."""

    zoom: float = 1.0
    pan_x: float = 0.0
    pan_y: float = 0.0


@dataclass(frozen=True, slots=True)
class Backdrop:
    """Another background: one colour, a gradient between two (towards `angle_deg`), or a picture file, cut to fill."""

    colors: tuple[str, ...] = ()
    angle_deg: float = 0.0
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """Top-level objects in the order to paint them, furthest back first; the others keep their places."""

    instance_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Addition:
    """A mobject that the scene does not have: `shape` (one of SHAPES), `size` its longer side, painted last.

    `instance_id` is negative, so that it is nobody else's.
    """

    instance_id: int
    shape: str
    center: Point
    size: float
    rotate_deg: float
    color: str
    fill_opacity: float
    stroke_width: float


SHAPES = ("circle", "square", "triangle", "rectangle", "ellipse", "line", "arrow", "dot")
"""Every engine has a class for each."""

AnyEdit = Edit | CameraMove | Backdrop | Order | Addition
