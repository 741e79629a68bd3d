"""Pulling a box drawn by hand onto what the picture shows within it."""

from __future__ import annotations

import numpy as np

from synthgen.core.geometry import Box
from synthgen.core.snapshot import PixelArray
from synthgen.quality.oracle_picture import find_pieces

_REACH_PX = 3
"""How far outside the drawn box an edge may be found: people stop short by a pixel or two."""


def snapped(pixels: PixelArray, box: Box) -> Box | None:
    """The tight box of the foreground within `box`; `pixels` is (height, width, 3) uint8.

    Pieces that reach further out than a few pixels are cut off at the drawn box. None where the box holds no
    foreground or the picture has no one background colour to tell it from.
    """
    pieces = find_pieces(pixels)
    height_px, width_px = pixels.shape[:2]
    x0, y0 = max(int(box.x_min) - _REACH_PX, 0), max(int(box.y_min) - _REACH_PX, 0)
    x1, y1 = min(int(np.ceil(box.x_max)) + _REACH_PX, width_px), min(int(np.ceil(box.y_max)) + _REACH_PX, height_px)
    found = pieces.foreground[y0:y1, x0:x1]
    if pieces.problem or not found.any():
        return None
    columns, rows = np.flatnonzero(found.any(axis=0)), np.flatnonzero(found.any(axis=1))
    tight = [x0 + columns[0], y0 + rows[0], x0 + columns[-1] + 1, y0 + rows[-1] + 1]
    # What touches the rim of the search goes on beyond it: there the person's own edge holds.
    x_min = box.x_min if columns[0] == 0 and x0 > 0 else float(tight[0])
    y_min = box.y_min if rows[0] == 0 and y0 > 0 else float(tight[1])
    x_max = box.x_max if columns[-1] == x1 - x0 - 1 and x1 < width_px else float(tight[2])
    y_max = box.y_max if rows[-1] == y1 - y0 - 1 and y1 < height_px else float(tight[3])
    return Box(x_min, y_min, x_max, y_max) if x_min < x_max and y_min < y_max else None
