"""The figures a detector is judged by: against pycocotools, and against cases worked out by hand."""

from __future__ import annotations

import contextlib
import io

import numpy as np
import pytest
from made_detections import noisy, perfect, some_truth

from synthgen.calibration.average_precision import Evaluation
from synthgen.calibration.bootstrap import bootstrap
from synthgen.calibration.honesty import brier, d_ece, laace0, laece0, nll, reliability
from synthgen.calibration.lrp import best_f1, optimal_lrp
from synthgen.calibration.matching import match
from synthgen.calibration.types import Detections, Truth, detections_of


def coco_of(truth: Truth, found: Detections):
    """The same through pycocotools' own files: as a user would compare."""
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    def xywh(box):
        return [float(box[0]), float(box[1]), float(box[2] - box[0]), float(box[3] - box[1])]

    with contextlib.redirect_stdout(io.StringIO()):
        data = COCO()
        data.dataset = {
            "info": {},
            "images": [{"id": 7 + index} for index in range(len(truth.pictures))],
            "categories": [{"id": 1 + index, "name": name} for index, name in enumerate(truth.classes)],
            "annotations": [
                {
                    "id": row + 1,
                    "image_id": 7 + int(truth.picture[row]),
                    "category_id": 1 + int(truth.label[row]),
                    "bbox": xywh(truth.box[row]),
                    "area": 1.0,
                    "iscrowd": 0,
                }
                for row in range(len(truth))
            ],
        }
        data.createIndex()
        results = [
            {
                "image_id": 7 + int(found.picture[row]),
                "category_id": 1 + int(found.label[row]),
                "bbox": xywh(found.box[row]),
                "score": float(found.score[row]),
            }
            for row in range(len(found))
        ]
        judge = COCOeval(data, data.loadRes(results), "bbox")
        judge.evaluate()
        judge.accumulate()
        judge.summarize()
    return judge


@pytest.mark.parametrize("seed", range(3))
def test_ap_and_ar_are_those_of_pycocotools(seed):
    random = np.random.default_rng(seed)
    truth = some_truth(random)
    found = noisy(truth, random)
    ours, theirs = Evaluation(truth, found).all(), coco_of(truth, found).stats
    assert (ours.ap, ours.ap50, ours.ap75, ours.ar) == pytest.approx(theirs[[0, 1, 2, 8]].tolist(), abs=1e-6)
    assert 0 < theirs[0] < 1


@pytest.mark.parametrize("min_iou", [0.5, 0.75])
def test_matching_finds_the_pairs_that_pycocotools_finds(min_iou):
    random = np.random.default_rng(5)
    truth = some_truth(random)
    found = noisy(truth, random)
    theirs = np.full(len(found), -1)
    threshold = {0.5: 0, 0.75: 5}[min_iou]
    for item in coco_of(truth, found).evalImgs:
        if item is not None and item["aRng"][1] == 1e10:
            for number, other in zip(item["dtIds"], item["dtMatches"][threshold], strict=True):
                theirs[number - 1] = int(other) - 1
    ours = match(truth, found, min_iou)
    assert ours.truth.tolist() == theirs.tolist()
    assert (ours.iou[ours.hit] >= min_iou).all() and (ours.iou[~ours.hit] == 0).all()


def test_a_slice_neither_asks_for_nor_punishes_what_lies_outside_it():
    random = np.random.default_rng(1)
    truth = some_truth(random)
    hidden = truth.occlusion > 0.5
    found = perfect(truth).where(hidden)
    assert Evaluation(truth, found).all().ap < 1
    assert Evaluation(truth, found, objects=hidden).all().ap == 1
    assert Evaluation(truth, perfect(truth), objects=hidden).all().ap == 1


def test_a_picture_drawn_twice_counts_twice():
    random = np.random.default_rng(2)
    truth = some_truth(random)
    evaluation = Evaluation(truth, noisy(truth, random))
    once = np.arange(len(truth.pictures))
    assert evaluation.of_pictures(np.concatenate([once, once])).ar == pytest.approx(evaluation.all().ar)
    assert evaluation.of_pictures(once[:4]) != evaluation.all()


def test_a_duplicate_is_a_false_positive():
    truth = some_truth(np.random.default_rng(3), objects=1)
    twice = detections_of([(int(truth.picture[0]), tuple(truth.box[0]), int(truth.label[0]), s) for s in (0.4, 0.9)])
    assert match(truth, twice).truth.tolist() == [-1, 0]


