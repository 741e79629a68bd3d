"""What augmentations draw, and that pictures that are mapped keep exact labels."""

from __future__ import annotations

import json
from dataclasses import asdict
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthgen.annotate.boxes import leaf_boxes
from synthgen.annotate.coverage import Region, paint_coverage
from synthgen.core.edits import CameraMove, Edit
from synthgen.core.geometry import Box
from synthgen.core.paint import Contour, Fill, LineJoin, Mesh, Quad, Squares, Stroke, painted_bounds
from synthgen.core.recolor import Recolor
from synthgen.core.snapshot import CameraView, Leaf, Snapshot
from synthgen.errors import UsageError
from synthgen.variants.base import Augmentation, PixelAugmentation, SceneAugmentation
from synthgen.variants.catalog import BUILT_IN
from synthgen.variants.layout import Group, Layout, stays_in_frame
from synthgen.variants.pipeline import Pipeline, VariantSpec, plan_of
from synthgen.variants.pixels.geometry import Affine, Crop, Flip
from synthgen.variants.position_jitter import PositionJitter
from synthgen.variants.warp import Warp, warped_pixels, warped_snapshot

WIDTH, HEIGHT, UNIT = 854, 480, 60.0


def layout(boxes: list[Box]) -> Layout:
    empty = Layout(WIDTH, HEIGHT, UNIT, (0.0, 0.0), (), (), "#000000")
    groups = tuple(Group((number,), box, (*empty.scene_point(box.center), 0.0)) for number, box in enumerate(boxes, 1))
    return Layout(WIDTH, HEIGHT, UNIT, (0.0, 0.0), groups, tuple(range(1, len(boxes) + 1)), "#000000")


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x, y = draw(st.floats(-100, WIDTH)), draw(st.floats(-100, HEIGHT))
    return Box(x, y, x + draw(st.floats(1, WIDTH)), y + draw(st.floats(1, HEIGHT)))


def test_jitter_has_the_standard_deviation_asked_for_and_no_drift() -> None:
    middle = layout([Box(400, 220, 440, 260)])
    jitter = PositionJitter(probability=1.0, std=0.1)
    rng = np.random.default_rng(0)
    shifts = np.array([jitter.draw(middle, rng)["moves"][0]["shift"] for _ in range(4000)])
    assert shifts.std(axis=0) == pytest.approx([0.1, 0.1], rel=0.05)
    assert np.abs(shifts.mean(axis=0)).max() < 0.01
    assert abs(np.corrcoef(shifts.T)[0, 1]) < 0.05


@pytest.mark.parametrize("name", ["position_jitter", "scale", "rotation"])
@given(st.lists(boxes(), min_size=1, max_size=4), st.integers(0, 2**31))
@settings(max_examples=60, deadline=None)
def test_edges_that_lay_in_the_frame_stay_in_it(name: str, found: list[Box], seed: int) -> None:
    strong = {"position_jitter": {"std": 5.0}, "scale": {"low": 0.2, "high": 8.0}, "rotation": {"max_deg": 180.0}}
    one = BUILT_IN[name](probability=1.0, **strong[name])
    before = layout(found)
    parameters = one.draw(before, np.random.default_rng(seed))
    after = before.after(one.edits(parameters))
    for old, new in zip(before.groups, after.groups, strict=True):
        # Drawn numbers are rounded to a millionth of a unit (or of a factor).
        assert stays_in_frame(old.box.grown(0.01), new.box, WIDTH, HEIGHT) or stays_in_frame(
            old.box, new.box.grown(-0.01), WIDTH, HEIGHT
        )


def examples(name: str) -> list[Augmentation]:
    """An augmentation that changes something."""
    fields = {"flip": {"vertical": 0.5}}.get(name, {})
    return [BUILT_IN[name](probability=1.0, **fields)]


@pytest.mark.parametrize("name", list(BUILT_IN))
def test_what_is_recorded_says_all_and_is_the_same_for_the_same_seed(name: str) -> None:
    (one,) = examples(name)
    here = layout([Box(100, 100, 200, 200), Box(300, 50, 420, 90), Box(500, 300, 640, 420)])
    changes = 0
    for seed in range(10):
        parameters = one.draw(here, np.random.default_rng(seed))
        if parameters is None:
            continue
        read = json.loads(json.dumps(parameters))
        assert read == one.draw(here, np.random.default_rng(seed))
        if isinstance(one, SceneAugmentation):
            assert one.edits(read) == one.edits(parameters) and one.edits(read)
        if isinstance(one, PixelAugmentation):
            pixels = np.random.default_rng(1).integers(0, 256, (HEIGHT - 1, WIDTH - 1, 3)).astype(np.uint8)
            before = pixels.copy()
            changed = one.apply(pixels, read)
            assert changed.shape == pixels.shape and changed.dtype == np.uint8
            assert (pixels == before).all(), "the original is left untouched"
            assert (one.apply(pixels, read) == changed).all()
            changes += bool((changed != pixels).any())
    assert changes or not isinstance(one, PixelAugmentation) or parameters is None


