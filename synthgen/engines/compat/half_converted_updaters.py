"""Words of continual animations that stayed in scenes when these became updaters, in February 2019.

- `line.continual_anim`: what kept a line changing, added to the scene; its updaters keep it changing now.
- `number.set_value(get_voltage)`: the function that a number followed, called with a time, for what it says.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

from synthgen.engines.compat.repair import Fallback, Repair, used


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    number_class = importlib.import_module("manimlib.mobject.numbers").DecimalNumber
    stock_set = number_class.set_value

    @functools.wraps(stock_set)
    def set_value(number: Any, value: Any, **config: Any) -> Any:
        if callable(value):
            used("half_converted_updaters")
            value = value(0)
        return stock_set(number, value, **config)

    mobject_class.continual_anim = Fallback("half_converted_updaters", lambda mobject: mobject)
    number_class.set_value = set_value


REPAIR = Repair(
    "half_converted_updaters", "AttributeError: 'DashedLine' object has no attribute 'continual_anim'", apply
)
