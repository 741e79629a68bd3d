"""Rotation matrices: the way from an axis to the z axis and back is the same at every angle."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.engines.period_shortcuts.replacing import as_in_library, library, replace

_USERS = (
    "camera.three_d_camera",
    "mobject.mobject",
    "once_useful_constructs.fractals",
    "utils.paths",
    "utils.space_ops",
)
_MOST_KEPT = 1024
_OUT = np.array([0.0, 0.0, 1.0])


def install() -> None:
    for user in _USERS:
        replace(library(user), rotation_matrix)
    for user in ("mobject.geometry", "utils.space_ops"):
        replace(library(user), rotate_vector)


def rotation_matrix(angle: float, axis: Any) -> FloatArray:
    """The rotation by an angle about an axis, (3, 3)."""
    if not isinstance(angle, float | int):
        matrix: FloatArray = as_in_library(rotation_matrix, angle, axis)
        return matrix
    return _matrix(angle, *map(float, axis)).copy()


@functools.lru_cache(_MOST_KEPT)
def _matrix(angle: float, x: float, y: float, z: float) -> FloatArray:
    to_axis, from_axis = _ways(x, y, z)
    about_z = library("utils.space_ops").rotation_about_z(angle)
    matrix: FloatArray = np.dot(np.dot(to_axis, about_z), from_axis)
    return matrix


@functools.lru_cache(_MOST_KEPT)
def _ways(x: float, y: float, z: float) -> tuple[FloatArray, FloatArray]:
    to_axis = library("utils.space_ops").z_to_vector(np.array([x, y, z]))
    return to_axis, np.linalg.inv(to_axis)


def rotate_vector(vector: Any, angle: float, axis: Any = _OUT) -> FloatArray:
    """A vector turned by an angle about an axis; every tip of an arrow asks for the same three."""
    given = (vector, axis)
    if isinstance(angle, float | int) and all(
        type(one) is np.ndarray and one.shape == (3,) and one.dtype == np.float64 for one in given
    ):
        return _turned(*(one.tobytes() for one in given), angle).copy()
    turned: FloatArray = as_in_library(rotate_vector, vector, angle, axis)
    return turned


@functools.lru_cache(_MOST_KEPT)
def _turned(vector: bytes, axis: bytes, angle: float) -> FloatArray:
    turned: FloatArray = as_in_library(rotate_vector, np.frombuffer(vector), angle, np.frombuffer(axis))
    return turned
