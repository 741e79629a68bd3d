"""Of many drawn moments, those are kept that show most of what changes, whatever happens between them."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from synthgen.core.job import SamplingMode, SamplingSpec
from synthgen.core.paint import Quad
from synthgen.core.snapshot import CameraView, Leaf, PixelArray, Snapshot
from synthgen.engines.selection import Kept, Selection

CAMERA = CameraView(64, 36, 14.2, 8.0, (0.0, 0.0, 0.0))
SQUARE = Leaf(1, (Quad(np.array([[0.0, 0], [1, 0], [1, 1], [0, 1]]), 1.0),))


def moment(
    index: int, level: int, kind: str = "rest", leaves: tuple[Leaf, ...] = (SQUARE,)
) -> tuple[Snapshot, PixelArray]:
    pixels = np.zeros((36, 64, 3), dtype=np.uint8)
    pixels[:, :32] = level
    return Snapshot(index, Fraction(30), CAMERA, {}, leaves, kind), pixels


def select(spec: SamplingSpec, moments: list[tuple[Snapshot, PixelArray]]) -> list[Kept]:
    selection = Selection(spec)
    kept: list[Kept] = []
    for snapshot, pixels in moments:
        kept.extend(selection.offer(snapshot, pixels))
    kept.extend(selection.finish())
    return kept


def indices(kept: list[Kept]) -> list[int]:
    return [item.snapshot.frame_index for item in kept]


def test_count_keeps_what_differs() -> None:
    levels = [0, 1, 2, 100, 101, 102, 200, 201, 202]
    kept = select(SamplingSpec(SamplingMode.COUNT, count=3), [moment(i, level) for i, level in enumerate(levels)])
    assert sorted(levels[i] // 100 for i in indices(kept)) == [0, 1, 2]


def test_a_long_scene_keeps_its_rare_changes_with_bounded_memory() -> None:
    """One different moment among a thousand alike is not lost to thinning."""
    selection = Selection(SamplingSpec(SamplingMode.COUNT, count=4))
    for index in range(1000):
        selection.offer(*moment(index, 250 if index == 500 else 10))
        assert len(selection._candidates) <= 3 * 4 + 6
    assert 500 in indices(list(selection.finish()))


def test_mixed_shares_out_rest_and_motion_and_fills_up_from_the_other() -> None:
    spec = SamplingSpec(SamplingMode.MIXED, count=5, rest_share=0.6)
    both = [moment(i, 10 * i, "rest" if i % 2 else "motion") for i in range(16)]
    kinds = [item.snapshot.kind for item in select(spec, both)]
    assert (kinds.count("rest"), kinds.count("motion")) == (3, 2)
    only_rest = [moment(i, 20 * i) for i in range(8)]
    assert len(select(spec, only_rest)) == 5


def test_moments_that_show_nothing_are_not_kept_beside_those_that_do() -> None:
    empty = [moment(i, 0, leaves=()) for i in range(5)]
    kept = select(SamplingSpec(SamplingMode.COUNT, count=8), [*empty, moment(9, 100)])
    assert indices(kept) == [9]


def test_near_identical_neighbours_are_dropped_on_request() -> None:
    moments = [moment(i, level) for i, level in enumerate([0, 1, 2, 80, 81])]
    assert indices(select(SamplingSpec(SamplingMode.REST), moments)) == [0, 1, 2, 3, 4]
    assert indices(select(SamplingSpec(SamplingMode.REST, min_change=5.0), moments)) == [0, 3]


def test_one_frame_is_never_kept_twice() -> None:
    assert indices(select(SamplingSpec(SamplingMode.UNIFORM), [moment(4, 0), moment(4, 90)])) == [4]
