"""Lines, their tips, and numbers on them: every point of a graph asks where the axes begin and end."""

from __future__ import annotations

import importlib
from functools import cache
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.engines.period_shortcuts.replacing import as_in_library, replace_often_called


def install() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    tipped_class = importlib.import_module("manimlib.mobject.geometry").TipableVMobject
    for shortcut in (has_start_tip, has_tip):
        replace_often_called(tipped_class, shortcut)
    for shortcut in (get_end, get_start):
        replace_often_called(mobject_class, shortcut)
    replace_often_called(importlib.import_module("manimlib.mobject.number_line").NumberLine, point_to_number)


@cache
def _space() -> Any:
    return importlib.import_module("manimlib.utils.space_ops")


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
    length = _space().get_norm(along)
    if type(point) is not np.ndarray or point.shape != along.shape or not length > 0:
        return as_in_library(point_to_number, line, point)
    unit = along / length
    share = np.dot(point - start, unit) / np.dot(along, unit)
    return (1 - share) * line.x_min + share * line.x_max
