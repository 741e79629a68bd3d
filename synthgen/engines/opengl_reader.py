"""How manimgl's mobjects are read: what they say, and the points their corners come from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.engines.tree import MobjectReader

STAND_IN = "synthgen_stand_in"
"""Attribute of mobjects drawn in the place of something that is missing: its name."""


def make_reader() -> MobjectReader:
    """The reader for the manimlib that is imported now."""
    from manimlib.mobject.mobject import Mobject
    from manimlib.mobject.svg.brace import Brace

    return MobjectReader(
        root_class=Mobject,
        # A brace is drawn as a formula, but nobody wrote that formula.
        content=lambda mobject: {} if isinstance(mobject, Brace) else _content(mobject),
        anchor_points=_anchor_points,
        z_index=lambda mobject: float(mobject.z_index),
        stand_in=lambda mobject: str(mobject.__dict__.get(STAND_IN, "")),
    )


def _content(mobject: Any) -> dict[str, str]:
    attributes = mobject.__dict__
    content = {}
    if isinstance(tex := attributes.get("tex_string"), str):
        content["tex"] = tex
    elif isinstance(text := attributes.get("text"), str):
        content["text"] = text
    if isinstance(number := attributes.get("number"), int | float | complex | np.number):
        # As it is drawn, but with the minus that people type.
        content["number"] = (attributes.get("num_string") or str(number)).replace("\N{EN DASH}", "-")
    if file := attributes.get("image_path") or attributes.get("file_name"):
        content["file"] = Path(file).name
    if part := _part(mobject):
        content["part"] = part
    return content


def _part(mobject: Any) -> str:
    """The piece of its formula or text that a glyph was set from; "" where nobody isolated one.

    The library labels glyphs with the number of the span of the string they came from, 0 being all of it.
    """
    label = mobject.__dict__.get("label")
    if not isinstance(label, int) or label == 0:
        return ""
    for parent in mobject.parents:
        spans = parent.__dict__.get("labelled_spans", ())
        if label < len(spans):
            start, end = spans[label]
            return str(parent.string[start:end]).strip()
    return ""


def _anchor_points(mobject: Any) -> FloatArray:
    """Every point counts for the corners, handles included; dots reach out by the widest of their radii."""
    points: FloatArray = np.asarray(mobject.get_points(), dtype=float).reshape(-1, 3)
    if len(points) and "radius" in (mobject.data.dtype.names or ()):
        reach = float(mobject.data["radius"].max())
        return np.concatenate([points - reach, points + reach])
    return points
