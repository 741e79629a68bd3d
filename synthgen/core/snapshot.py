"""One moment of a scene as plain data: the camera, the tree of mobjects, and what was painted in which order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from synthgen.core.geometry import Box, FloatArray
from synthgen.core.paint import Paint

PixelArray = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the scene's own source (never of library code)."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class CameraView:
    """How the main camera saw the moment; lengths in scene units unless they end in _px."""

    width_px: int
    height_px: int
    frame_width: float
    frame_height: float
    frame_center: tuple[float, float, float]


class Node(NamedTuple):
    """A mobject on screen: its place in the tree, its identity and what is known of it.

    `bases` are the class names from the mobject's own class up to the engine's root class. `anchor_bounds` is
    the (2, 3) low/high corner of its own points by the engine's own rule, None without points; the centre of
    the union over a family is what the engine's `get_center()` gives. `created` runs from the innermost source
    line outwards; `changed` is where its shape was last set by something other than its constructor, `shaped` the lines
    that made that shape where it is another mobject's. `track_id`
    follows an object through transforms that put another mobject in its place; `becoming` is what the transform it is
    in turns it into (class names and content), `coming_from` what it appears in place of. A `piece` was put in by a
    transform and is part of the object around it, whatever its class. A mobject that is seen through a display as well
    has a second node, an `appearance_of` the first, `seen_through` the display.

    A named tuple, because every drawing of a moment places all of its nodes anew: a dataclass takes ten times as long.
    """

    instance_id: int
    track_id: int
    parent_id: int | None
    bases: tuple[str, ...]
    content: dict[str, str]
    engine_z_index: float
    anchor_bounds: FloatArray | None
    copied_from: int | None = None
    created: tuple[SourceLine, ...] = ()
    changed: tuple[SourceLine, ...] = ()
    stand_in: str = ""
    becoming: tuple[tuple[str, ...], dict[str, str]] | None = None
    coming_from: tuple[tuple[str, ...], dict[str, str]] | None = None
    shaped: tuple[SourceLine, ...] = ()
    piece: bool = False
    appearance_of: int | None = None
    seen_through: int | None = None

    @property
    def class_name(self) -> str:
        return self.bases[0]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A leaf as its engine draws it on a rectangle of the frame; float32 (height, width), 1 for a pixel wholly covered.

    `alone` is all of it and `passed` what of it comes through, opacity left out; `hiding` is what it hides, opacity
    counted. `x` and `y` are the column and row of the rectangle's
    top left pixel.
    """

    x: int
    y: int
    alone: npt.NDArray[np.float32]
    passed: npt.NDArray[np.float32]
    hiding: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Mix:
    """Leaves of which the order alone does not tell what hides what: the engine mixes them on a canvas, or by depth.

    `draw` gives some of them (indices among the snapshot's leaves) together: how they look `alone`, what is left of
    them among the others (`passed`), and, only if the second argument asks for it, what the others hide of things
    further back (`hiding`). Given none it tells what all of them hide.
    """

    leaves: tuple[int, ...]
    draw: Callable[[Collection[int], bool], Drawing]


@dataclass(frozen=True, slots=True)
class Drawings:
    """Each leaf as its engine draws it, None where that follows from its paints; and which of them it mixes."""

    leaves: Sequence[Drawing | None] = ()
    mixes: Sequence[Mix] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """One drawn mobject: its node and its passes, in the order they were painted.

    `window` is the box (px) of the display it is seen through, None where it is seen directly.
    """

    instance_id: int
    paints: tuple[Paint, ...]
    window: Box | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything the engine knew when it drew the frame. `leaves` are in paint order, furthest back first.

    `draw_leaves` gives them as the engine draws them, where what is seen does not follow from the paints and their
    order alone. It costs time, so it is called when somebody asks.
    """

    frame_index: int
    fps: Fraction
    camera: CameraView
    nodes: dict[int, Node]
    leaves: tuple[Leaf, ...]
    kind: str = "still"
    play_index: int = 0
    animations: dict[int, str] = field(default_factory=dict)
    play_lines: tuple[SourceLine, ...] = ()
    draw_leaves: Callable[[], Drawings] | None = None

    @property
    def time_s(self) -> float:
        return float(Fraction(self.frame_index) / self.fps)