@given(st.integers(0, 2**31), st.integers(0, 50))
@settings(max_examples=30, deadline=None)
def test_a_variant_depends_on_names_not_on_what_was_drawn_before(master: int, index: int) -> None:
    spec = VariantSpec(count=9, augmentations={name: {"probability": 0.5} for name in BUILT_IN})
    here = layout([Box(100, 100, 200, 200), Box(300, 50, 420, 90)])
    first, second = Pipeline(spec), Pipeline(spec)
    for other in range(3):
        second.draw(here, "f", other, "scene", 7, master=master)
    assert first.draw(here, "f", index, "scene", 7, master=master) == second.draw(
        here, "f", index, "scene", 7, master=master
    )


def test_turning_one_augmentation_on_leaves_what_others_draw_alone() -> None:
    here = layout([Box(100, 100, 200, 200)])
    few = Pipeline(VariantSpec(count=1, augmentations={"camera": {"probability": 1.0}}))
    more = Pipeline(VariantSpec(count=1, augmentations={"camera": {"probability": 1.0}, "noise": {"probability": 1.0}}))
    assert few.draw(here, "f", 0, "s", master=0).augment[0] == more.draw(here, "f", 0, "s", master=0).augment[0]


def paints() -> list[Leaf]:
    square = np.array([[0, 0], [30, 0], [60, 0], [90, 0], [90, 30], [90, 60], [90, 90], [60, 90], [30, 90], [0, 90]])
    shape = (Contour(square + np.array([200.0, 150.0]), True),)
    return [
        Leaf(1, (Fill(shape, 1.0),)),
        Leaf(2, (Stroke((Contour(shape[0].points, False),), 7.0, 1.0, LineJoin.MITER),)),
        Leaf(3, (Mesh(np.array([[[10.0, 20.0], [60.0, 25.0], [30.0, 90.0]]]), 1.0),)),
        Leaf(4, (Quad(np.array([[500.0, 300.0], [600.0, 300.0], [600.0, 400.0], [500.0, 400.0]]), 1.0),)),
        Leaf(5, (Squares(np.array([[700.0, 100.0], [720.0, 140.0]]), 3.0, 1.0),)),
    ]


def snapshot() -> Snapshot:
    camera = CameraView(WIDTH, HEIGHT, WIDTH / UNIT, HEIGHT / UNIT, (0.0, 0.0, 0.0))
    return Snapshot(0, Fraction(30), camera, {}, tuple(paints()))


def test_flips_map_boxes_exactly() -> None:
    across = Flip(probability=1.0).warp({"axis": "horizontal"}, WIDTH, HEIGHT)
    down = Flip(probability=1.0).warp({"axis": "vertical"}, WIDTH, HEIGHT)
    for leaf, one, other in zip(
        paints(), warped_snapshot(snapshot(), across).leaves, warped_snapshot(snapshot(), down).leaves, strict=True
    ):
        box = painted_bounds(leaf.paints)
        assert box is not None
        expected = Box(WIDTH - box.x_max, box.y_min, WIDTH - box.x_min, box.y_max)
        assert painted_bounds(one.paints).as_list() == pytest.approx(expected.as_list(), abs=1e-3)
        expected = Box(box.x_min, HEIGHT - box.y_max, box.x_max, HEIGHT - box.y_min)
        assert painted_bounds(other.paints).as_list() == pytest.approx(expected.as_list(), abs=1e-3)


@given(st.floats(0.3, 1.0), st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=30, deadline=None)
def test_crops_map_boxes_exactly(share: float, right: float, down: float) -> None:
    x, y = right * WIDTH * (1 - share), down * HEIGHT * (1 - share)
    warp = Crop(probability=1.0).warp({"share": share, "x_px": x, "y_px": y}, WIDTH, HEIGHT)
    for leaf, mapped in zip(paints(), warped_snapshot(snapshot(), warp).leaves, strict=True):
        box, found = painted_bounds(leaf.paints), painted_bounds(mapped.paints)
        expected = [(box.x_min - x) / share, (box.y_min - y) / share, (box.x_max - x) / share, (box.y_max - y) / share]
        assert found.as_list() == pytest.approx(expected, abs=2e-2)