def test_d_ece_by_hand():
    # Bins of 0.1: [0.9, 1] holds four of 0.95, three of them hits; [0.2, 0.3) two of 0.2, none a hit.
    score = np.array([0.95] * 4 + [0.2] * 2)
    hit = np.array([1, 1, 1, 0, 0, 0], dtype=bool)
    whole = d_ece(score, hit, min_count=1)
    assert whole.value == pytest.approx(4 / 6 * (0.95 - 0.75) + 2 / 6 * 0.2)
    assert (whole.count, whole.left_out) == (6, 0)
    # The small bin is left out of the sum; that is said.
    part = d_ece(score, hit, min_count=3)
    assert part.value == pytest.approx(4 / 6 * 0.2) and part.left_out == pytest.approx(2 / 6)


def test_d_ece_over_position_sees_what_cancels_out_over_confidence():
    # Left all hits, right none: half right on average, as the scores say.
    score, hit = np.full(4, 0.5), np.array([1, 1, 0, 0], dtype=bool)
    x = np.array([[0.1], [0.1], [0.9], [0.9]])
    assert d_ece(score, hit, min_count=1).value == 0
    assert d_ece(score, hit, x, min_count=1).value == pytest.approx(0.5)


def test_a_score_on_an_edge_lies_in_the_bin_above_and_1_in_the_last():
    counts = [item.count for item in reliability(np.array([0.0, 0.3, 1.0]), np.array([True, True, True]))]
    assert counts == [1, 0, 0, 1, 0, 0, 0, 0, 0, 1]


def test_laece_laace_brier_nll_by_hand():
    score, iou = np.array([0.9, 0.9, 0.5]), np.array([0.8, 0.6, 0.0])
    label = np.array([0, 0, 1])
    assert laece0(score, iou, label) == pytest.approx(((0.9 - 0.7) + 0.5) / 2)
    assert laace0(score, iou, label) == pytest.approx(((0.1 + 0.3) / 2 + 0.5) / 2)
    hit = np.array([True, False, False])
    assert brier(score, hit) == pytest.approx((0.01 + 0.81 + 0.25) / 3)
    assert nll(score, hit) == pytest.approx(-(np.log(0.9) + np.log(0.1) + np.log(0.5)) / 3)


def test_lrp_and_f1_by_hand():
    # Two of three objects found, with IoU 0.8 and 0.6; one false positive between them.
    score, hit = np.array([0.9, 0.5, 0.7]), np.array([True, True, False])
    iou = np.array([0.8, 0.6, 0.0])
    lrp = optimal_lrp(score, iou, hit, objects=3)
    # Keeping 1: (0.2/0.5 + 0 + 2) / 3 = 0.8; 3: (0.6/0.5 + 1 + 1) / 4 = 0.8; 2: (0.4 + 1 + 2) / 4 = 0.85.
    assert lrp is not None and lrp.total == pytest.approx(0.8)
    assert (lrp.localisation, lrp.false_positive, lrp.false_negative) == pytest.approx((0.2, 0, 2 / 3))
    f1 = best_f1(score, hit, objects=3)
    assert f1 is not None and (f1.f1, f1.threshold) == pytest.approx((2 / 3, 0.5))


def test_detections_of_one_score_are_kept_together():
    f1 = best_f1(np.array([0.5, 0.5]), np.array([True, False]), objects=1)
    assert f1 is not None and f1.precision == 0.5


def test_nothing_found_has_no_figures_but_a_recall_of_0():
    truth, none = some_truth(np.random.default_rng(0)), detections_of([])
    assert Evaluation(truth, none).all().ap == 0
    empty = truth.of_pictures(np.zeros(len(truth.pictures), dtype=bool))
    assert Evaluation(empty, none).all().ap is None
    assert d_ece(none.score, np.zeros(0, dtype=bool)).value is None
    assert laece0(none.score, none.score, none.label) is None
    lrp = optimal_lrp(none.score, none.score, np.zeros(0, dtype=bool), len(truth))
    assert lrp is not None and lrp.total == 1 and lrp.false_positive is None


def test_intervals_are_over_scenes_and_the_same_for_a_seed():
    truth = some_truth(np.random.default_rng(0))
    share = {"first": lambda drawn: float(np.mean(drawn % 4 == 0))}

    def figures(drawn):
        return {name: rule(drawn) for name, rule in share.items()}

    one = bootstrap(truth.pictures, figures, draws=200, seed=0)
    assert one == bootstrap(truth.pictures, figures, draws=200, seed=0)
    # Four scenes of three pictures: the share of one scene goes in steps of a quarter.
    assert one["first"].low == 0 and one["first"].high in (0.5, 0.75)
    assert bootstrap(truth.pictures[:1], figures, draws=5, seed=0) == {}
