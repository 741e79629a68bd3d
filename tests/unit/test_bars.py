"""Bars around a video's picture are left out; dark parts of the picture itself never are."""

from __future__ import annotations

import numpy as np
import pytest

from synthgen.matching.bars import WHOLE, picture_area


def framed(width_px: int, height_px: int, top_px: int = 0, left_px: int = 0) -> np.ndarray:
    """Noise with bars of these sizes, which are not quite black."""
    random = np.random.default_rng(1)
    pixels = random.integers(0, 20, (height_px, width_px, 3), np.uint8)
    inner = pixels[top_px : height_px - top_px, left_px : width_px - left_px]
    inner[:] = random.integers(0, 256, inner.shape, np.uint8)
    return pixels


@pytest.mark.parametrize(("size", "top_px", "left_px"), [((720, 480), 37, 0), ((640, 480), 60, 0), ((800, 360), 0, 80)])
def test_bars_are_left_out(size: tuple[int, int], top_px: int, left_px: int) -> None:
    pixels = framed(*size, top_px, left_px)
    inner = pixels[picture_area([pixels, pixels], 16 / 9)]
    assert inner.shape[1] / inner.shape[0] == pytest.approx(16 / 9, rel=0.01)
    assert inner.shape[:2] == pytest.approx((size[1] - 2 * top_px, size[0] - 2 * left_px), abs=2)


def test_a_picture_that_once_fills_the_frame_is_whole() -> None:
    dark = np.zeros((480, 640, 3), np.uint8)
    assert picture_area([dark, framed(640, 480), dark], 16 / 9) == WHOLE


@pytest.mark.parametrize("size", [(1280, 720), (854, 480), (426, 240)])
def test_a_dark_picture_of_the_right_aspect_is_whole(size: tuple[int, int]) -> None:
    assert picture_area([np.zeros((size[1], size[0], 3), np.uint8)], 16 / 9) == WHOLE
