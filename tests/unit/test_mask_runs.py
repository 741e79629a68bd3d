"""Masks: run lengths found on an object's region alone are those of the whole frame."""

from __future__ import annotations

import numpy as np
import pytest
from pycocotools import mask as coco_mask

from synthgen.annotate.coverage import Region
from synthgen.annotate.masks import encode, pixels_of


@pytest.mark.parametrize("share", [0.2, 0.6, 1.0])
def test_a_mask_is_what_coco_makes_of_the_whole_frame(share: float) -> None:
    """Regions of any size at any place, also along the frame's edges, where runs go on in the next column."""
    generator = np.random.default_rng(0)
    for _ in range(200):
        height_px, width_px = (int(side) for side in generator.integers(1, 12, 2))
        x, y = int(generator.integers(0, width_px)), int(generator.integers(0, height_px))
        region = Region(
            x, y, int(generator.integers(1, width_px - x + 1)), int(generator.integers(1, height_px - y + 1))
        )
        coverage = (generator.random((region.height, region.width)) <= share).astype(np.float32)
        whole = np.zeros((height_px, width_px), dtype=np.uint8, order="F")
        whole[y : y + region.height, x : x + region.width] = pixels_of(coverage)
        found = encode(coverage, region, width_px, height_px)
        if found is None:
            assert not whole.any()
        else:
            assert found.size == (height_px, width_px)
            assert found.counts == coco_mask.encode(whole)["counts"].decode()
