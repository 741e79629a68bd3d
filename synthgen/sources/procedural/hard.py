"""Hard cases on request: what each does to a scene's layout, and what it adds at the scene's end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from synthgen.sources.procedural.draws import Draws
from synthgen.sources.procedural.layout import FRAME, Place
from synthgen.sources.procedural.request import HardKind

FADED = 0.82
"""How far low-contrast colours are moved to the background."""


@dataclass(frozen=True, slots=True)
class HardCase:
    """One hard case in a scene: its kind, and the part it befalls."""

    kind: HardKind
    subject: str


@dataclass(frozen=True, slots=True)
class Cover:
    """An opaque shape over part of something."""

    shape: str
    place: Place
    opacity: float


@dataclass(frozen=True, slots=True)
class Twin:
    """A copy of `subject`, moved a little and scaled."""

    subject: str
    right: float
    up: float
    scale: float


def choose_hard_case(
    draws: Draws, share: float, wanted: Sequence[HardKind], possible: Sequence[HardKind], subjects: Sequence[str]
) -> HardCase | None:
    """Whether this scene is a hard case, and which: about `share` of a template's scenes are."""
    kinds = [kind for kind in (wanted or tuple(HardKind)) if kind in possible]
    if not kinds or not subjects or draws.number("hard") >= share:
        return None
    return HardCase(kinds[draws.pick("hard.kind", len(kinds))], subjects[draws.pick("hard.subject", len(subjects))])


def changed_place(case: HardCase, place: Place, draws: Draws) -> Place:
    """Where the subject goes instead."""
    match case.kind:
        case HardKind.TINY:
            return place.resized(draws.between("hard.tiny", 0.18, 0.35))
        case HardKind.HUGE:
            room = min(FRAME.width / place.width, FRAME.height / place.height)
            return replace(place.resized(room * draws.between("hard.huge", 0.95, 1.5)), x=0.0, y=0.0)
        case HardKind.TRUNCATION:
            return _cut_off(place, draws)
    return place


def _cut_off(place: Place, draws: Draws) -> Place:
    """Moved over the nearest edge of the frame, so that a quarter to two thirds of it are outside."""
    outside = draws.between("hard.cut", 0.25, 0.65)
    rightward, upward = place.x >= 0, place.y >= 0
    # The side it is nearer to anyway; where it is in the middle, chance decides.
    across = abs(place.x) / FRAME.width + draws.between("hard.side", -0.05, 0.05) >= abs(place.y) / FRAME.height
    if across:
        edge = FRAME.right + (outside - 0.5) * place.width
        return replace(place, x=edge if rightward else -edge)
    edge = FRAME.top + (outside - 0.5) * place.height
    return replace(place, y=edge if upward else -edge)


def cover_of(place: Place, draws: Draws) -> Cover:
    """A shape over a third to two thirds of a place, from one of its sides."""
    share = draws.between("hard.cover", 0.35, 0.7)
    if place.width >= place.height:
        width, height = share * place.width, 1.15 * place.height
    else:
        width, height = 1.15 * place.width, share * place.height
    side = -1 if draws.number("hard.cover.side") < 0.5 else 1
    x = place.x + side * (place.width - width) / 2
    y = place.y + side * (place.height - height) / 2
    shape = ("Rectangle", "RoundedRectangle", "Ellipse")[draws.pick("hard.cover.shape", 3)]
    opacity = (1.0, 1.0, 0.85)[draws.pick("hard.cover.opacity", 3)]
    return Cover(shape, Place(x, y, max(width, 0.4), max(height, 0.4)), opacity)


def twin_of(subject: str, place: Place, draws: Draws) -> Twin:
    """A near-duplicate: beside the original where there is room, else half over it."""
    scale = draws.between("hard.twin", 0.93, 1.07)
    if place.top + place.height <= FRAME.top:
        up = place.height * draws.between("hard.twin.up", 0.9, 1.15)
    elif place.bottom - place.height >= FRAME.bottom:
        up = -place.height * draws.between("hard.twin.up", 0.9, 1.15)
    else:
        up = place.height * draws.between("hard.twin.up", -0.25, 0.25)
    return Twin(subject, draws.between("hard.twin.right", -0.4, 0.4), up, scale)
