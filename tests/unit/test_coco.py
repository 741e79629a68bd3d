"""The COCO export is what pycocotools takes it for, and replaces nothing but earlier exports."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from drawn_dataset import lesson, write_lessons, write_scene
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

import synthgen.dataset
from synthgen.dataset.exports import ExportSpec, Grain, export_dataset
from synthgen.errors import DatasetError, UsageError


def load(path: Path) -> COCO:
    with contextlib.redirect_stdout(io.StringIO()):
        return COCO(str(path))


def average_precision(truth: COCO, detections: list[dict[str, Any]]) -> float:
    with contextlib.redirect_stdout(io.StringIO()):
        evaluation = COCOeval(truth, truth.loadRes(detections), "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    return float(evaluation.stats[0])


def export(root: Path, **spec: Any) -> COCO:
    path = root / "coco.json"
    export_dataset(root, "coco", ExportSpec(path=path, **spec))
    return load(path)


def test_pycocotools_finds_every_picture_and_object(tmp_path: Path) -> None:
    write_lessons(tmp_path)
    coco = export(tmp_path)
    frames = {frame.record.frame_id: frame for frame in synthgen.dataset.open(tmp_path)}
    assert len(coco.imgs) == len(frames)
    for image in coco.imgs.values():
        frame = frames[image["frame_id"]]
        assert (tmp_path / image["file_name"]) == frame.path
        assert (image["width"], image["height"]) == frame.record.resolution
        found = coco.loadAnns(coco.getAnnIds(imgIds=[image["id"]]))
        assert [item["attributes"]["instance_id"] for item in found] == [item.instance_id for item in frame.objects]


def test_boxes_are_the_part_within_the_frame(tmp_path: Path) -> None:
    write_scene(tmp_path, "lesson.Part0", [lesson(3)])
    coco = export(tmp_path)
    (arrow,) = (item for item in coco.anns.values() if item["attributes"]["type"] == "Arrow")
    assert arrow["bbox"] == [330.0, 85.0, 427.0 - 330.0, 150.0 - 85.0]
    assert arrow["area"] == pytest.approx(97 * 65)
    assert arrow["attributes"]["bbox_amodal"] == [330.0, 85.0, 456.0, 150.0]
    assert arrow["iscrowd"] == 0


def test_objects_wholly_outside_are_left_out_and_counted(tmp_path: Path) -> None:
    picture = lesson(1)
    picture.arrow((500, 300), (600, 400))
    write_scene(tmp_path, "lesson.Part0", [picture])
    summary = export_dataset(tmp_path, "coco", ExportSpec(path=tmp_path / "coco.json"))
    assert (summary.images, summary.objects, summary.left_out) == (1, len(picture.objects) - 1, 1)


@pytest.mark.parametrize("grain", Grain)
def test_perfect_predictions_score_one(tmp_path: Path, grain: Grain) -> None:
    write_lessons(tmp_path)
    truth = export(tmp_path, grain=grain)
    fields = ("image_id", "category_id", "bbox")
    perfect = [{name: item[name] for name in fields} | {"score": 0.9} for item in truth.anns.values()]
    assert average_precision(truth, perfect) == pytest.approx(1.0)
    for item in perfect:
        item["bbox"] = [item["bbox"][0] + 500, *item["bbox"][1:]]
    assert average_precision(truth, perfect) < 0.01


def test_classes_are_fine_or_coarse(tmp_path: Path) -> None:
    write_lessons(tmp_path)
    fine = {item["name"]: item["supercategory"] for item in export(tmp_path).cats.values()}
    assert fine["NumberLine"] == "Graph"
    coarse = {item["name"] for item in export(tmp_path, grain=Grain.CATEGORY).cats.values()}
    assert coarse == {"Text", "Equation", "Graph", "Shape", "Arrow"}


def test_a_vocabulary_fixes_class_numbers_whatever_the_dataset_holds(tmp_path: Path) -> None:
    write_scene(tmp_path, "lesson.Part0", [lesson(0)])
    classes = {"Axes": "Graph", "Text": "Text"}
    few = {item["name"]: item["id"] for item in export(tmp_path, classes=classes).cats.values()}
    write_scene(tmp_path, "lesson.Part1", [lesson(3)])
    more = {item["name"]: item["id"] for item in export(tmp_path, classes=classes).cats.values()}
    assert few == {"Axes": 1, "Text": 2}
    assert more == {"Axes": 1, "Text": 2, "Arrow": 3, "MathTex": 4, "Number": 5, "NumberLine": 6, "Square": 7}


def test_picture_numbers_stay_when_the_dataset_grows(tmp_path: Path) -> None:
    write_scene(tmp_path, "lesson.Part1", [lesson(0), lesson(1)])
    before = {item["frame_id"]: item["id"] for item in export(tmp_path).imgs.values()}
    write_scene(tmp_path, "lesson.Part0", [lesson(2)])
    after = {item["frame_id"]: item["id"] for item in export(tmp_path).imgs.values()}
    assert before.items() < after.items()


def test_the_same_dataset_gives_the_same_file(tmp_path: Path) -> None:
    write_lessons(tmp_path)
    export(tmp_path)
    first = (tmp_path / "coco.json").read_bytes()
    export(tmp_path)
    assert (tmp_path / "coco.json").read_bytes() == first


def test_copyright_travels_along(tmp_path: Path) -> None:
    write_lessons(tmp_path)
    coco = export(tmp_path)
    assert coco.dataset["licenses"] == [{"id": 1, "name": "Drawn for a test", "url": ""}]
    assert {image["license"] for image in coco.imgs.values()} == {1}


def test_faster_coco_eval_reads_it_as_pycocotools_does(tmp_path: Path) -> None:
    faster = pytest.importorskip("faster_coco_eval")
    write_lessons(tmp_path)
    slow = export(tmp_path)
    quick = faster.COCO(str(tmp_path / "coco.json"))
    assert (quick.imgs.keys(), quick.cats) == (slow.imgs.keys(), slow.cats)
    detections = [
        {name: item[name] for name in ("image_id", "category_id", "bbox")} | {"score": 0.9}
        for item in slow.anns.values()
    ]
    evaluation = faster.COCOeval_faster(quick, quick.loadRes(detections), "bbox")
    evaluation.run()
    assert evaluation.stats[0] == pytest.approx(average_precision(slow, detections)) == pytest.approx(1.0)


def test_a_file_that_is_no_export_is_not_replaced(tmp_path: Path) -> None:
    write_lessons(tmp_path)
    path = tmp_path / "thesis.json"
    path.write_text(json.dumps({"years": 4}))
    with pytest.raises(UsageError, match="exists and was not written by an export"):
        export_dataset(tmp_path, "coco", ExportSpec(path=path))
    with pytest.raises(UsageError, match="is a folder"):
        export_dataset(tmp_path, "coco", ExportSpec(path=tmp_path))
    assert json.loads(path.read_text()) == {"years": 4}


def test_an_unknown_format_lists_the_nearest_names(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        export_dataset(tmp_path, "cocoo", ExportSpec(path=tmp_path / "x"))
    assert str(refused.value) == "there is no export format 'cocoo'\n  -> did you mean coco?"


def test_nothing_to_export_is_said(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no dataset in"):
        export_dataset(tmp_path, "coco", ExportSpec(path=tmp_path / "x"))
