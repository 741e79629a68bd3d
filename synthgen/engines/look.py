"""A digest of how a scene looks, cheap beside drawing it: whether something has changed since, not what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import numpy as np

_DRAWN_FROM = (
    "points",
    "rgbas",
    "fill_rgbas",
    "stroke_rgbas",
    "background_stroke_rgbas",
    "stroke_width",
    "background_stroke_width",
    "pixel_array",
    "data",
    "uniforms",
)
"""What the libraries keep the look of a mobject in, each some of it."""


def look(scene: Any) -> bytes:
    """A digest of the outlines, colours and order of a scene's mobjects, and of where its camera looks."""
    digest = hashlib.blake2b(digest_size=16)
    for root in _roots(scene):
        for member in root.get_family():
            kept = vars(member)
            digest.update(type(member).__name__.encode())
            for name in _DRAWN_FROM:
                if name in kept:
                    digest.update(_as_bytes(kept[name]))
    return digest.digest()


def _roots(scene: Any) -> Iterator[Any]:
    yield from scene.mobjects
    yield from getattr(scene, "foreground_mobjects", ())
    camera = scene.camera
    if hasattr(camera, "frame"):
        yield camera.frame
    if hasattr(camera, "get_value_trackers"):
        yield from camera.get_value_trackers()


def _as_bytes(value: Any) -> bytes:
    if isinstance(value, np.ndarray) and value.dtype != object:
        return value.tobytes()
    if isinstance(value, dict):
        return b"".join(name.encode() + _as_bytes(kept) for name, kept in value.items())
    return repr(value).encode()
