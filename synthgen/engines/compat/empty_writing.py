"""`Write` of nothing (an empty speech bubble) divides by its length. Applies to mobjects without points."""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair


def apply() -> None:
    write_class = importlib.import_module("manimlib.animation.creation").Write
    stock = write_class.set_default_config_from_length

    def set_default_config_from_length(animation: Any, mobject: Any) -> None:
        if not mobject.family_members_with_points():
            animation.run_time = 1 if animation.run_time is None else animation.run_time
            animation.lag_ratio = 0 if animation.lag_ratio is None else animation.lag_ratio
        stock(animation, mobject)

    write_class.set_default_config_from_length = set_default_config_from_length


REPAIR = Repair("empty_writing", "ZeroDivisionError: float division by zero (in Write)", apply)
