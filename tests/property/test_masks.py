"""JEPA masks keep what their definitions promise, on any grid and for any seed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from drawn_dataset import Picture, lesson
from hypothesis import given
from hypothesis import strategies as st
from pycocotools import mask as coco_mask

from synthgen.core.annotation import ObjectRecord, Rle
from synthgen.core.geometry import Box
from synthgen.core.pair import MaskSet, pair_from_json, pair_to_json
from synthgen.core.patches import Block, Fit, PatchGrid, View, flat_indices
from synthgen.errors import DatasetError, UsageError
from synthgen.variants.masks import Compat, IJepaSpec, MaskSpec, ObjectSpec, VJepaSpec, draw_masks, make_pair
from synthgen.variants.masks.specs import Range, Tubes

SEEDS = st.integers(0, 2**32 - 1)
PUBLISHED = [(224, 14), (224, 16), (448, 16)]
INPUTS = st.tuples(st.integers(12, 30), st.integers(12, 30)).map(
    lambda patches: {"height_px": 16 * patches[0], "width_px": 16 * patches[1]}
)


def ijepa(seed: int, **fields: object) -> tuple[IJepaSpec, MaskSet]:
    spec = IJepaSpec(**fields)  # type: ignore[arg-type]
    (mask,) = draw_masks(spec, [], seed)
    return spec, mask


def vjepa(seed: int, **fields: object) -> tuple[VJepaSpec, tuple[MaskSet, ...]]:
    spec = VJepaSpec(**fields)  # type: ignore[arg-type]
    return spec, draw_masks(spec, [], seed)


def check_division(spec: MaskSpec, mask: MaskSet) -> None:
    """What every mask set promises: in bounds, ascending, disjoint, and more patches than the minimum."""
    for part in (mask.context, *mask.targets):
        assert all(low < high for low, high in pairwise(part))
        assert part[0] >= 0 and part[-1] < spec.grid.size
    assert not set(mask.context) & set(mask.target)
    assert len(mask.context) > spec.min_keep


@given(seed=SEEDS, size=INPUTS, compat=st.sampled_from(Compat))
def test_ijepa_divides_any_grid(seed: int, size: dict[str, int], compat: Compat) -> None:
    spec, mask = ijepa(seed, compat=compat, **size)
    check_division(spec, mask)
    assert len(mask.targets) == len(mask.target_blocks) == 4
    assert all(len(target) > spec.min_keep for target in mask.targets)
    for target, block in zip(mask.targets, mask.target_blocks, strict=True):
        assert target == tuple(flat_indices(block.cells(spec.grid)))
    assert mask.context_block is not None
    in_block = set(flat_indices(mask.context_block.cells(spec.grid)).tolist())
    assert set(mask.context) == in_block - set(mask.target)


@pytest.mark.parametrize(("size", "patch"), PUBLISHED)
@given(seed=SEEDS)
def test_ijepa_blocks_meet_the_published_ranges(size: int, patch: int, seed: int) -> None:
    spec, mask = ijepa(seed, width_px=size, height_px=size, patch_px=patch)
    for block in mask.target_blocks:
        assert 0.15 <= block.height * block.width / spec.grid.size <= 0.2
        assert 0.75 <= block.height / block.width <= 1.5
    context = mask.context_block
    assert context is not None
    assert context.height == context.width
    assert 0.85 <= context.height * context.width / spec.grid.size <= 1


@pytest.mark.parametrize("compat", Compat)
def test_only_exact_leaves_out_the_last_row_and_column_and_ties_scale_to_aspect(compat: Compat) -> None:
    masks = [ijepa(seed, compat=compat)[1] for seed in range(300)]
    blocks = [block for mask in masks for block in mask.target_blocks]
    reached = {(block.y + block.height, block.x + block.width) for block in blocks}
    last = max(y for y, _ in reached), max(x for _, x in reached)
    assert last == ((13, 13) if compat is Compat.EXACT else (14, 14))
    sizes_of_one_input = [{(block.height, block.width) for block in mask.target_blocks} for mask in masks]
    assert all(len(sizes) == 1 for sizes in sizes_of_one_input) == (compat is Compat.EXACT)
    if compat is Compat.EXACT:
        # One number decides both: the widest block is the smallest, the tallest the largest.
        by_area = sorted(blocks, key=lambda block: block.height * block.width)
        assert by_area[0].height < by_area[0].width and by_area[-1].height > by_area[-1].width


@given(seed=SEEDS, size=INPUTS, compat=st.sampled_from(Compat), time=st.sampled_from([(2, 2), (16, 2), (12, 3)]))
def test_vjepa_divides_all_of_a_clip_by_tubes(
    seed: int, size: dict[str, int], compat: Compat, time: tuple[int, int]
) -> None:
    spec, masks = vjepa(seed, compat=compat, frames=time[0], tubelet=time[1], **size)
    grid = spec.grid
    assert [mask.name for mask in masks] == ["short", "long"]
    for mask, wanted in zip(masks, spec.sets, strict=True):
        check_division(spec, mask)
        assert len(mask.context) + len(mask.target) == grid.size
        assert len(mask.target_blocks) == wanted.blocks
        assert all((block.t, block.time) == (0, grid.time) for block in mask.target_blocks)
        cells = np.zeros(grid.size, bool)
        cells[list(mask.target)] = True
        moments = cells.reshape(grid.time, -1)
        assert (moments == moments[0]).all()
        assert set(flat_indices(np.any([block.cells(grid) for block in mask.target_blocks], axis=0))) == set(
            mask.target
        )


@pytest.mark.parametrize("wanted", [Tubes("short", 8, Range(0.15, 0.15)), Tubes("long", 2, Range(0.7, 0.7))])
@given(seed=SEEDS)
def test_vjepa_tubes_are_as_near_to_their_scale_and_aspect_as_whole_patches_allow(wanted: Tubes, seed: int) -> None:
    spec, (mask,) = vjepa(seed, sets=(wanted,))
    grid = spec.grid
    area = wanted.scale.low * grid.height * grid.width
    for block in mask.target_blocks:
        # Sides that are rounded, or cut at the grid: half a patch off at most, for some aspect that is allowed.
        low, high = (area * spec.aspect.low) ** 0.5, (area * spec.aspect.high) ** 0.5
        assert min(low, grid.height) - 0.5 <= block.height <= high + 0.5
        assert abs(min(area / block.height, grid.width) - block.width) <= 0.5 * (1 + grid.width / block.height)


@given(seed=SEEDS, step=st.integers(1, 5), margin=st.sampled_from([0.0, 4.0, 12.0]), fit=st.sampled_from(Fit))
def test_hidden_objects_lie_wholly_in_the_target(seed: int, step: int, margin: float, fit: Fit) -> None:
    spec = ObjectSpec(margin_px=margin, fit=fit)
    record = lesson(step).record("s.A", 0, 0)
    pair = make_pair(spec, [record], seed)
    assert pair is not None
    (mask,) = pair.masks
    check_division(spec, mask)
    assert len(mask.target) <= spec.max_share * spec.grid.size
    assert spec.hidden_min <= len(mask.hidden) <= spec.hidden_max
    parents = {item.instance_id: item.parent_id for item in record.objects}
    assert all(parents[number] is None for number in mask.hidden)
    for item, block in ((next(o for o in pair.objects if o.instance_id == n), b) for n, b in _hidden(mask)):
        assert item.context == (0.0,)
        assert item.target == (pytest.approx(1.0, abs=1e-9),)
        reach = item.box.grown(margin).in_frame(224, 224)
        patches = Box(block.x * 16, block.y * 16, (block.x + block.width) * 16, (block.y + block.height) * 16)
        assert reach is not None and patches.contains(reach, 1e-6)


def _hidden(mask: MaskSet) -> list[tuple[int, Block]]:
    return list(zip(mask.hidden, mask.target_blocks, strict=True))


def test_what_belongs_to_a_hidden_object_is_hidden_with_it() -> None:
    picture = Picture()
    line = picture.number_line(190)
    pair = make_pair(ObjectSpec(), [picture.record("s.A", 0, 0)], 0)
    assert pair is not None and pair.masks[0].hidden == (line,)
    assert all(item.target == (pytest.approx(1.0),) for item in pair.objects)
    assert len(pair.objects) > 1


def test_a_picture_that_is_one_large_object_gives_no_object_pair() -> None:
    picture = Picture()
    picture.square(Box(5, 5, 420, 235))
    assert make_pair(ObjectSpec(), [picture.record("s.A", 0, 0)], 0) is None


@given(seed=SEEDS, step=st.integers(0, 5), fit=st.sampled_from(Fit), spec=st.sampled_from([IJepaSpec(), ObjectSpec()]))
def test_shares_are_those_of_the_areas(seed: int, step: int, fit: Fit, spec: MaskSpec) -> None:
    """Counted another way: the centres of a fine grid of points in each box, by the patch each falls into."""
    record = lesson(step).record("s.A", 0, 0)
    pair = make_pair(replace(spec, fit=fit), [record], seed)
    assert pair is not None
    (mask,) = pair.masks
    view = View.of(record.resolution, pair.grid, fit)
    fine = (np.arange(200) + 0.5) / 200
    for item, shown in zip(record.objects, pair.objects, strict=True):
        assert item.bbox_in_frame is not None
        box = view.box(item.bbox_in_frame)
        x, y = np.meshgrid(box.x_min + fine * box.width, box.y_min + fine * box.height)
        inside = (x >= 0) & (x < 224) & (y >= 0) & (y < 224)
        patches = (y[inside] // 16 * 14 + x[inside] // 16).astype(int)
        if len(patches) == 0:
            assert shown.context in ((None,), (0.0,)) or box.intersection(Box(0, 0, 224, 224)) is not None
            continue
        for side, share in ((mask.context, shown.context[0]), (mask.target, shown.target[0])):
            assert share == pytest.approx(np.isin(patches, side).mean(), abs=0.03)


@given(seed=SEEDS, fit=st.sampled_from(Fit), amodal=st.booleans())
def test_masks_are_measured_as_exactly_as_boxes(seed: int, fit: Fit, amodal: bool) -> None:
    """An object that fills its box of whole pixels has the same shares by either."""
    picture = Picture()
    for number in range(4):
        picture.square(Box(17 + 90 * number, 31 + 40 * number, 60 + 90 * number, 77 + 40 * number))
    boxed = picture.record("s.A", 0, 0)
    masked = replace(boxed, objects=tuple(_filled(item, boxed.resolution, amodal) for item in boxed.objects))
    one, other = (make_pair(IJepaSpec(fit=fit), [record], seed) for record in (boxed, masked))
    assert one is not None and other is not None
    assert {item.measured for item in other.objects} == {"amodal" if amodal else "modal"}
    for by_box, by_mask in zip(one.objects, other.objects, strict=True):
        for a, b in zip((*by_box.context, *by_box.target), (*by_mask.context, *by_mask.target), strict=True):
            assert a == (None if b is None else pytest.approx(b, abs=1e-9))


def _filled(item: ObjectRecord, size: tuple[int, int], amodal: bool) -> ObjectRecord:
    assert item.bbox_in_frame is not None
    x_min, y_min, x_max, y_max = (int(edge) for edge in item.bbox_in_frame.as_list())
    mask = np.zeros((size[1], size[0]), np.uint8, order="F")
    mask[y_min:y_max, x_min:x_max] = 1
    rle = Rle(size=(size[1], size[0]), counts=coco_mask.encode(mask)["counts"].decode())
    return replace(item, segmentation_amodal=rle) if amodal else replace(item, segmentation=rle)


@given(seed=SEEDS)
def test_seeds_are_names(seed: int) -> None:
    one, other = (lesson(3).record("s.A", index, 15 * index) for index in (0, 1))
    spec = IJepaSpec()
    assert make_pair(spec, [one], seed) == make_pair(spec, [one], seed)
    drawn = {make_pair(spec, [record], master).seed for record in (one, other) for master in (seed, seed + 1)}  # type: ignore[union-attr]
    assert len(drawn) == 4


def test_a_seed_for_sizes_leaves_the_places_free() -> None:
    spec = IJepaSpec(compat=Compat.EXACT)
    masks = [draw_masks(spec, [], seed, size_seed=7)[0] for seed in range(20)]
    assert len({(mask.target_blocks[0].height, mask.target_blocks[0].width) for mask in masks}) == 1
    assert len({(mask.target_blocks[0].y, mask.target_blocks[0].x) for mask in masks}) > 10


def test_a_grid_that_is_too_small_is_said() -> None:
    with pytest.raises(UsageError, match="more than 10 patches each on a grid of 4x4"):
        draw_masks(IJepaSpec(patch_px=56), [], 0)
    with pytest.raises(UsageError, match="`short` leaves more than 500 patches"):
        draw_masks(VJepaSpec(min_keep=500, frames=2), [], 0)


@given(seed=SEEDS, spec=st.sampled_from([IJepaSpec(), ObjectSpec(fit=Fit.PAD), VJepaSpec(frames=2)]))
def test_pairs_come_back_from_json_as_they_were_written(seed: int, spec: MaskSpec) -> None:
    records = [lesson(3).record("s.A", index, 15 * index) for index in range(spec.grid.frames)]
    pair = make_pair(spec, records, seed)
    assert pair is not None
    line = pair_to_json(pair)
    back = pair_from_json(line)
    assert (back.masks, back.grid, back.frame_ids) == (pair.masks, pair.grid, pair.frame_ids)
    assert pair_to_json(back) == line


def test_a_pair_whose_sides_overlap_is_refused() -> None:
    pair = make_pair(IJepaSpec(), [lesson(1).record("s.A", 0, 0)], 0)
    assert pair is not None
    (mask,) = pair.masks
    torn = replace(pair, masks=(replace(mask, context=mask.targets[0]),))
    with pytest.raises(DatasetError, match="nothing that is in a target"):
        pair_from_json(pair_to_json(torn))
    outside = replace(pair, masks=(replace(mask, targets=((196,),)),))
    with pytest.raises(DatasetError, match="indices of the 196 patches there are"):
        pair_from_json(pair_to_json(outside))


@pytest.mark.parametrize("fit", Fit)
def test_the_view_keeps_the_middle_and_fills_as_it_says(fit: Fit) -> None:
    view = View.of((400, 200), PatchGrid(width_px=100, height_px=100, patch_px=10), fit)
    box = view.box(Box(0, 0, 400, 200))
    assert box.center == (50, 50)
    assert (box.width, box.height) == {Fit.STRETCH: (100, 100), Fit.CROP: (200, 100), Fit.PAD: (100, 50)}[fit]
