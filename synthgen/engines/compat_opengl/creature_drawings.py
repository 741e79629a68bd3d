"""Pi creatures drawn by code of our own: one SVG a mode, with the twelve parts that the videos' own class picks from.

Units are those of the SVG, y down: the creature is about 100 wide and 120 high, its eyes stand on its bar.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path

_EYES = ((41.0, 30.0), (61.0, 30.0))
_EYE_RADIUS = 10.5
_PUPIL_RADIUS = 4.0
_MOUTH = (52.0, 53.0)
_IRIS_PARTS, _PUPIL_PARTS, _BODY_PART, _MOUTH_PART, _PARTS = (2, 6), (8, 9), 10, 11, 12
"""Which parts the class uses, of how many; the others it throws away."""


@dataclass(frozen=True, slots=True)
class Mood:
    """How a mode looks. `smile`: -1..1, corners of the mouth down or up; `opened` and `lids`: 0..1, how far mouth and
    eyes are open; `tilt`: how much higher one corner of the mouth is; `hands`: how far left and right arm are raised.
    """

    smile: float = 0.3
    opened: float = 0.0
    lids: float = 1.0
    tilt: float = 0.0
    hands: tuple[float, float] = (0.0, 0.0)


MOODS = {
    "plain": Mood(),
    "happy": Mood(smile=1.0),
    "hooray": Mood(smile=1.0, opened=0.9, hands=(1, 1)),
    "coin_flip_1": Mood(hands=(0.5, 0)),
    "coin_flip_2": Mood(hands=(1, 0)),
    "dance_1": Mood(smile=0.8, hands=(1, 0)),
    "dance_2": Mood(smile=0.8, hands=(0, 1)),
    "dance_3": Mood(smile=0.8, opened=0.5, hands=(1, 1)),
    "dance_kick": Mood(smile=0.8, hands=(0.5, 0.5)),
    "raise_left_hand": Mood(smile=0.6, hands=(1, 0)),
    "raise_right_hand": Mood(smile=0.6, hands=(0, 1)),
    "wave_1": Mood(smile=0.8, hands=(0.7, 0)),
    "wave_2": Mood(smile=0.8, hands=(1, 0)),
    "gracious": Mood(smile=0.9, lids=0.4),
    "tease": Mood(smile=0.9, tilt=0.4, lids=0.8),
    "conniving": Mood(smile=0.9, tilt=0.6, lids=0.5),
    "monster": Mood(smile=0.6, opened=1.0, hands=(0.8, 0.8)),
    "speaking": Mood(smile=0.6, opened=0.7),
    "well": Mood(smile=0.2, opened=0.3, tilt=0.3),
    "surprised": Mood(smile=0.0, opened=0.8),
    "shocked": Mood(smile=-0.2, opened=1.0),
    "horrified": Mood(smile=-0.6, opened=0.9, hands=(0.5, 0.5)),
    "pleading": Mood(smile=-0.4, opened=0.2),
    "sad": Mood(smile=-0.8),
    "jamming": Mood(smile=0.9, lids=0.0),
    "miner": Mood(smile=0.2),
    "sick": Mood(smile=-0.5, lids=0.5),
    "tired": Mood(smile=-0.2, lids=0.4),
    "sleepy": Mood(smile=0.1, lids=0.2),
    "confused": Mood(smile=-0.3, tilt=0.6, lids=0.8),
    "concentrating": Mood(smile=-0.1, lids=0.5),
    "concerned_musician": Mood(smile=-0.5, opened=0.3),
    "erm": Mood(smile=-0.2, tilt=-0.4),
    "hesitant": Mood(smile=-0.3, tilt=-0.3),
    "guilty": Mood(smile=-0.4, tilt=0.3, lids=0.7),
    "angry": Mood(smile=-0.8, lids=0.6),
    "sassy": Mood(smile=-0.2, tilt=0.8, lids=0.6),
    "skeptical": Mood(smile=-0.3, tilt=0.5, lids=0.7),
    "maybe": Mood(smile=0.0, tilt=0.5, hands=(0.4, 0.4)),
    "shruggie": Mood(smile=0.2, tilt=0.3, hands=(0.8, 0.8)),
    "pondering": Mood(smile=0.0, tilt=0.3),
    "thinking": Mood(smile=0.4, tilt=0.3),
    "thinking2": Mood(smile=0.4, tilt=-0.3),
    "telepath": Mood(smile=0.0, lids=0.2, hands=(0.6, 0)),
    "touched": Mood(smile=0.6, lids=0.3),
    "awe": Mood(smile=0.3, opened=0.6),
    "worried": Mood(smile=-0.5, tilt=0.2),
    "frustrated": Mood(smile=-0.6, lids=0.5, hands=(0.4, 0.4)),
}


def drawings(folder: Path) -> Path:
    """A folder with the drawings of all modes, `MODE.svg`: made below `folder` where they are not there yet."""
    made = folder / "pi-creatures-1"
    if not made.is_dir():
        aside = folder / f".pi-creatures-{os.getpid()}"
        aside.mkdir(parents=True, exist_ok=True)
        for mode, mood in MOODS.items():
            (aside / f"{mode}.svg").write_text(svg(mood), encoding="utf-8")
        try:
            aside.rename(made)
        except OSError:
            # Another worker was quicker.
            for file in aside.iterdir():
                file.unlink()
            aside.rmdir()
    return made


def svg(mood: Mood) -> str:
    """The drawing of a mood."""
    parts = [f'<path fill="#000000" d="{_circle(50, 50, 1, 1)}"/>'] * _PARTS
    for part, (x, y) in zip(_IRIS_PARTS, _EYES, strict=True):
        parts[part] = f'<path fill="#FFFFFF" d="{_circle(x, y, _EYE_RADIUS, _EYE_RADIUS * max(mood.lids, 0.08))}"/>'
    for part, (x, y) in zip(_PUPIL_PARTS, _EYES, strict=True):
        parts[part] = f'<path fill="#000000" d="{_circle(x + 3, y, _PUPIL_RADIUS, _PUPIL_RADIUS)}"/>'
    parts[_BODY_PART] = f'<path fill="#236B8E" d="{_body(*mood.hands)}"/>'
    parts[_MOUTH_PART] = f'<path fill="#000000" d="{_mouth(mood)}"/>'
    return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 110 130">\n' + "\n".join(parts) + "\n</svg>\n"


def _circle(x: float, y: float, rx: float, ry: float) -> str:
    """An ellipse as four Bezier curves."""
    k = 4 / 3 * (math.sqrt(2) - 1)
    a, b = k * rx, k * ry
    return (
        f"M {x + rx:g} {y:g} C {x + rx:g} {y + b:g} {x + a:g} {y + ry:g} {x:g} {y + ry:g} "
        f"C {x - a:g} {y + ry:g} {x - rx:g} {y + b:g} {x - rx:g} {y:g} "
        f"C {x - rx:g} {y - b:g} {x - a:g} {y - ry:g} {x:g} {y - ry:g} "
        f"C {x + a:g} {y - ry:g} {x + rx:g} {y - b:g} {x + rx:g} {y:g} Z"
    )


def _body(left: float, right: float) -> str:
    """A bar with an arm at each end, on two legs."""
    left_y, right_y = 66 - 34 * left, 56 - 30 * right
    return (
        f"M 4 {left_y:g} C 8 {left_y - 14:g} 18 40 34 40 L 84 40 C 92 40 98 {right_y - 8:g} 104 {right_y - 4:g} "
        f"C 106 {right_y:g} 104 {right_y + 6:g} 100 {right_y + 6:g} C 94 58 88 62 78 62 "
        "C 76 82 79 98 88 112 C 84 122 72 121 68 109 C 64 94 65 78 66 62 L 46 62 C 45 82 41 100 34 114 "
        "C 28 123 15 119 20 107 C 30 92 34 78 35 62 L 30 62 "
        f"C 20 60 14 {left_y + 4:g} 9 {left_y + 5:g} C 5 {left_y + 5:g} 3 {left_y + 3:g} 4 {left_y:g} Z"
    )


def _mouth(mood: Mood) -> str:
    x, y = _MOUTH
    half, lift = 6 + 2 * abs(mood.smile), 3 * mood.tilt
    upper, lower = 7 * mood.smile, 7 * mood.smile + 1.6 + 8 * mood.opened
    corners = f"{x - half:g} {y + lift:g}", f"{x + half:g} {y - lift:g}"
    return f"M {corners[0]} Q {x:g} {y + upper:g} {corners[1]} Q {x:g} {y + lower:g} {corners[0]} Z"
