"""How manimgl's mobjects are read: what they say, and the points their corners come from."""

from __future__ import annotations

from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.engines.tree import MobjectReader


def make_reader() -> MobjectReader:
    """The reader for the manimlib that is imported now."""
    from manimlib.mobject.mobject import Mobject

    return MobjectReader(
        root_class=Mobject,
        content=_content,
        anchor_points=_anchor_points,
        z_index=lambda mobject: float(mobject.z_index),
        stand_in=lambda mobject: "",
    )


def _content(mobject: Any) -> dict[str, str]:
    attributes = mobject.__dict__
    content = {}
    if isinstance(tex := attributes.get("tex_string"), str):
        content["tex"] = tex
    elif isinstance(text := attributes.get("text"), str):
        content["text"] = text
    if isinstance(number := attributes.get("number"), int | float | complex | np.number):
        content["number"] = str(number)
    if isinstance(file := attributes.get("image_path", attributes.get("file_name")), str) and file:
        content["file"] = file.rsplit("/", 1)[-1]
    return content


def _anchor_points(mobject: Any) -> FloatArray:
    """Every point counts for the corners, handles included; dots reach out by the widest of their radii."""
    points: FloatArray = np.asarray(mobject.get_points(), dtype=float).reshape(-1, 3)
    if len(points) and "radius" in (mobject.data.dtype.names or ()):
        reach = float(mobject.data["radius"].max())
        return np.concatenate([points - reach, points + reach])
    return points