@pytest.mark.parametrize(
    "warp",
    [
        Flip().warp({"axis": "horizontal"}, WIDTH, HEIGHT),
        Crop().warp({"share": 0.8, "x_px": 31.25, "y_px": 12.5}, WIDTH, HEIGHT),
        Affine().warp({"rotate_deg": 12.0, "scale": 0.9, "shift_px": [20.0, -7.0]}, WIDTH, HEIGHT),
    ],
    ids=["flip", "crop", "affine"],
)
def test_the_mapped_picture_shows_what_the_mapped_labels_say(warp: Warp) -> None:
    """The picture of each leaf, mapped as pixels are, against the leaf's paints, mapped as labels are."""
    frame = Region(0, 0, WIDTH, HEIGHT)
    for leaf, mapped in zip(paints()[:4], warped_snapshot(snapshot(), warp).leaves, strict=False):
        drawn = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
        drawn[:] = np.rint(255 * paint_coverage(leaf.paints[0], frame))[:, :, None]
        seen = warped_pixels(drawn, warp, (0, 0, 0))[:, :, 0] >= 128
        told = paint_coverage(mapped.paints[0], frame) >= 0.5
        assert (seen & told).sum() / (seen | told).sum() > 0.97
        if isinstance(mapped.paints[0], Mesh):
            continue  # Of a sharp tip the last pixels are hardly covered.
        (box,) = leaf_boxes([mapped])
        rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
        edges = [columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]
        assert np.abs(np.array(edges) - np.array(box.in_frame(WIDTH, HEIGHT).as_list())).max() <= 1.5


def test_maps_follow_one_another() -> None:
    first = Warp(2.0, 0.0, 5.0, 0.0, 2.0, 7.0)
    then = Affine().warp({"rotate_deg": 30.0, "scale": 1.0, "shift_px": [1.0, 2.0]}, WIDTH, HEIGHT)
    points = np.array([[3.0, 4.0], [100.0, 50.0]])
    assert then.after(first).points(points) == pytest.approx(then.points(first.points(points)))


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_colour_turned_all_the_way_round_is_itself(red: float, green: float, blue: float) -> None:
    rgb = np.array([[red, green, blue]])
    assert Recolor(hue_turn_deg=360.0).apply(rgb) == pytest.approx(rgb, abs=1e-6)
    twice = Recolor(negative=True).apply(Recolor(negative=True).apply(rgb))
    assert twice == pytest.approx(rgb, abs=1e-6)


def test_greys_keep_out_of_palettes() -> None:
    grey = np.array([[0.4, 0.4, 0.4], [1.0, 1.0, 1.0]])
    assert Recolor(palette=("#FF0000", "#00FF00")).apply(grey) == pytest.approx(grey)


def test_the_plan_of_a_sample_follows_from_its_record_alone() -> None:
    spec = VariantSpec(
        count=1, augmentations={name: {"probability": 1.0} for name in ("camera", "drop", "flip", "jpeg")}
    )
    variant = Pipeline(spec).draw(layout([Box(1, 1, 9, 9), Box(20, 20, 30, 30)]), "f", 0, "s", master=3)
    plan = plan_of(variant, WIDTH, HEIGHT)
    assert any(isinstance(edit, CameraMove) for edit in plan.edits)
    assert plan.warp == Warp(xx=-1.0, x0=float(WIDTH))
    assert [type(step).name for step, _ in plan.pixel_steps] == ["jpeg"]
    assert not plan.keeps_labels
    assert all(edit.hidden for edit in plan.edits if isinstance(edit, Edit))


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("position_jitter", {"std": -1.0}, "augment.position_jitter.std"),
        ("scale", {"low": 2.0, "high": 1.0}, "augment.scale.low"),
        ("noise", {"probability": 1.5}, "augment.noise.probability"),
        ("h264", {"preset": "turbo"}, "augment.h264.preset"),
        ("background", {"pictures": ["/nowhere.png"]}, "nowhere.png"),
    ],
)
def test_values_out_of_bounds_are_named(name: str, values: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        BUILT_IN[name](**values)


def test_every_augmentation_is_off_unless_asked_for() -> None:
    assert not any(cls().is_active for cls in BUILT_IN.values())
    assert all(asdict(cls())["probability"] == 0 for cls in BUILT_IN.values())
