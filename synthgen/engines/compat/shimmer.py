"""`ShimmerIn` and `DelayByOrder` of 2015: an animation that runs through a mobject's parts one after another."""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair

_LAG_RATIO = 0.5
"""How far into the animation of one part that of the next begins."""


def lost_names() -> dict[str, Any]:
    fading = importlib.import_module("manimlib.animation.fading")

    class ShimmerIn(fading.FadeIn):  # type: ignore[name-defined]
        """Fade in, part after part from the upper left to the lower right."""

        CONFIG = {"lag_ratio": _LAG_RATIO}  # noqa: RUF012 (the library's own way of setting defaults)

    def DelayByOrder(animation: Any, max_power: float = 5) -> Any:
        """The animation, with its effect on later parts delayed."""
        animation.lag_ratio = _LAG_RATIO
        return animation

    return {"ShimmerIn": ShimmerIn, "DelayByOrder": DelayByOrder}


REPAIR = Repair("shimmer", "NameError: name 'ShimmerIn' is not defined", names=lost_names)
