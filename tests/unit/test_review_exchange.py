"""Boxes survive the way to Label Studio and CVAT and back; files that are not theirs are refused with a reason."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from synthgen.core.geometry import Box
from synthgen.errors import DatasetError
from synthgen.quality.review.exchange import LabelledPicture, Outline
from synthgen.quality.review.exchange.cvat import read_annotations, write_annotations
from synthgen.quality.review.exchange.label_studio import labelling_interface, read_tasks, write_tasks

MANUAL = Outline(
    box_id="b1", type="MathTex", content=r"\frac{a}{b} < 1", bbox=Box(10.5, 20.25, 110.5, 60.125), group="g1"
)
GENERATED = Outline(box_id="object-3", type="Circle", content="", bbox=Box(0, 0, 50, 50))
PICTURE = LabelledPicture(
    frame_id="scene_0001.000",
    image="raw/frames/scene/scene_0001.000.png",
    size=(854, 480),
    manual=[MANUAL],
    generated=[GENERATED],
)
TASK = '[{"data": {"frame_id": "scene_0001.000"}, "annotations": [{"result": [%s]}]}]'
IMAGE = '<annotations><image name="scene_0001.000">%s</image></annotations>'
FRAMES = {"scene_0001.000": "scene_0001.000", "raw/frames/scene/scene_0001.000.png": "scene_0001.000"}


def test_label_studio_brings_back_what_people_drew_and_nothing_else() -> None:
    ((frame_id, box),) = read_tasks(write_tasks([PICTURE]), FRAMES.get)
    assert frame_id == "scene_0001.000"
    assert (box.box_id, box.type, box.content, box.group) == ("b1", "MathTex", MANUAL.content, "g1")
    assert box.bbox.as_list() == pytest.approx(MANUAL.bbox.as_list())


def test_label_studio_gets_percent_and_predictions() -> None:
    (task,) = json.loads(write_tasks([PICTURE]))
    value = task["annotations"][0]["result"][0]["value"]
    assert value["x"] == pytest.approx(100 * 10.5 / 854)
    assert task["predictions"][0]["result"][0]["value"]["rectanglelabels"] == ["Circle"]
    labels = ElementTree.fromstring(labelling_interface(["A&B", "Circle"])).iter("Label")
    assert [label.get("value") for label in labels] == ["A&B", "Circle"]


def test_cvat_brings_back_what_people_drew_and_nothing_else() -> None:
    written = write_annotations([PICTURE])
    ((frame_id, box),) = read_annotations(written, FRAMES.get)
    assert frame_id == "scene_0001.000"
    assert (box.box_id, box.type, box.content, box.group) == ("b1", "MathTex", MANUAL.content, "g1")
    assert box.bbox.as_list() == pytest.approx(MANUAL.bbox.as_list(), abs=1e-3)
    boxes = ElementTree.fromstring(written).findall(".//box")
    assert [item.get("source") for item in boxes] == ["manual", "synthgen"]


def test_boxes_drawn_in_cvat_get_ids_that_stay() -> None:
    image = '<annotations><image id="0" name="scene_0001.000" width="9" height="9">{}</image></annotations>'
    box = '<box label="Dot" xtl="1" ytl="1" xbr="3" ybr="3" occluded="0" group_id="2"/>'
    first, again = (read_annotations(image.format(box), FRAMES.get)[0][1] for _ in range(2))
    assert first.box_id == again.box_id and first.group == "cvat-2"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "is no JSON"),
        ("{}", "is no list"),
        ("[1]", "task 0 has no data"),
        ('[{"data": {"image": "elsewhere.png"}}]', "which is no frame"),
        (
            '[{"data": {"frame_id": "scene_0001.000"}, "annotations": [{"result": [{"type": "rectanglelabels"}]}]}]',
            "lacks",
        ),
    ],
)
def test_files_that_are_not_label_studios_are_refused(text: str, complaint: str) -> None:
    with pytest.raises(DatasetError, match=complaint):
        read_tasks(text, FRAMES.get)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("<annotations>", "is no XML"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><annotations/>', "defines entities"),
        ('<annotations><image name="elsewhere.png"/></annotations>', "is no frame"),
        (IMAGE % '<box label="a"/>', "lacks a corner"),
        (IMAGE % '<box label="a" xtl="nan" ytl="0" xbr="1" ybr="1"/>', "no box at all"),
    ],
)
def test_files_that_are_not_cvats_are_refused(text: str, complaint: str) -> None:
    with pytest.raises(DatasetError, match=complaint):
        read_annotations(text, FRAMES.get)
