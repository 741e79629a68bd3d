"""Axes, planes and number lines by `x_min`, `x_max`, `y_min`, `y_max` and `tick_frequency`, as until 2020.

Applies to those that are given one of them: they become ranges, and the origin stays where it was put, in the middle.
Axes that are asked for one answer with the end of their range, lines for their ticks and unit likewise.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used

_OLD = ("x_min", "x_max", "y_min", "y_max", "z_min", "z_max", "number_line_config")
_RENAMED_IN_AXES = {
    "tick_frequency": None,
    "numbers_with_elongated_ticks": "big_tick_numbers",
    "exclude_zero_from_default_numbers": None,
    "label_direction": "line_to_number_direction",
    "number_scale_val": None,
    "leftmost_tick": None,
    "number_at_center": None,
    "numbers_to_show": None,
}
"""Settings of a number line by their new names; None for those that are left out."""


def apply() -> None:
    systems = importlib.import_module("manimlib.mobject.coordinate_systems")
    number_line = importlib.import_module("manimlib.mobject.number_line").NumberLine
    for name in ("Axes", "ThreeDAxes", "NumberPlane"):
        owner = getattr(systems, name)
        owner.__init__ = _with_ranges(owner.__init__)
    number_line.__init__ = _with_range(number_line.__init__)
    interval = importlib.import_module("manimlib.mobject.number_line").UnitInterval
    interval.__init__ = _with_width(interval.__init__)
    number_line.unit_size = _Called("get_unit_size")
    number_line.tick_marks = _Called("get_tick_marks")
    for axis in "xyz":
        setattr(systems.Axes, f"{axis}_min", _End(axis, 0))
        setattr(systems.Axes, f"{axis}_max", _End(axis, 1))


class _Called:
    """What a method returns, as the attribute it was, that instances may overwrite."""

    def __init__(self, method: str) -> None:
        self._method = method

    def __get__(self, line: Any, owner: Any) -> Any:
        if line is None:
            return self
        used("old_axes")
        return getattr(line, self._method)()


class _End:
    """An end of a range, as an attribute that instances may overwrite. Raises AttributeError for an axis too many."""

    def __init__(self, axis: str, index: int) -> None:
        self._range, self._index = f"{axis}_range", index

    def __get__(self, axes: Any, owner: Any) -> Any:
        if axes is None:
            return self
        found = getattr(axes, self._range)[self._index]
        used("old_axes")
        return found


def _with_ranges(stock: Any) -> Any:
    @functools.wraps(stock)
    def make(axes: Any, *args: Any, **kwargs: Any) -> None:
        if kwargs.keys().isdisjoint(_OLD) and "unit_size" not in kwargs.get("axis_config", {}):
            stock(axes, *args, **kwargs)
            return
        used("old_axes")
        common = {**kwargs.pop("number_line_config", {}), **kwargs.pop("axis_config", {})}
        if "unit_size" in common:
            kwargs["unit_size"] = common.pop("unit_size")
        center = kwargs.pop("center_point", np.zeros(3))
        for axis, half in (("x", 8), ("y", 4), ("z", 4)):
            own = kwargs.pop(f"{axis}_axis_config", {})
            step = own.get("tick_frequency", common.get("tick_frequency", 1))
            low, high = kwargs.pop(f"{axis}_min", None), kwargs.pop(f"{axis}_max", None)
            if low is not None or high is not None:
                kwargs[f"{axis}_range"] = (-half if low is None else low, half if high is None else high, step)
            if own:
                kwargs[f"{axis}_axis_config"] = _renamed(own)
        stock(axes, *args, axis_config=_renamed(common), **kwargs)
        axes.shift(center - axes.c2p(0, 0))

    return make


def _with_range(stock: Any) -> Any:
    @functools.wraps(stock)
    def make(line: Any, *args: Any, **kwargs: Any) -> None:
        if not kwargs.keys().isdisjoint(["x_min", "x_max", *_RENAMED_IN_AXES]):
            low, high = kwargs.pop("x_min", -8), kwargs.pop("x_max", 8)
            step = kwargs.get("tick_frequency", 1)
            if not args and "x_range" not in kwargs:
                kwargs["x_range"] = (low, high, step)
            kwargs = _renamed(kwargs)
        stock(line, *args, **kwargs)

    return make


def _with_width(stock: Any) -> Any:
    """Of an interval from 0 to 1, whose width is its unit."""

    @functools.wraps(stock)
    def make(interval: Any, *args: Any, **kwargs: Any) -> None:
        if "width" in kwargs:
            used("old_axes")
            kwargs.setdefault("unit_size", kwargs.pop("width"))
        stock(interval, *args, **kwargs)

    return make


def _renamed(config: dict[str, Any]) -> dict[str, Any]:
    names = {name: _RENAMED_IN_AXES.get(name, name) for name in config}
    return {new: config[old] for old, new in names.items() if new is not None}


REPAIR = Repair("old_axes", "TypeError: CoordinateSystem.__init__() got an unexpected keyword argument 'y_min'", apply)
