"""Colours of a scene: a theme's roles as they are written in its source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
# The colours that both engines draw in when nothing is said: there is no need to write them.
_DEFAULT_INK, _DEFAULT_BACKGROUND = "WHITE", "BLACK"
# What the names used in themes look like, for mixing (the engines' own values).
_NAMED = {"WHITE": "#ffffff", "BLACK": "#000000"}
_ROLES = ("background", "ink", "faint", "panel")


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as expressions of the scene's source: names of the library (BLUE) or of constants (ACCENT).

    `constants` are those the source has to define: name and value. `default_ink`: the library draws in `ink` anyway.
    """

    name: str
    background: str
    ink: str
    faint: str
    panel: str
    accents: tuple[str, ...]
    constants: Mapping[str, str]

    @property
    def default_ink(self) -> bool:
        return self.ink == _DEFAULT_INK

    @property
    def default_background(self) -> bool:
        return self.background == _DEFAULT_BACKGROUND

    @property
    def accent(self) -> str:
        return self.accents[0]

    @property
    def second(self) -> str:
        return self.accents[1]

    @property
    def third(self) -> str:
        return self.accents[2]

    @property
    def fourth(self) -> str:
        return self.accents[3]

    @property
    def fifth(self) -> str:
        return self.accents[4]


_ACCENT_NAMES = ("ACCENT", "SECOND", "THIRD", "FOURTH", "FIFTH")


def make_theme(entry: Mapping[str, Any], turn: int, faded: float = 0.0) -> Theme:
    """A theme from its entry in the pool; `turn` rotates the accents, `faded` (0 to 1) moves all to the background.

    What is faded needs the values behind the library's names, which only the library has: such themes carry them
    under `values`.
    """
    accents = list(entry["accents"])
    accents = accents[turn % len(accents) :] + accents[: turn % len(accents)]
    colours = {role: str(entry[role]) for role in _ROLES}
    colours |= dict(zip((name.lower() for name in _ACCENT_NAMES), accents, strict=True))
    if faded:
        values = {**_NAMED, **entry.get("values", {})}
        background = _rgb(colours["background"], values)
        colours |= {
            role: _mixed(_rgb(colour, values), background, faded)
            for role, colour in colours.items()
            if role != "background"
        }
    constants = {role.upper(): f'"{colour}"' for role, colour in colours.items() if _HEX.fullmatch(colour)}
    written = {role: role.upper() if role.upper() in constants else colour for role, colour in colours.items()}
    return Theme(
        name=str(entry["name"]),
        background=written["background"],
        ink=written["ink"],
        faint=written["faint"],
        panel=written["panel"],
        accents=tuple(written[name.lower()] for name in _ACCENT_NAMES),
        constants=constants,
    )


def _rgb(colour: str, values: Mapping[str, str]) -> tuple[int, int, int]:
    text = values.get(colour, colour)
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _mixed(colour: tuple[int, int, int], background: tuple[int, int, int], share: float) -> str:
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(colour, background, strict=True))
