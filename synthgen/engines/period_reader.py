"""How the period library's mobjects are read: what they say, and the points their corners come from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.engines.tree import MobjectReader


def make_reader(stand_in: Callable[[Any], str]) -> MobjectReader:
    """The reader for the library that is imported now; `stand_in` names what a mobject stands in for."""
    from manimlib.mobject.mobject import Mobject
    from manimlib.mobject.types.vectorized_mobject import VMobject

    def anchor_points(mobject: Any) -> FloatArray:
        """The ends of a vectorised mobject's curves; every point of anything else (trackers keep values for points)."""
        points: FloatArray = np.asarray(mobject.points, dtype=float)
        if points.ndim != 2 or points.shape[1] != 3:
            return np.zeros((0, 3))
        if not isinstance(mobject, VMobject) or len(points) == 1:
            return points
        ends = points[3::4]
        return np.concatenate([points[0::4][: len(ends)], ends])

    return MobjectReader(
        root_class=Mobject,
        content=_content,
        anchor_points=anchor_points,
        z_index=lambda mobject: 0.0,
        stand_in=stand_in,
    )


def _content(mobject: Any) -> dict[str, str]:
    attributes = mobject.__dict__
    content = {}
    if isinstance(tex := attributes.get("tex_string"), str):
        content["text" if _is_text(attributes) else "tex"] = tex
    elif isinstance(text := attributes.get("text"), str):
        content["text"] = text
    if isinstance(number := attributes.get("number"), int | float | complex | np.number):
        content["number"] = str(number)
    if not content and isinstance(file := attributes.get("file_name"), str):
        content["file"] = file.rsplit("/", 1)[-1]
    if isinstance(mode := attributes.get("mode"), str) and "parts_named" in attributes:
        content["mode"] = mode
    return content


def _is_text(attributes: dict[str, Any]) -> bool:
    """TextMobjects and their parts are TeX in text mode: their template has no formula around what is written."""
    return "\\begin{align*}" not in attributes.get("template_tex_file_body", "")
