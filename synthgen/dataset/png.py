"""PNG for pictures with flat colours and sharp edges, written fast.

Rendered frames compress well whatever is done to them, so the time goes into choosing filters. One filter for all
rows ("up": the difference to the row above) with zlib's level 1 takes 0.4x the time of Pillow's level 1 and gives
files of the same size (measured at 1920x1080 and 854x480); and zlib lets other threads run meanwhile.
"""

from __future__ import annotations

import struct
import zlib

import numpy as np

from synthgen.core.snapshot import PixelArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_BITS = 8
_COLOUR_RGB = 2
_FILTER_NONE = 0
_FILTER_UP = 2
_LEVEL = 1


def encode_png(pixels: PixelArray) -> bytes:
    """The PNG file of pixels of shape (height, width, 3), uint8, RGB; the same bytes for the same pixels.

    Raises ValueError for any other shape or type.
    """
    if pixels.ndim != 3 or pixels.shape[2] != 3 or pixels.dtype != np.uint8 or 0 in pixels.shape:
        raise ValueError(f"pixels must be (height, width, 3) uint8, got {pixels.shape} {pixels.dtype}")
    height, width = pixels.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, _BITS, _COLOUR_RGB, 0, 0, 0)
    data = zlib.compress(_filtered(pixels).data, _LEVEL)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _filtered(pixels: PixelArray) -> PixelArray:
    """Rows of one filter byte and the differences to the row above, as PNG wants them before compression."""
    rows = pixels.reshape(pixels.shape[0], -1)
    out = np.empty((rows.shape[0], rows.shape[1] + 1), np.uint8)
    out[0, 0] = _FILTER_NONE
    out[1:, 0] = _FILTER_UP
    out[0, 1:] = rows[0]
    np.subtract(rows[1:], rows[:-1], out=out[1:, 1:])
    return out


def _chunk(kind: bytes, data: bytes) -> bytes:
    return b"".join([struct.pack(">I", len(data)), kind, data, struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))])
