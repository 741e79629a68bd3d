"""The formats pictures can be stored in: PNG, or WebP (both without loss), or JPEG where size counts more."""

from __future__ import annotations

import io
from enum import StrEnum

from PIL import Image

from synthgen.core.snapshot import PixelArray
from synthgen.dataset.png import encode_png

_JPEG_QUALITY = 95
_WEBP_EFFORT = 2
"""Of 0..6: how long WebP looks for a smaller file; nothing is lost at any."""


class ImageFormat(StrEnum):
    """The values are the endings of files."""

    PNG = "png"
    WEBP = "webp"
    JPEG = "jpeg"

    @property
    def is_lossless(self) -> bool:
        return self is not ImageFormat.JPEG


def encode_image(pixels: PixelArray, image_format: ImageFormat) -> bytes:
    """The file of pixels of shape (height, width, 3), uint8, RGB; the same bytes for the same pixels.

    JPEG keeps the full resolution of colours (4:4:4): thin coloured lines are what these pictures are made of.
    Raises ValueError for any other shape or type.
    """
    if image_format is ImageFormat.PNG:
        return encode_png(pixels)
    if pixels.ndim != 3 or pixels.shape[2] != 3 or pixels.dtype != "uint8" or 0 in pixels.shape:
        raise ValueError(f"pixels must be (height, width, 3) uint8, got {pixels.shape} {pixels.dtype}")
    buffer = io.BytesIO()
    picture = Image.fromarray(pixels)
    if image_format is ImageFormat.WEBP:
        picture.save(buffer, "WEBP", lossless=True, quality=0, method=_WEBP_EFFORT, exact=True)
    else:
        picture.save(buffer, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
    return buffer.getvalue()
