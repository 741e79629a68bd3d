"""What of some mobjects a Cairo camera lets through to the picture: they white and opaque, all else black as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.core.snapshot import PixelArray

_PICTURES = ("background_image", "background_image_file")
"""What mobjects name the picture by that they take their colours from, on a canvas of their own."""


@contextmanager
def black_but(camera: Any, drawn: Iterable[Any], is_wanted: Callable[[Any], bool]) -> Iterator[None]:
    """Inside the block the camera paints wanted mobjects white with opacity 1 (where they paint at all), every other
    one black with its own opacity, and all of it on black: any colour channel of the picture is then what is seen.
    """
    with ExitStack() as undo:
        fill, stroke = camera.get_fill_rgbas, camera.get_stroke_rgbas
        _set(undo, camera, "get_fill_rgbas", lambda mobject: _paint(fill(mobject), is_wanted(mobject)))
        _set(
            undo,
            camera,
            "get_stroke_rgbas",
            lambda mobject, background=False: _paint(stroke(mobject, background), is_wanted(mobject)),
        )
        black = np.zeros_like(camera.background)
        black[:, :, 3:] = 255
        _set(undo, camera, "background", black)
        for mobject in drawn:
            for name in _PICTURES:
                if mobject.__dict__.get(name) is not None:
                    _set(undo, mobject, name, None)
            # Asked of the class: manim's mobjects answer to any name that begins with "get_".
            if hasattr(type(mobject), "get_pixel_array"):
                pixels = _painted_image(mobject.get_pixel_array(), is_wanted(mobject))
                _set(undo, mobject, "get_pixel_array", lambda pixels=pixels: pixels)
            elif len(mobject.__dict__.get("rgbas", ())):
                _set(undo, mobject, "rgbas", _paint(mobject.rgbas, is_wanted(mobject), keep_rows=True))
        yield


def _set(undo: ExitStack, target: Any, name: str, value: Any) -> None:
    """Put an attribute on the instance until `undo` unwinds."""
    had, before = name in target.__dict__, target.__dict__.get(name)
    target.__dict__[name] = value
    undo.callback(lambda: target.__dict__.__setitem__(name, before) if had else target.__dict__.pop(name))


def _paint(rgbas: FloatArray, wanted: bool, keep_rows: bool = False) -> FloatArray:
    """Rows of red, green, blue, alpha (0..1), white and opaque or black."""
    painted = np.array(rgbas, dtype=float)
    if len(painted) == 0:
        return painted
    painted[:, :3] = 1.0 if wanted else 0.0
    if wanted:
        painted[:, 3] = float(painted[:, 3].max() > 0)
    return painted if keep_rows or not wanted else painted[:1]


def _painted_image(pixels: PixelArray, wanted: bool) -> PixelArray:
    painted = pixels.copy()
    painted[..., :3] = 255 if wanted else 0
    if wanted:
        painted[..., 3] = np.where(painted[..., 3] > 0, 255, 0)
    return painted
