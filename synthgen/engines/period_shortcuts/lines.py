"""Lines, their tips, and numbers on them: every point of a graph asks where the axes begin and end."""

from __future__ import annotations

from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.engines.period_shortcuts.replacing import as_in_library, library, replace


def install() -> None:
    tipped = library("mobject.geometry").TipableVMobject
    replace(tipped, has_start_tip, has_tip)
    replace(tipped, start_of_line, name="get_start")
    replace(tipped, end_of_line, name="get_end")
    replace(library("mobject.mobject").Mobject, get_end, get_start)
    replace(library("mobject.number_line").NumberLine, point_to_number)


def has_tip(line: Any) -> Any:
    """Whether there is a tip at the end of a line."""
    known = _is_part(line, "tip")
    return as_in_library(has_tip, line) if known is None else known


def has_start_tip(line: Any) -> Any:
    """Whether there is a tip at the beginning of a line."""
    known = _is_part(line, "start_tip")
    return as_in_library(has_start_tip, line) if known is None else known


def _is_part(line: Any, name: str) -> bool | None:
    """Whether a line has a part of this name; None where that cannot be told from its attributes."""
    if hasattr(line.__class__, name):
        return None
    part = line.__dict__.get(name)
    if part is None:
        return None if name in line.__dict__ else False
    return part in line.submobjects or None


def start_of_line(line: Any) -> Any:
    """Where a line begins, or the tip there."""
    return get_start(line) if has_start_tip(line) is False else as_in_library(start_of_line, line)


def end_of_line(line: Any) -> Any:
    """Where a line ends, or the tip there."""
    return get_end(line) if has_tip(line) is False else as_in_library(end_of_line, line)


def get_start(mobject: Any) -> FloatArray:
    """A mobject's first point."""
    points = mobject.points
    start: FloatArray = points[0].copy() if _is_array(points) else as_in_library(get_start, mobject)
    return start


def get_end(mobject: Any) -> FloatArray:
    """A mobject's last point."""
    points = mobject.points
    end: FloatArray = points[-1].copy() if _is_array(points) else as_in_library(get_end, mobject)
    return end


def _is_array(points: Any) -> bool:
    return type(points) is np.ndarray and points.ndim == 2 and len(points) > 0


def point_to_number(line: Any, point: Any) -> Any:
    """The number that lies nearest to a point on a number line."""
    start, end = line.get_start_and_end()
    along = end - start
    length = library("utils.space_ops").get_norm(along)
    if type(point) is not np.ndarray or point.shape != along.shape or not length > 0:
        return as_in_library(point_to_number, line, point)
    unit = along / length
    share = np.dot(point - start, unit) / np.dot(along, unit)
    return (1 - share) * line.x_min + share * line.x_max
