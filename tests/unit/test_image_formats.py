"""Pictures come back from every format as they were, or from JPEG nearly so, in the same bytes each time."""

from __future__ import annotations

import io

import numpy as np
import pytest
from drawn_dataset import lesson
from PIL import Image

from synthgen.dataset.image_formats import ImageFormat, encode_image


@pytest.mark.parametrize("image_format", ImageFormat)
@pytest.mark.parametrize("seed", [None, 0])
def test_pictures_come_back(image_format: ImageFormat, seed: int | None) -> None:
    drawn = lesson(3).pixels
    pixels = drawn if seed is None else np.random.default_rng(seed).integers(0, 256, (61, 37, 3), dtype=np.uint8)
    data = encode_image(pixels, image_format)
    assert data == encode_image(pixels, image_format)
    back = np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)
    difference = np.abs(back - pixels)
    if image_format.is_lossless:
        assert difference.max() == 0
    elif seed is None:
        assert 0 < difference.mean() < 1


@pytest.mark.parametrize("image_format", ImageFormat)
def test_what_is_no_picture_is_refused(image_format: ImageFormat) -> None:
    for wrong in (
        np.zeros((4, 4), np.uint8),
        np.zeros((4, 4, 4), np.uint8),
        np.zeros((4, 4, 3)),
        np.zeros((0, 4, 3), np.uint8),
    ):
        with pytest.raises(ValueError, match="must be"):
            encode_image(wrong, image_format)
