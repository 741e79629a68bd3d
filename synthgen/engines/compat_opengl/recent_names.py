"""What scenes of winter 2024 use and the library got in the days after the released version, as it does it.

Applies to scenes that use it: the distance of two points, and the point of a surface at given coordinates.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, needed

_NAME = "recent_names"


def apply() -> None:
    surface = importlib.import_module("manimlib.mobject.types.surface").Surface
    surface.uv_to_point = needed(_NAME, uv_to_point)


def names() -> Mapping[str, Any]:
    return {"get_dist": needed(_NAME, get_dist)}


def get_dist(vect1: Any, vect2: Any) -> Any:
    return np.linalg.norm(np.asarray(vect2) - vect1)


def uv_to_point(surface: Any, u: float, v: float) -> Any:
    """Between the four points of the surface's grid around the coordinates, bilinearly; clipped to the grid."""
    grid = surface.get_points().reshape((*surface.resolution, 3))
    places = [
        np.clip((value - low) / (high - low), 0, 1) * (count - 1)
        for value, (low, high), count in zip(
            (u, v), (surface.u_range[:2], surface.v_range[:2]), surface.resolution, strict=True
        )
    ]
    (i, j), (s, t) = [int(place) for place in places], [place % 1 for place in places]
    after_i, after_j = (min(k + 1, count - 1) for k, count in zip((i, j), surface.resolution, strict=True))
    here = (1 - t) * grid[i, j] + t * grid[i, after_j]
    there = (1 - t) * grid[after_i, j] + t * grid[after_i, after_j]
    return (1 - s) * here + s * there


REPAIR = Repair(_NAME, "NameError: name 'get_dist' is not defined", apply, names)
