"""Things beside the point: small objects in the room a layout leaves free, the more the fuller a scene is to be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from synthgen.sources.procedural.draws import Draws
from synthgen.sources.procedural.layout import FRAME, Place
from synthgen.sources.procedural.pools import Pools
from synthgen.sources.procedural.sizes import formula_size, text_size

_MOST = 7
_MARGIN = 0.25
_ROOMY = 0.7
_STEP = 0.4
_KINDS = ("formula", "formula", "word", "circle", "square", "triangle", "polygon", "star", "arrow", "number", "dots")
_NAMES = ("aside", "remark", "mark", "extra", "ornament", "side_note", "leftover")


@dataclass(frozen=True, slots=True)
class Companion:
    """An object of a kind in its place: `content` is its formula, word or number, `font_size` that of it, `tint` the
    number of an accent.
    """

    name: str
    kind: str
    place: Place
    content: str = ""
    font_size: int = 28
    tint: int = 0


def choose_companions(draws: Draws, pools: Pools, crowding: float, taken: Sequence[Place]) -> list[Companion]:
    """As many as the crowding asks for and the free room allows; none overlaps a place that is taken."""
    # Below a quarter scenes are left as they are.
    wanted = round(max(crowding - 0.25, 0.0) / 0.75 * _MOST * draws.between("companions", 0.6, 1.0))
    occupied, found = list(taken), list[Companion]()
    for index in range(wanted):
        name = _NAMES[index]
        kind = _KINDS[draws.pick(f"{name}.kind", len(_KINDS))]
        size = 22 + draws.pick(f"{name}.size", 12)
        content, width, height = _content(draws, pools, name, kind, size)
        place = _free_place(draws, name, width, height, occupied)
        if place is not None:
            occupied.append(place)
            found.append(Companion(name, kind, place, content, size, draws.pick(f"{name}.tint", 5)))
    return found


def _content(draws: Draws, pools: Pools, name: str, kind: str, size: int) -> tuple[str, float, float]:
    """What it says and how large it is."""
    if kind == "formula":
        short = [entry["tex"] for entry in pools.named("formulas") if formula_size(entry["tex"], 48).width < 5]
        tex = short[draws.pick(f"{name}.content", len(short))]
        extent = formula_size(tex, size)
        return tex, extent.width, extent.height
    if kind == "word":
        words: list[Any] = pools.named("words")
        word = str(words[draws.pick(f"{name}.content", len(words))])
        extent = text_size(word, size)
        return word, extent.width, extent.height
    if kind == "number":
        constants = pools.named("constants")
        value = str(constants[draws.pick(f"{name}.content", len(constants))]["value"])
        extent = text_size(value, size)
        return value, extent.width, extent.height
    if kind == "arrow":
        return "", draws.between(f"{name}.width", 0.8, 1.8), 0.4
    side = draws.between(f"{name}.width", 0.5, 1.3)
    return str(5 + draws.pick(f"{name}.content", 3)), side, side


def _free_place(draws: Draws, name: str, width: float, height: float, occupied: Sequence[Place]) -> Place | None:
    """Well apart from everything where there is such a place, else just beside it; None where there is neither."""
    for margin in (_ROOMY, _MARGIN):
        around = [_widened(other, margin) for other in occupied]
        free = [place for place in _grid(width, height) if not any(place.touches(other) for other in around)]
        if free:
            return free[draws.pick(f"{name}.place", len(free))]
    return None


def _grid(width: float, height: float) -> list[Place]:
    """Every place of that size on a grid, within the frame."""
    columns = int((FRAME.width - 2 * _MARGIN - width) / _STEP) + 1
    rows = int((FRAME.height - 2 * _MARGIN - height) / _STEP) + 1
    # Rounded as people write numbers.
    left = math.ceil((FRAME.left + _MARGIN + width / 2) * 20) / 20
    bottom = math.ceil((FRAME.bottom + _MARGIN + height / 2) * 20) / 20
    return [
        Place(left + column * _STEP, bottom + row * _STEP, width, height)
        for column in range(max(columns, 0))
        for row in range(max(rows, 0))
    ]


def _widened(place: Place, margin: float) -> Place:
    return Place(place.x, place.y, place.width + 2 * margin, place.height + 2 * margin)
