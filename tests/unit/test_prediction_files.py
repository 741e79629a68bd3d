"""Predictions from files: three formats say the same; what makes no sense is refused by reason, place, number."""

from __future__ import annotations

import json

import pytest

from synthgen.calibration.detectors import Vocabulary
from synthgen.calibration.prediction_files import FileDetector, Format
from synthgen.calibration.types import Picture
from synthgen.errors import UsageError

VOCABULARY = Vocabulary(
    pictures=tuple(Picture(name=f"a.B_{n}", scene_id="a.B", width_px=200, height_px=100) for n in range(2)),
    classes=("Text", "Arrow"),
    image_ids={71: 0, 72: 1},
)
GOOD = {"image_id": 72, "category_id": 2, "bbox": [20, 10, 40, 30], "score": 0.75}


def read(path, content, kind=Format.COCO, skip=False):
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return FileDetector(path, kind, skip).find(VOCABULARY)


def test_three_formats_say_the_same(tmp_path):
    coco = read(tmp_path / "a.json", [GOOD])
    rows = "image,label,score,x_min,y_min,x_max,y_max\na.B_1,Arrow,0.75,20,10,60,40\n"
    table = read(tmp_path / "a.csv", rows, Format.CSV)
    (tmp_path / "yolo").mkdir()
    (tmp_path / "yolo" / "a.B_1.txt").write_text("1 0.2 0.25 0.2 0.3 0.75\n")
    yolo = FileDetector(tmp_path / "yolo", Format.YOLO).find(VOCABULARY)
    for one in (coco, table, yolo):
        found = one.detections
        assert (found.picture.tolist(), found.label.tolist(), found.score.tolist()) == ([1], [1], [0.75])
        assert found.box[0].tolist() == pytest.approx([20, 10, 60, 40])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"image_id": 5}, "a picture that is not judged"),
        ({"category_id": 3}, "an unknown class"),
        ({"score": float("nan")}, "a score that is not between 0 and 1"),
        ({"score": 1.5}, "a score that is not between 0 and 1"),
        ({"score": None}, "not made of numbers"),
        ({"bbox": [20, 10, float("inf"), 5]}, "a box that is not finite"),
        ({"bbox": [20, 10, 0, 5]}, "a box without width or height"),
        ({"bbox": [20, 10, 400, 5]}, "a box that reaches beyond its picture"),
        ({"bbox": [20, 10, 5]}, "not made of numbers"),
        ({"bbox": "here"}, "not made of numbers"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_and_where(tmp_path, changes, reason):
    with pytest.raises(UsageError, match=rf"1 of 2 predictions.*\n.*1 x .*{reason}, first in entry 1"):
        read(tmp_path / "a.json", [GOOD, GOOD | changes])
    kept = read(tmp_path / "a.json", [GOOD, GOOD | changes], skip=True)
    assert len(kept.detections) == 1 and sum(kept.refused.values()) == 1


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        ("[]", Format.COCO, "there is no prediction"),
        ("[{]", Format.COCO, "is no JSON"),
        ('{"images": []}', Format.COCO, "an object, not a list"),
        ("image,label\n", Format.CSV, "no column 'score'"),
        ("", Format.CSV, "no column 'image'"),
        ("1 2 3", Format.YOLO, "is no folder"),
    ],
)
def test_files_that_hold_no_predictions_are_refused(tmp_path, content, kind, message):
    with pytest.raises(UsageError, match=message):
        read(tmp_path / "file", content, kind)


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path):
    with pytest.raises(UsageError, match="cannot read"):
        FileDetector(tmp_path / "none.json", Format.COCO).find(VOCABULARY)


@pytest.mark.parametrize("line", ["x 0.2 0.25 0.2 0.3 0.7", "9 0.2 0.25 0.2 0.3 0.7", "1 0.2 0.25 0.2 0.3", "1"])
def test_lines_of_yolo_that_make_no_sense_are_refused(tmp_path, line):
    (tmp_path / "a.B_1.txt").write_text(f"\n{line}\n")
    with pytest.raises(UsageError, match=r"a\.B_1\.txt line 2"):
        FileDetector(tmp_path, Format.YOLO).find(VOCABULARY)
