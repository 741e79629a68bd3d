"""The scene of thanks misspells its own setting, and asks for a fraction of a group when there are few names."""

from __future__ import annotations

import importlib

from synthgen.engines.compat.repair import Repair, needed


def apply() -> None:
    thanks = importlib.import_module("manimlib.for_3b1b_videos.common_scenes").PatreonThanks
    thanks.specific_patronds = property(needed("patron_lists", lambda scene: scene.specific_patrons))


REPAIR = Repair("patron_lists", "AttributeError: object has no attribute 'specific_patronds'", apply)
