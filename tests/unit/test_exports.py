"""Every export loads in the library it is for, with every object where it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import yaml
from drawn_dataset import CONFIG, VERSIONS, frames_of, lesson, scene_ref, write_lessons
from PIL import Image

import synthgen.dataset
from synthgen.core.annotation import ObjectRecord, to_json
from synthgen.core.job import RunReport
from synthgen.dataset.exports import FORMATS, ExportSpec, ExportSummary, Grain, default_path, export_dataset
from synthgen.dataset.layout import Layout
from synthgen.dataset.reading import Frame
from synthgen.dataset.shard import ShardWriter
from synthgen.dataset.splits import Split, SplitShares
from synthgen.errors import UsageError

SHARES = SplitShares(validation=0.4, test=0.3)
FOLDERS = [name for name in FORMATS if name != "coco"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_lessons(tmp_path, scenes=6, frames=4)
    return tmp_path


def export(root: Path, name: str, **spec: Any) -> ExportSummary:
    return export_dataset(root, name, ExportSpec(path=default_path(root, name), **{"shares": SHARES, **spec}))


def frames(root: Path, split: Split) -> list[Frame]:
    return [frame for frame in synthgen.dataset.open(root) if SHARES.split_of(frame.record.scene_id) is split]


def edges(item: ObjectRecord) -> list[float]:
    assert item.bbox_in_frame is not None
    return item.bbox_in_frame.as_list()


def test_splits_are_scenes_and_follow_from_their_names_alone() -> None:
    names = [f"scene{index}" for index in range(2000)]
    splits = [SplitShares(0.1, 0.2).split_of(name) for name in names]
    assert splits.count(Split.VALIDATION) / 2000 == pytest.approx(0.1, abs=0.02)
    assert splits.count(Split.TEST) / 2000 == pytest.approx(0.2, abs=0.03)
    # What is held out for tests stays so when more is held out.
    more = [SplitShares(0.1, 0.3).split_of(name) for name in names]
    assert all(after is Split.TEST for before, after in zip(splits, more, strict=True) if before is Split.TEST)


@pytest.mark.parametrize("split", Split)
def test_yolo_files_give_the_boxes_back(root: Path, split: Split) -> None:
    summary = export(root, "yolo")
    data = yaml.safe_load((summary.path / "data.yaml").read_text())
    assert data["nc"] == len(data["names"]) == max(data["names"]) + 1
    wanted = frames(root, split)
    pictures = sorted((summary.path / data[split.value]).iterdir())
    assert [path.stem for path in pictures] == [frame.record.frame_id for frame in wanted]
    for frame, picture in zip(wanted, pictures, strict=True):
        assert picture.read_bytes() == frame.path.read_bytes()
        # Trainers find labels by putting `labels` for `images` in the picture's path.
        label_file = Path(str(picture).replace("/images/", "/labels/")).with_suffix(".txt")
        rows = np.loadtxt(label_file, ndmin=2)
        width, height = frame.record.resolution
        for item, (number, x, y, wide, high) in zip(frame.objects, rows, strict=True):
            assert data["names"][int(number)] == item.type
            box = [(x - wide / 2) * width, (y - high / 2) * height, (x + wide / 2) * width, (y + high / 2) * height]
            assert box == pytest.approx(edges(item), abs=0.001)


def test_voc_files_give_the_boxes_back_in_whole_pixels(root: Path) -> None:
    summary = export(root, "voc")
    sets = {path.stem: path.read_text().split() for path in (summary.path / "ImageSets/Main").iterdir()}
    assert sorted(sets["trainval"]) == sorted(sets["train"] + sets["val"])
    assert not set(sets["trainval"]) & set(sets["test"])
    by_id = {frame.record.frame_id: frame for frame in synthgen.dataset.open(root)}
    assert sorted(sets["trainval"] + sets["test"]) == sorted(by_id)
    for name, frame in by_id.items():
        tree = ElementTree.parse(summary.path / "Annotations" / f"{name}.xml").getroot()
        with Image.open(summary.path / "JPEGImages" / tree.findtext("filename", "")) as picture:
            assert picture.size == tuple(int(tree.findtext(f"size/{side}", "")) for side in ("width", "height"))
        for item, element in zip(frame.objects, tree.findall("object"), strict=True):
            assert element.findtext("name") == item.type
            x1, y1, x2, y2 = (int(element.findtext(f"bndbox/{edge}", "")) for edge in ("xmin", "ymin", "xmax", "ymax"))
            # Pixels count from 1 and both ends are included: as edges the box begins one earlier.
            outer = [x1 - 1, y1 - 1, x2, y2]
            assert np.abs(np.subtract(outer, edges(item))).max() < 1
            assert x1 >= 1 and y1 >= 1 and x2 <= picture.width and y2 <= picture.height


def test_webdataset_reads_the_shards(root: Path) -> None:
    webdataset = pytest.importorskip("webdataset")
    summary = export(root, "webdataset")
    classes = json.loads((summary.path / "classes.json").read_text())
    wanted = {frame.record.frame_id: frame for frame in frames(root, Split.TRAIN)}
    shards = [str(path) for path in sorted(summary.path.glob("train-*.tar"))]
    seen = 0
    for sample in webdataset.WebDataset(shards, shardshuffle=False).decode("rgb8"):
        frame = wanted[sample["json"]["frame_id"]]
        assert np.array_equal(sample["png"], frame.pixels())
        assert [classes[number] for number in sample["json"]["labels"]] == [item.type for item in frame.objects]
        assert [item["bbox_in_frame"] for item in sample["json"]["objects"]] == [edges(item) for item in frame.objects]
        seen += 1
    assert seen == len(wanted) > 0


def test_webdataset_shards_have_the_same_bytes_each_time_and_end_where_they_should(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    webdataset = pytest.importorskip("webdataset")
    monkeypatch.setattr("synthgen.dataset.exports.webdataset._PICTURES_A_SHARD", 3)

    def shards() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in export(root, "webdataset").path.glob("*.tar")}

    first = shards()
    assert first == shards()
    train = sorted(name for name in first if name.startswith("train"))
    counts = [
        sum(1 for _ in webdataset.WebDataset([str(default_path(root, "webdataset") / name)], shardshuffle=False))
        for name in train
    ]
    assert counts[:-1] == [3] * (len(train) - 1) and sum(counts) == len(frames(root, Split.TRAIN))


@pytest.mark.parametrize("measured", [True, False])
def test_hugging_face_datasets_loads_the_folder(root: Path, measured: bool) -> None:
    datasets = pytest.importorskip("datasets")
    datasets.disable_progress_bars()
    if measured:
        root = with_measures(root)
    summary = export(root, "huggingface")
    loaded = datasets.load_dataset(str(summary.path), cache_dir=str(root / "cache"))
    assert set(loaded) == {"train", "validation", "test"}
    names = loaded["train"].features["objects"]["category"].feature.names
    for name, split in (("train", Split.TRAIN), ("validation", Split.VALIDATION), ("test", Split.TEST)):
        wanted = {frame.record.frame_id: frame for frame in frames(root, split)}
        assert sorted(loaded[name]["frame_id"]) == sorted(wanted)
        for row in loaded[name]:
            frame = wanted[row["frame_id"]]
            assert np.array_equal(np.asarray(row["image"].convert("RGB")), frame.pixels())
            objects = row["objects"]
            assert [names[number] for number in objects["category"]] == [item.type for item in frame.objects]
            assert objects["visibility"] == [item.visibility for item in frame.objects]
            for item, (x, y, width, height) in zip(frame.objects, objects["bbox"], strict=True):
                assert [x, y, x + width, y + height] == pytest.approx(edges(item), abs=0.002)


def test_the_hugging_face_card_is_one(root: Path) -> None:
    pytest.importorskip("huggingface_hub")
    from huggingface_hub import DatasetCard

    card = DatasetCard.load(export(root, "huggingface").path / "README.md")
    assert card.data.to_dict()["task_categories"] == ["object-detection", "image-segmentation"]
    files = card.data.to_dict()["configs"][0]["data_files"]
    assert [file["split"] for file in files] == ["train", "validation", "test"]
    assert "Drawn for a test" in card.text


def test_fiftyone_folders_are_as_its_importer_wants_them(root: Path) -> None:
    """FiftyOne itself needs a database server, so its importer is not run here; this holds what its manual says."""
    summary = export(root, "fiftyone")
    for split in Split:
        folder = summary.path / split
        content = json.loads((folder / "labels.json").read_text())
        wanted = {frame.record.frame_id: frame for frame in frames(root, split)}
        assert set(content) == {"classes", "labels"}
        assert {path.stem for path in (folder / "data").iterdir()} == set(content["labels"]) == set(wanted)
        for name, detections in content["labels"].items():
            frame = wanted[name]
            for item, detection in zip(frame.objects, detections, strict=True):
                assert detection["label"] == item.type in content["classes"]
                x, y, width, height = np.multiply(detection["bounding_box"], [*frame.record.resolution] * 2)
                assert [x, y, x + width, y + height] == pytest.approx(edges(item), abs=0.001)
                assert detection["attributes"]["object_id"] == item.instance_id
                # Names that its importer refuses.
                assert not {"id", "index", "instance", "instance_id", "mask"} & detection["attributes"].keys()


def test_label_studio_tasks_are_as_its_manual_says(root: Path) -> None:
    """Regions name controls and labels of the configuration, boxes are in percent, pictures below the served root."""
    summary = export(root, "labelstudio")
    config = ElementTree.parse(summary.path / "label_config.xml").getroot()
    picture, control = config.find("Image"), config.find("RectangleLabels")
    assert picture is not None and control is not None
    labels = {label.attrib["value"] for label in control.findall("Label")}
    tasks = json.loads((summary.path / "tasks.json").read_text())
    by_id = {frame.record.frame_id: frame for frame in synthgen.dataset.open(root)}
    assert [task["data"]["frame_id"] for task in tasks] == list(by_id)
    for task in tasks:
        frame = by_id[task["data"]["frame_id"]]
        prefix, _, served = task["data"][picture.attrib["value"].removeprefix("$")].partition("?d=")
        assert prefix == "/data/local-files/" and (root / served) == frame.path
        (prediction,) = task["predictions"]
        for item, region in zip(frame.objects, prediction["result"], strict=True):
            assert (region["from_name"], region["to_name"]) == (control.attrib["name"], picture.attrib["name"])
            assert (region["original_width"], region["original_height"]) == frame.record.resolution
            value = region["value"]
            assert value["rectanglelabels"] == [item.type] and item.type in labels
            sides = np.array([value["x"], value["y"], value["width"], value["height"]])
            assert (sides >= 0).all() and (sides <= 100).all()
            x, y, width, height = sides / 100 * np.array([*frame.record.resolution] * 2)
            assert [x, y, x + width, y + height] == pytest.approx(edges(item), abs=0.01)


def with_measures(root: Path) -> Path:
    """A scene whose objects differ in visibility and truncation."""
    pictures = frames_of("lesson.Measured", [lesson(4)])
    with ShardWriter(root, "lesson.Measured", CONFIG) as shard:
        for record, pixels in pictures:
            objects = [
                replace(item, visibility=round(index / len(record.objects), 3), truncation=1 - index / 20)
                for index, item in enumerate(record.objects)
            ]
            shard.add_frame(replace(record, objects=tuple(objects)), pixels)
        shard.commit(scene=scene_ref("lesson.Measured"), versions=VERSIONS, seed=0, report=RunReport())
    return root


def coco_objects(root: Path, **spec: Any) -> Iterator[dict[str, Any]]:
    summary = export(root, "coco", **spec)
    content = json.loads(summary.path.read_text())
    assert summary.objects == len(content["annotations"])
    yield from content["annotations"]


def test_objects_are_filtered_by_what_was_measured(tmp_path: Path) -> None:
    root = with_measures(tmp_path)
    all_of_them = list(coco_objects(root))
    seen = [item["attributes"] for item in coco_objects(root, min_visibility=0.5)]
    assert seen == [item["attributes"] for item in all_of_them if item["attributes"]["visibility"] >= 0.5]
    assert 0 < len(seen) < len(all_of_them)
    whole = [item["attributes"] for item in coco_objects(root, max_truncation=0.7)]
    assert whole == [item["attributes"] for item in all_of_them if item["attributes"]["truncation"] <= 0.7]
    large = [item["area"] for item in coco_objects(root, min_area_px=1000)]
    assert large == [item["area"] for item in all_of_them if item["area"] >= 1000]
    summary = export(root, "yolo", min_area_px=1000)
    assert summary.left_out == len(all_of_them) - len(large)


def test_what_was_not_measured_is_not_filtered_by(root: Path) -> None:
    everything = len(list(coco_objects(root)))
    assert len(list(coco_objects(root, min_visibility=0.9, max_truncation=0.1))) == everything


def test_one_split_alone_can_be_exported(root: Path) -> None:
    summary = export(root, "coco", split=Split.TEST)
    content = json.loads(summary.path.read_text())
    assert [image["frame_id"] for image in content["images"]] == [f.record.frame_id for f in frames(root, Split.TEST)]
    assert {image["split"] for image in content["images"]} == {"test"}
    assert summary.splits == {"train": 0, "val": 0, "test": len(content["images"])}


def test_classes_can_be_coarse(root: Path) -> None:
    coarse = {name: name for name in ("Text", "Equation", "Graph", "Arrow", "Shape")}
    spec = {"grain": Grain.CATEGORY, "classes": coarse}
    data = yaml.safe_load((export(root, "yolo", **spec).path / "data.yaml").read_text())
    assert list(data["names"].values()) == list(coarse)
    named = {
        element.text
        for path in (export(root, "voc", **spec).path / "Annotations").iterdir()
        for element in ElementTree.parse(path).getroot().iterfind("object/name")
    }
    assert named == set(coarse)
    labels = ElementTree.parse(export(root, "labelstudio", **spec).path / "label_config.xml").getroot().iter("Label")
    assert [label.attrib["value"] for label in labels] == list(coarse)


@pytest.mark.parametrize("samples", [True, False])
def test_variants_are_exported_with_their_frames_where_wanted(root: Path, samples: bool) -> None:
    first = next(iter(synthgen.dataset.open(root)))
    image = f"augmented/training_samples/{first.record.scene_id}/sample.png"
    (root / image).parent.mkdir(parents=True)
    (root / image).write_bytes(first.path.read_bytes())
    content = json.loads(to_json(replace(first.record, frame_id="sample", image=image)))
    content["variant"] = {
        "of": first.record.frame_id,
        "index": 0,
        "augment": [{"name": "blur", "parameters": {}}],
        "seed": 7,
    }
    Layout(root).scene_sample_records(first.record.scene_id).write_text(json.dumps(content) + "\n")
    summary = export(root, "yolo", samples=samples)
    assert summary.images == 24 + samples
    assert len(list(summary.path.rglob("sample.png"))) == samples
    (variant,) = [frame for frame in synthgen.dataset.open(root).pictures() if frame.variant]
    assert variant.variant.of == first.record.frame_id and variant.objects == first.objects


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_is_no_export_is_not_replaced(root: Path, name: str) -> None:
    thesis = root / "thesis"
    thesis.mkdir()
    (thesis / "chapter1.tex").write_text("four years")
    with pytest.raises(UsageError, match="exists and was not written by an export"):
        export_dataset(root, name, ExportSpec(path=thesis))
    with pytest.raises(UsageError, match="is a file"):
        export_dataset(root, name, ExportSpec(path=thesis / "chapter1.tex"))
    assert (thesis / "chapter1.tex").read_text() == "four years"


@pytest.mark.parametrize("name", FOLDERS)
def test_an_export_replaces_an_earlier_one_or_leaves_it_as_it_was(root: Path, name: str) -> None:
    summary = export(root, name)
    (summary.path / "old").write_text("old")
    export(root, name)
    assert not (summary.path / "old").exists()
    files = {path: path.read_bytes() for path in summary.path.rglob("*") if path.is_file()}
    broken = root / "processed/annotations/lesson.Part3.jsonl"
    broken.write_text(broken.read_text()[:-100])
    with pytest.raises(synthgen.errors.DatasetError):
        export(root, name)
    assert {path: path.read_bytes() for path in summary.path.rglob("*") if path.is_file()} == files
    assert [path.name for path in summary.path.parent.iterdir()] == [summary.path.name]
