"""What theory says of calibration: perfect predictions are perfect, known distortions are measured and removed."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_detections import noisy, perfect, some_truth

from synthgen.calibration import apply, load
from synthgen.calibration.average_precision import Evaluation
from synthgen.calibration.calibrators import Method, fit, to_json
from synthgen.calibration.evaluation import Options, d_ece_left
from synthgen.calibration.honesty import d_ece
from synthgen.calibration.matching import match
from synthgen.calibration.types import Detections
from synthgen.errors import UsageError

COUNT = 40_000


def distorted(random: np.random.Generator, power: float) -> tuple[Detections, np.ndarray, np.ndarray]:
    """Detections that are right with a probability p and say p ** power; their hits, and what theory says of each."""
    right = random.uniform(0, 1, COUNT)
    found = Detections(
        picture=np.zeros(COUNT, dtype=np.int64),
        box=np.zeros((COUNT, 4)),
        label=random.integers(2, size=COUNT),
        score=right**power,
    )
    return found, random.random(COUNT) < right, right


@given(seed=st.integers(0, 2**32 - 1), objects=st.integers(1, 40))
@settings(max_examples=15, deadline=None)
def test_perfect_predictions_have_ap_1_and_d_ece_0(seed, objects):
    truth = some_truth(np.random.default_rng(seed), objects=objects)
    found = perfect(truth)
    table = Evaluation(truth, found).all()
    assert (table.ap, table.ap50, table.ap75, table.ar) == pytest.approx((1, 1, 1, 1))
    assert d_ece(found.score, match(truth, found).hit, min_count=1).value == 0


@given(seed=st.integers(0, 2**32 - 1), picked=st.integers(0, 11))
@settings(max_examples=15, deadline=None)
def test_restricting_to_pictures_is_the_same_before_and_after_matching(seed, picked):
    random = np.random.default_rng(seed)
    truth = some_truth(random)
    found = noisy(truth, random)
    wanted = np.arange(12) >= picked
    inside = wanted[found.picture]
    whole, part = match(truth, found), match(truth.of_pictures(wanted), found.of_pictures(wanted))
    assert whole.iou[inside].tolist() == part.iou.tolist()


@pytest.mark.parametrize("power", [0.4, 1.0, 2.5])
def test_a_known_distortion_has_the_d_ece_of_theory(power):
    found, hit, right = distorted(np.random.default_rng(7), power)
    # E|p - p**k| for p uniform: the difference has one sign.
    theory = abs(1 / 2 - 1 / (power + 1))
    assert np.abs(np.mean(right) - np.mean(found.score)) == pytest.approx(theory, abs=0.005)
    assert d_ece(found.score, hit).value == pytest.approx(theory, abs=0.012)


@pytest.mark.parametrize(("method", "removes"), [(Method.PLATT, 0.025), (Method.ISOTONIC, 0.015)])
def test_calibration_removes_a_distortion_on_other_data(method, removes):
    random = np.random.default_rng(3)
    (here, hit, _), (there, other, _) = distorted(random, 2.5), distorted(random, 2.5)
    calibrated = apply(fit(here, hit, ["A", "B"], method), there, ["A", "B"])
    assert d_ece(there.score, other).value > 0.2
    assert d_ece(calibrated.score, other).value < removes


def test_what_depends_on_the_size_is_seen_only_with_the_box(tmp_path):
    random = np.random.default_rng(5)
    box = random.uniform(0, 1, (8000, 4))
    found = Detections(
        picture=np.zeros(len(box), dtype=np.int64),
        box=box,
        label=np.zeros(len(box), dtype=np.int64),
        score=random.uniform(0.3, 0.9, len(box)),
    )
    # Wide boxes are hits more often than narrow ones of the same score.
    hit = random.random(len(box)) < np.clip(found.score * (0.5 + 0.5 * box[:, 2]), 0, 1)
    blind, aware = (fit(found, hit, ["A"], Method.PLATT, box=given) for given in (None, box))
    path = tmp_path / "calibrator.json"
    path.write_text(json.dumps(to_json(aware)))
    errors = []
    for item in (blind, load(path)):
        score = apply(item, found, ["A"], box).score
        wide = box[:, 2] > 0.8
        errors.append(abs(score[wide].mean() - hit[wide].mean()))
    assert errors[1] < 0.02 < errors[0]
    with pytest.raises(UsageError, match="size and position"):
        apply(aware, found, ["A"])


@pytest.mark.parametrize(("power", "least", "most"), [(1.0, 0.4, 4.0), (4.0, 0.0, 0.4)])
def test_the_share_of_d_ece_that_calibration_leaves_is_small_only_where_there_was_some(power, least, most):
    random = np.random.default_rng(3)
    truth = some_truth(random, pictures=40, objects=4000)
    right = random.uniform(0.05, 0.95, len(truth))
    wrong = random.random(len(truth)) > right
    said = perfect(truth).scored(right ** (1 / power))
    said = replace(said, label=np.where(wrong, (said.label + 1) % 3, said.label))
    left = d_ece_left(truth, said, right, Options(draws=20))
    assert left is not None and least <= left.low <= left.high <= most


def test_temperature_finds_the_temperature():
    random = np.random.default_rng(1)
    found, hit, right = distorted(random, 1.0)
    hot = found.scored(1 / (1 + ((1 - right) / right) ** 3))
    assert fit(hot, hit, ["A", "B"], Method.TEMPERATURE).maps["*"].scale == pytest.approx(1 / 3, rel=0.03)


@pytest.mark.parametrize("method", Method)
def test_a_calibrator_comes_back_from_its_file(tmp_path, method):
    found, hit, right = distorted(np.random.default_rng(2), 2.0)
    # The second class is honest already, so that the two need maps of their own.
    found = replace(found, score=np.where(found.label == 1, right, found.score))
    made = fit(found, hit, ["A", "B"], method, per_class=True)
    path = tmp_path / "calibrator.json"
    path.write_text(json.dumps(to_json(made)))
    again = apply(load(path), found, ["A", "B"]).score
    assert again.tolist() == apply(made, found, ["A", "B"]).score.tolist()
    assert set(made.maps) == {"*", "A", "B"}
    assert ((again >= 0) & (again <= 1)).all()


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("outcome", [True, False])
def test_hits_alone_or_misses_alone_can_be_fitted(method, outcome):
    found, hit, _ = distorted(np.random.default_rng(2), 1.0)
    calibrated = apply(fit(found, np.full_like(hit, outcome), ["A", "B"], method), found, ["A", "B"])
    assert np.isfinite(calibrated.score).all()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "synthgen calibrator 1", "method": "other"}'])
def test_what_is_no_calibrator_is_refused(tmp_path, text):
    path = tmp_path / "calibrator.json"
    path.write_text(text)
    with pytest.raises(UsageError, match=r"is no calibrator"):
        load(path)
