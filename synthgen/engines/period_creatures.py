"""The modes of Pi creatures whose drawings were not published, made from the plain one that the library ships."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path as File

from svgelements import CubicBezier, Line, Move, Path, Point

from synthgen.engines.creature_moods import MOODS, Mood, mouth

_EYES_AND_PUPILS, _BODY, _MOUTH = (0, 1, 2, 3), 4, 5
"""Which paths of the drawing they are."""

_MOUTH_CENTER, _MOUTH_SIZE = (261.0, 142.0), 1.8
_BAR_TOP = 126.0
"""Where eyes stand, in the units of the drawing, y down."""
_LEAST_LIDS = 0.45
"""A pupil has to find room between the lids."""
_LEFT_SHOULDER, _RIGHT_SHOULDER, _LOWEST_HAND = 187.0, 330.0, 240.0
_LEFT_SLOPE, _RIGHT_SLOPE = 1.4, 0.5


def draw_creature(mode: str, plain: File, file: File) -> bool:
    """Draw a mode from the plain drawing: its mouth, its lids, its arms. Whether we know what the mode looks like."""
    if mode not in MOODS:
        return False
    mood = MOODS[mode]
    number = -1

    def redrawn(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return f' d="{_part(number, match[1], mood)}"'

    file.write_text(re.sub(r'\sd="([^"]*)"', redrawn, plain.read_text(encoding="utf-8")), encoding="utf-8")
    return True


def _part(number: int, data: str, mood: Mood) -> str:
    if number in _EYES_AND_PUPILS:
        lids = max(_LEAST_LIDS, mood.lids)
        return _moved(data, lambda x, y: (x, _BAR_TOP + lids * (y - _BAR_TOP)))
    if number == _BODY:
        return _moved(data, lambda x, y: (x, y - _raised(x, *mood.hands) if y < _LOWEST_HAND else y))
    return mouth(mood, *_MOUTH_CENTER, _MOUTH_SIZE) if number == _MOUTH else data


def _raised(x: float, left: float, right: float) -> float:
    """How much higher the arms are at `x`: they are sheared upwards from the shoulders on."""
    return left * _LEFT_SLOPE * max(0.0, _LEFT_SHOULDER - x) + right * _RIGHT_SLOPE * max(0.0, x - _RIGHT_SHOULDER)


def _moved(data: str, place: Callable[[float, float], tuple[float, float]]) -> str:
    """Path data with the points of all curves put elsewhere, lines among them: arms are parts of so many curves."""
    found = []
    for segment in Path(data):
        match segment:
            case Move():
                found.append(f"M {_put(segment.end, place)}")
            case CubicBezier():
                points = segment.control1, segment.control2, segment.end
                found.append("C " + " ".join(_put(point, place) for point in points))
            case Line():
                points = segment.point(1 / 3), segment.point(2 / 3), segment.end
                found.append("C " + " ".join(_put(point, place) for point in points))
    return " ".join(found)


def _put(point: Point, place: Callable[[float, float], tuple[float, float]]) -> str:
    x, y = place(point.x, point.y)
    return f"{x:.3f} {y:.3f}"
