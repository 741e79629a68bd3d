"""Groups that hold the same mobject twice, which copies of them do not: their parts no longer go together.

Applies to transforms of such groups: their parts are gone through as often as they are there.
"""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    transform = importlib.import_module("manimlib.animation.transform").Transform
    outline = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VMobject

    def get_all_families_zipped(animation: Any) -> Any:
        mobjects = (animation.mobject, animation.starting_mobject, animation.target_copy)
        families = [mobject.family_members_with_points() for mobject in mobjects]
        if all(len(start.points) == len(end.points) for _, start, end in zip(*families, strict=False)):
            return zip(*families, strict=False)
        repeated = [_parts(mobject) for mobject in mobjects]
        if len({len(parts) for parts in repeated}) > 1:
            return zip(*families, strict=False)
        used("shared_parts")
        for _, start, end in zip(*repeated, strict=True):
            if isinstance(start, outline) and isinstance(end, outline):
                start.align_points(end)
        return zip(*repeated, strict=True)

    transform.get_all_families_zipped = get_all_families_zipped


def _parts(mobject: Any) -> list[Any]:
    """A mobject and all below it that has points."""
    found = [mobject] if len(mobject.points) else []
    for part in mobject.submobjects:
        found += _parts(part)
    return found


REPAIR = Repair("shared_parts", "ValueError: operands could not be broadcast together (in interpolate)", apply)
