"""Enlarged pieces of frames with what is recorded and what was measured drawn over them."""

from __future__ import annotations

import base64
import io

import numpy as np
from PIL import Image, ImageDraw
from pycocotools import mask as coco_mask

from synthgen.core.annotation import Rle
from synthgen.core.geometry import Box, union

RECORDED = "#e5484d"
MEASURED = "#30a46c"

_WIDTH_PX, _HEIGHT_PX = 720, 480
_LARGEST_ZOOM = 12.0
_MARGIN_PX = 8.0
_TINT = 0.75

_Mask = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def crop(
    picture: Image.Image, recorded: Box, measured: Box | None, mask: Rle | None = None, truth: Rle | None = None
) -> str:
    """A data URI of the piece of a picture around both boxes; where masks differ, pixels take the colour of the one
    that has them."""
    frame = Box(0.0, 0.0, float(picture.width), float(picture.height))
    around = union([recorded, measured])
    region = (around.grown(_MARGIN_PX).intersection(frame) if around else None) or frame
    left, top, right, bottom = int(region.x_min), int(region.y_min), int(region.x_max) + 1, int(region.y_max) + 1
    right, bottom = min(right, picture.width), min(bottom, picture.height)
    piece = _tinted(picture, mask, truth).crop((left, top, right, bottom))
    zoom = min(_WIDTH_PX / piece.width, _HEIGHT_PX / piece.height, _LARGEST_ZOOM)
    size = max(1, round(piece.width * zoom)), max(1, round(piece.height * zoom))
    enlarged = piece.resize(size, Image.Resampling.NEAREST if zoom > 1 else Image.Resampling.LANCZOS)
    draw = ImageDraw.Draw(enlarged)
    # The thinner one on top, so that both can be seen where they agree.
    for box, colour, width_px in ((recorded, RECORDED, 4), (measured, MEASURED, 2)):
        if box is not None:
            x_edges = [(x - left) * zoom for x in (box.x_min, box.x_max)]
            y_edges = [(y - top) * zoom for y in (box.y_min, box.y_max)]
            draw.rectangle([x_edges[0], y_edges[0], x_edges[1], y_edges[1]], outline=colour, width=width_px)
    return _data_uri(enlarged)


def _tinted(picture: Image.Image, mask: Rle | None, truth: Rle | None) -> Image.Image:
    if truth is None:
        return picture
    pixels = np.asarray(picture).astype(np.float32)
    true = _decoded(truth)
    noted = _decoded(mask) if mask is not None else np.zeros_like(true)
    for only, colour in ((noted & ~true, RECORDED), (true & ~noted, MEASURED)):
        rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.float32)
        pixels[only] = (1 - _TINT) * pixels[only] + _TINT * rgb
    return Image.fromarray(pixels.astype(np.uint8))


def _decoded(rle: Rle) -> _Mask:
    decoded: _Mask = coco_mask.decode({"size": list(rle.size), "counts": rle.counts}).astype(np.bool_)
    return decoded


def _data_uri(image: Image.Image) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=False, compress_level=6)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
