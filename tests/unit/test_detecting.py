"""Detectors on pictures drawn here: what they must find, what they must not, and files that are none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from drawn_dataset import lesson
from PIL import Image, ImageDraw

from synthgen.calibration.detecting.cache import Remembering
from synthgen.calibration.detecting.features import FEATURES, features
from synthgen.calibration.detecting.fusion import Fusion
from synthgen.calibration.detecting.ink import ink_of
from synthgen.calibration.detecting.looking import Onlooker, Sightings, seen, without_doubles
from synthgen.calibration.detecting.proposals import propose
from synthgen.calibration.detecting.shapes import Shapes
from synthgen.calibration.detecting.trained import Trained, load, proposed, to_bytes
from synthgen.calibration.detectors import Vocabulary
from synthgen.calibration.matching import iou
from synthgen.calibration.types import Picture
from synthgen.errors import UsageError

RED, WHITE, GREY = (255, 80, 80), (255, 255, 255), (90, 90, 90)


def canvas(background=(0, 0, 0)):
    image = Image.new("RGB", (320, 180), background)
    return image, ImageDraw.Draw(image)


def best(sight: Sightings, box) -> tuple[float, str]:
    overlaps = iou(np.array([box], dtype=np.float64), sight.box)[0]
    return float(overlaps.max()), sight.label[int(overlaps.argmax())]


def described(pixels):
    ink, proposals = proposed(pixels, seen([]))
    return proposals.box, features(pixels, ink, proposals, seen([]), np.arange(len(proposals)))


class Silent:
    """Reads nothing, and counts how often it is asked."""

    classes = ("Text", "Equation")
    identity = "silent"

    def __init__(self) -> None:
        self.asked = 0

    def look(self, pictures):
        self.asked += len(pictures)
        return [seen([]) for _ in pictures]


@pytest.mark.parametrize("background", [(0, 0, 0), (255, 255, 255), (20, 30, 60)])
def test_ink_is_told_from_any_plain_background_and_by_colour(background):
    image, draw = canvas(background)
    draw.rectangle([20, 20, 60, 60], fill=RED)
    draw.rectangle([40, 40, 90, 90], outline=(90, 200, 120), width=3)
    ink = ink_of(np.asarray(image))
    inked = (np.asarray(image) != np.array(background)).any(axis=2)
    assert np.array_equal(ink.mask, inked)
    red = (np.asarray(image) == np.array(RED)).all(axis=2)
    assert any(np.array_equal(layer, red) for layer in ink.layers[2:])


def test_a_picture_of_one_colour_has_no_ink_no_proposals_and_no_objects():
    pixels = np.full((60, 80, 3), 128, dtype=np.uint8)
    assert not ink_of(pixels).mask.any()
    box, rows = described(pixels)
    assert box.shape == (0, 4) and rows.shape == (0, FEATURES)
    assert len(Shapes().look([pixels])[0]) == 0


def test_every_object_of_a_lesson_is_among_the_proposals():
    picture = lesson(3)
    box, rows = described(picture.pixels)
    truth = np.array([item.bbox_in_frame.as_list() for item in picture.objects], dtype=np.float64)
    found = iou(truth, box).max(axis=1) >= 0.5
    assert found.mean() >= 0.9
    assert rows.shape == (len(box), FEATURES) and np.isfinite(rows).all()


def test_glyphs_far_apart_do_not_make_a_line_and_near_ones_do():
    image, draw = canvas()
    for x in (20, 32, 44, 220, 232):
        draw.rectangle([x, 50, x + 7, 66], fill=WHITE)
    proposals = propose(ink_of(np.asarray(image)), np.zeros((0, 4)))
    near = np.array([[20, 50, 52, 67], [220, 50, 240, 67]], dtype=np.float64)
    assert (iou(near, proposals.box).max(axis=1) > 0.99).all()


def test_a_label_inside_a_ring_of_its_colour_is_proposed():
    image, draw = canvas()
    draw.ellipse([20, 20, 300, 160], outline=WHITE, width=3)
    for x in (120, 132, 144):
        draw.rectangle([x, 80, x + 7, 96], fill=WHITE)
    proposals = propose(ink_of(np.asarray(image)), np.zeros((0, 4)))
    assert iou(np.array([[120.0, 80, 152, 97]]), proposals.box).max() > 0.95


def test_shapes_tell_arrows_plots_and_outlines_apart():
    image, draw = canvas()
    draw.rectangle([20, 20, 70, 60], outline=RED, width=3)
    draw.line([(100, 100), (180, 130)], (255, 255, 0), 3)
    draw.polygon([(190, 134), (178, 138), (183, 122)], (255, 255, 0))
    draw.line([(200, 90), (310, 90)], GREY, 2)
    draw.line([(255, 30), (255, 150)], GREY, 2)
    (sight,) = Shapes().look([np.asarray(image)])
    for box, label in (([20, 20, 71, 61], "Shape"), ([100, 99, 191, 139], "Arrow"), ([200, 30, 311, 151], "Graph")):
        overlap, said = best(sight, box)
        assert (said, overlap > 0.9) == (label, True)
    assert ((sight.score >= 0) & (sight.score <= 1)).all()


def test_ocr_reads_lines_with_the_models_of_its_package():
    pytest.importorskip("rapidocr")
    from synthgen.calibration.detecting.ocr import Ocr

    picture = lesson(0)
    (sight,) = Ocr().look([picture.pixels])
    assert len(sight) == 1 and sight.label == ("Text",) and "products" in sight.text[0]
    assert best(sight, picture.objects[0].bbox.as_list())[0] > 0.6


def test_ocr_reads_words_each_in_its_own_box():
    pytest.importorskip("rapidocr")
    from synthgen.calibration.detecting.ocr import Ocr

    image, draw = canvas()
    draw.text((20, 30), "one line", WHITE, font_size=32)
    (sight,) = Ocr(words=True).look([np.asarray(image)])
    assert sight.text == ("one", "line")
    assert sight.box[0, 2] <= sight.box[1, 0] + 4


def test_fusion_drops_shapes_within_lettering():
    class Reader(Silent):
        def look(self, pictures):
            return [seen([([10, 10, 100, 30], "Text", 0.9, "a line")]) for _ in pictures]

    class Two(Silent):
        classes = ("Shape",)

        def look(self, pictures):
            return [seen([([20, 12, 40, 28], "Shape", 0.5, ""), ([10, 60, 90, 90], "Shape", 0.5, "")])]

    (sight,) = Fusion(Reader(), Two()).look([np.zeros((100, 120, 3), np.uint8)])
    assert sight.label == ("Text", "Shape") and sight.box[1].tolist() == [10, 60, 90, 90]


def test_what_was_seen_is_not_looked_for_again_and_damage_is_repaired(tmp_path: Path):
    detector = Silent()
    looking = Remembering(detector, tmp_path)
    pictures = [np.full((8, 9, 3), level, np.uint8) for level in (1, 2, 1)]
    looking.look(pictures[:2])
    assert len(looking.look(pictures)) == 3 and detector.asked == 2
    for path in tmp_path.rglob("*.json"):
        path.write_text("{")
    looking.look(pictures[:1])
    assert detector.asked == 3


def test_the_better_of_two_boxes_is_kept():
    box = np.array([[0, 0, 10, 10], [1, 0, 10, 10], [20, 0, 30, 10]], dtype=np.float64)
    assert without_doubles(box, np.array([0.2, 0.9, 0.5]), 0.5) == [1, 2]


def test_a_detector_of_classes_that_are_not_judged_is_refused():
    pictures = (Picture(name="a", scene_id="a", width_px=9, height_px=8),)
    vocabulary = Vocabulary(pictures=pictures, classes=("Text",), image_ids={})
    looking = Onlooker(Silent(), lambda number: np.zeros((8, 9, 3), np.uint8), [0])
    with pytest.raises(UsageError, match="knows the class 'Equation'"):
        looking.find(vocabulary)


def some_forest():
    pytest.importorskip("sklearn")
    from synthgen.calibration.detecting.forest import grow

    random = np.random.default_rng(0)
    rows = random.normal(size=(400, FEATURES))
    label = (rows[:, 3] > 0.2).astype(np.int64) + (rows[:, 3] > 1).astype(np.int64)
    return rows, label, grow(rows, label, np.ones(400), trees=12, seed=0, workers=1)


def test_the_forest_says_what_scikit_learn_says():
    rows, label, forest = some_forest()
    from sklearn.ensemble import ExtraTreesClassifier

    model = ExtraTreesClassifier(n_estimators=12, min_samples_leaf=2, max_features=0.3, random_state=0)
    expected = model.fit(rows.astype(np.float32), label).predict_proba(rows.astype(np.float32))
    assert forest.predict(rows) == pytest.approx(expected, abs=2e-3)  # shares are stored in half precision
    assert forest.predict(rows[:0]).shape == (0, 3)


def test_a_saved_detector_says_the_same_and_the_same_bytes_come_of_the_same_forest(tmp_path: Path):
    _, _, forest = some_forest()
    made = Trained(classes=("Text", "Arrow"), forest=forest, reader=Silent(), scenes=frozenset({"b", "a"}))
    assert to_bytes(made) == to_bytes(made)
    path = tmp_path / "detector.npz"
    path.write_bytes(to_bytes(made))
    again = load(path, Silent())
    assert again.classes == made.classes and again.scenes == made.scenes
    (one,), (other,) = (item.look([lesson(2).pixels]) for item in (made, again))
    assert one.label == other.label and np.array_equal(one.box, other.box) and np.array_equal(one.score, other.score)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"{}"])
def test_a_file_that_is_no_detector_is_refused(tmp_path: Path, content: bytes):
    path = tmp_path / "detector.npz"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="is no trained detector"):
        load(path, Silent())
    with pytest.raises(UsageError, match="is no trained detector"):
        load(tmp_path / "none.npz", Silent())
