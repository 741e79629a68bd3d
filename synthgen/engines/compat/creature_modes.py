"""The modes of Pi creatures, which the library reads off a folder of drawings: those whose looks we know."""

from __future__ import annotations

import importlib

from synthgen.engines.compat.repair import Repair, used
from synthgen.engines.creature_moods import MOODS


def apply() -> None:
    def get_all_pi_creature_modes() -> list[str]:
        used("creature_modes")
        return list(MOODS)

    for name in ("manimlib.for_3b1b_videos.pi_creature", "manimlib.once_useful_constructs.fractals"):
        vars(importlib.import_module(name))["get_all_pi_creature_modes"] = get_all_pi_creature_modes


REPAIR = Repair("creature_modes", "FileNotFoundError: 'assets' (in get_all_pi_creature_modes)", apply)
