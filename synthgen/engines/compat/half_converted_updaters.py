"""Words of continual animations that stayed in scenes when these became updaters, in February 2019.

- `line.continual_anim`: what kept a line changing, added to the scene; its updaters keep it changing now.
- `mobject.begin_wind_down()`: what changes with time slows down and stops within a second.
- `number.set_value(get_voltage)`: the function that a number followed, called with a time, for what it says.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from typing import Any

from synthgen.engines.compat.repair import Fallback, Repair, needed, used

_WIND_DOWN_S = 1.0


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    number_class = importlib.import_module("manimlib.mobject.numbers").DecimalNumber
    stock_set = number_class.set_value

    def begin_wind_down(mobject: Any) -> None:
        timed = mobject.get_time_based_updaters()
        mobject.updaters = [_slowing(one) if one in timed else one for one in mobject.updaters]

    @functools.wraps(stock_set)
    def set_value(number: Any, value: Any, **config: Any) -> Any:
        if callable(value):
            used("half_converted_updaters")
            value = value(0)
        return stock_set(number, value, **config)

    mobject_class.continual_anim = Fallback("half_converted_updaters", lambda mobject: mobject)
    mobject_class.begin_wind_down = needed("half_converted_updaters", begin_wind_down)
    number_class.set_value = set_value


def _slowing(updater: Callable[[Any, float], Any]) -> Callable[[Any, float], None]:
    """The updater with smaller and smaller steps."""
    passed_s = 0.0

    def update(mobject: Any, dt: float) -> None:
        nonlocal passed_s
        passed_s += dt
        updater(mobject, dt * max(0.0, 1 - passed_s / _WIND_DOWN_S))

    return update


REPAIR = Repair(
    "half_converted_updaters", "AttributeError: 'DashedLine' object has no attribute 'continual_anim'", apply
)
