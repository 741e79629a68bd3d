"""One scene decided in full: everything drawn and placed, ready to be written as source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from synthgen.sources.procedural.companions import Companion, choose_companions
from synthgen.sources.procedural.draws import Draws
from synthgen.sources.procedural.hard import (
    FADED,
    Cover,
    HardCase,
    Twin,
    changed_place,
    choose_hard_case,
    cover_of,
    twin_of,
)
from synthgen.sources.procedural.layout import Cells, Part, Place, Wishes, solve
from synthgen.sources.procedural.plan import Slot
from synthgen.sources.procedural.pools import Pools
from synthgen.sources.procedural.request import Balance, HardKind, ProceduralRequest
from synthgen.sources.procedural.template import Template
from synthgen.sources.procedural.theme import Theme, make_theme

THEME = "theme"
# Families that every fontconfig resolves; the empty one is the library's own default.
_FONTS = ("", "", "Sans", "Serif")


@dataclass(frozen=True, slots=True)
class SceneSpec:
    """`drawn` are the parameters' values, `places` where the parts go. `early` companions are there from the start."""

    template: Template
    index: int
    seed: int
    drawn: Mapping[str, Any]
    theme: Theme
    font: str
    places: Mapping[str, Place]
    hard: HardCase | None
    cover: Cover | None
    twin: Twin | None
    companions: tuple[Companion, ...]
    early: bool

    @property
    def class_name(self) -> str:
        return "".join(word.capitalize() for word in self.template.name.split("_")) + f"{self.index:04d}"


def decide(template: Template, slot: Slot, request: ProceduralRequest, pools: Pools) -> SceneSpec:
    """Draw and place everything of a scene; the same template, slot and request give the same."""
    draws = Draws(request.seed, template.name, slot.index)
    drawn: dict[str, Any] = {}
    for name, distribution in template.parameters.items():
        drawn[name] = distribution.draw(draws, name, drawn, Balance.COUNTS in request.balance)
    hard = choose_hard_case(draws, request.hard_share, request.hard_kinds, template.hard, template.subjects)
    low_contrast = hard is not None and hard.kind is HardKind.LOW_CONTRAST
    themes = pools.named("themes")
    theme = make_theme(
        drawn.pop(THEME, None) or themes[draws.pick(THEME, len(themes))],
        draws.pick("theme.turn", 5),
        FADED if low_contrast else 0.0,
    )
    places = _places(template, draws, request, drawn)
    cover = twin = None
    if hard is not None:
        place = places[hard.subject] = changed_place(hard, places[hard.subject], draws)
        cover = cover_of(place, draws) if hard.kind is HardKind.OCCLUSION else None
        twin = twin_of(hard.subject, place, draws) if hard.kind is HardKind.NEAR_DUPLICATE else None
    taken = list(places.values())
    companions = choose_companions(draws, pools, request.crowding, taken) if template.companions else []
    return SceneSpec(
        template=template,
        index=slot.index,
        seed=request.seed,
        drawn=drawn,
        theme=theme,
        font=_FONTS[draws.pick("font", len(_FONTS))],
        places=places,
        hard=hard,
        cover=cover,
        twin=twin,
        companions=tuple(companions),
        early=draws.number("companions.early") < 0.5,
    )


def _places(template: Template, draws: Draws, request: ProceduralRequest, drawn: Mapping[str, Any]) -> dict[str, Place]:
    cells: Cells = template.layouts[draws.pick("layout", len(template.layouts))]
    parts: dict[str, Part] = {name: spec.measure(drawn) for name, spec in template.parts.items()}
    evenly, in_size = Balance.POSITIONS in request.balance, Balance.SIZES in request.balance
    wishes = Wishes(
        crowding=request.crowding,
        overlap=request.overlap,
        sizes={name: draws.number(f"size.{name}", in_size) for name in parts},
        positions={name: (draws.number(f"x.{name}", evenly), draws.number(f"y.{name}", evenly)) for name in parts},
        mirrored=draws.number("mirrored", evenly) < 0.5,
    )
    return {name: _tidy(place) for name, place in solve(cells, parts, wishes).items()}


def _tidy(place: Place) -> Place:
    """Numbers as people write them."""
    return replace(place, x=round(place.x * 20) / 20, y=round(place.y * 20) / 20)
