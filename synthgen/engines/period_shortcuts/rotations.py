"""Rotation matrices: the way from an axis to the z axis and back is the same at every angle."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.engines.period_shortcuts.replacing import replace

_USERS = (
    "camera.three_d_camera",
    "mobject.mobject",
    "once_useful_constructs.fractals",
    "utils.paths",
    "utils.space_ops",
)
_MOST_KEPT = 256


def install() -> None:
    for user in _USERS:
        replace(importlib.import_module(f"manimlib.{user}"), "rotation_matrix", rotation_matrix)


def rotation_matrix(stock: Callable[..., Any], angle: float, axis: Any) -> FloatArray:
    """The rotation by an angle about an axis, (3, 3)."""
    to_axis, from_axis = _ways(*map(float, axis))
    about_z = importlib.import_module("manimlib.utils.space_ops").rotation_about_z(angle)
    matrix: FloatArray = np.dot(np.dot(to_axis, about_z), from_axis)
    return matrix


@functools.lru_cache(_MOST_KEPT)
def _ways(x: float, y: float, z: float) -> tuple[FloatArray, FloatArray]:
    to_axis = importlib.import_module("manimlib.utils.space_ops").z_to_vector(np.array([x, y, z]))
    return to_axis, np.linalg.inv(to_axis)
