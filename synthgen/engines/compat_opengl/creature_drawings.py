"""Pi creatures drawn by code of our own: one SVG a mode, with the twelve parts that the videos' own class picks from.

Units are those of the SVG, y down: the creature is about 100 wide and 120 high, its eyes stand on its bar.
"""

from __future__ import annotations

import math
import os
from pathlib import Path

from synthgen.engines.creature_moods import MOODS, Mood, mouth

_EYES = ((41.0, 30.0), (61.0, 30.0))
_EYE_RADIUS = 10.5
_PUPIL_RADIUS = 4.0
_MOUTH = (52.0, 53.0)
_IRIS_PARTS, _PUPIL_PARTS, _BODY_PART, _MOUTH_PART, _PARTS = (2, 6), (8, 9), 10, 11, 12
"""Which parts the class uses, of how many; the others it throws away."""


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
    parts[_MOUTH_PART] = f'<path fill="#000000" d="{mouth(mood, *_MOUTH)}"/>'
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
