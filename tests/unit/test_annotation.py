"""A frame's record survives the way to disk and back, and a damaged one is refused with its exact place."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from drawn_dataset import lesson, with_object

from synthgen.core.annotation import SCHEMA_VERSION, FrameRecord, Rle, frame_id_of, from_json, to_json
from synthgen.core.geometry import Box
from synthgen.errors import DatasetError

RECORD = lesson(3).record("lesson.Part0", 0, 45)


def test_a_record_comes_back_as_it_was() -> None:
    full = with_object(
        RECORD,
        track_id=7,
        bbox_modal=Box(1.0, 2.0, 3.0, 4.0),
        visibility=0.5,
        occlusion=0.25,
        truncation=0.0,
        segmentation=Rle(size=(240, 427), counts="PPYo1"),
        stand_in="picture.png",
    )
    assert from_json(to_json(full)) == full


def test_undefined_is_null_on_disk_and_none_in_memory() -> None:
    item = json.loads(to_json(RECORD))["objects"][0]
    assert [item[name] for name in ("visibility", "occlusion", "truncation", "segmentation", "bbox_modal")] == [
        None
    ] * 5
    assert from_json(to_json(RECORD)).objects[0].visibility is None


def test_a_line_holds_one_record_whatever_its_content() -> None:
    odd = with_object(RECORD, content="a\nb\u2028c \udc80 \\frac{1}{2}")
    line = to_json(odd)
    assert len(line.splitlines()) == 1
    assert line.isascii()
    assert from_json(line) == odd


def test_boxes_are_rounded_to_a_thousandth_of_a_pixel_and_zero_has_one_form() -> None:
    rounded = from_json(to_json(with_object(RECORD, bbox=Box(-0.0001, 1 / 3, 2.00049, 900.0), bbox_in_frame=None)))
    assert rounded.objects[0].bbox == Box(0.0, 0.333, 2.0, 900.0)
    assert '"bbox":[0.0,0.333,2.0,900.0]' in to_json(rounded)


def test_time_is_exact_in_frames_and_derived_in_seconds() -> None:
    record = replace(RECORD, frame_index=1001, fps=Fraction(30000, 1001))
    fields = json.loads(to_json(record))
    assert (fields["fps"], fields["frame_index"], fields["timestamp"]) == ("30000/1001", 1001, 33.400033)
    assert from_json(to_json(record)).fps == Fraction(30000, 1001)


def test_frame_ids_sort_by_time() -> None:
    ids = [frame_id_of("Scene", index, Fraction(60)) for index in (0, 1, 59, 601, 60_000)]
    assert ids == sorted(ids)
    assert ids[1] == "Scene_0000.017"


def test_numbers_that_are_none_are_never_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json(with_object(RECORD, opacity=float("nan")))


def damaged(change: Callable[[dict[str, Any]], object], record: FrameRecord = RECORD) -> str:
    fields = json.loads(to_json(record))
    change(fields)
    return json.dumps(fields)


DAMAGES: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "missing": (lambda f: f.pop("engine"), "field `engine` is missing"),
    "missing deep down": (lambda f: f["objects"][1].pop("bbox"), "field `objects[1].bbox` is missing"),
    "unknown": (lambda f: f.update(colour=1), "unexpected field `colour`"),
    "wrong type": (
        lambda f: f["objects"][0].update(content=3),
        "field `objects[0].content`: expected a string, got 3",
    ),
    "true is no number": (
        lambda f: f["objects"][0].update(z_index=True),
        "field `objects[0].z_index`: expected an integer >= 0, got True",
    ),
    "crossed box": (
        lambda f: f["objects"][0].update(bbox=[5, 0, 4, 9]),
        "field `objects[0].bbox`: expected [x_min, y_min, x_max, y_max] with min <= max, got [5, 0, 4, 9]",
    ),
    "short box": (
        lambda f: f["objects"][0].update(bbox=[5, 0, 4]),
        "field `objects[0].bbox`: expected a list of 4 finite numbers, got [5, 0, 4]",
    ),
    "not a number": (
        lambda f: f["objects"][0].update(bbox=[0, 0, float("nan"), 9]),
        "field `objects[0].bbox`: expected a list of 4 finite numbers, got [0, 0, nan, 9]",
    ),
    "in-frame box outside": (
        lambda f: f["objects"][0].update(bbox_in_frame=[0, 0, 400, 9]),
        "field `objects[0].bbox_in_frame`: expected a box within bbox",
    ),
    "opacity out of range": (
        lambda f: f["objects"][0].update(opacity=1.5),
        "field `objects[0].opacity`: expected a finite number >= 0 and <= 1, got 1.5",
    ),
    "line of nothing": (
        lambda f: f["objects"][0]["lines"]["created"][0].update(line=0),
        "field `objects[0].lines.created[0].line`: expected an integer >= 1, got 0",
    ),
    "resolution": (
        lambda f: f.update(resolution=[427]),
        "field `resolution`: expected [width, height], both > 0, got [427]",
    ),
    "fps": (lambda f: f.update(fps="30"), "field `fps`: expected a fraction > 0 such as \"30/1\", got '30'"),
    "time": (lambda f: f.update(timestamp=2.0), "field `timestamp`: expected frame_index / fps = 1.5, got 2.0"),
    "schema": (lambda f: f.update(schema_version=99), f"field `schema_version`: expected {SCHEMA_VERSION}, got 99"),
    "no objects": (lambda f: f.update(objects={}), "field `objects`: expected a list, got {}"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_record_is_refused_with_file_line_and_field(name: str) -> None:
    change, complaint = DAMAGES[name]
    with pytest.raises(DatasetError) as refused:
        from_json(damaged(change), "processed/annotations/x.jsonl", 12)
    assert refused.value.message.startswith(f"processed/annotations/x.jsonl, line 12: {complaint}")
    assert refused.value.remedy


@pytest.mark.parametrize(("line", "got"), [('{"frame_id": "cut o', "expected JSON, got"), ("[]", "expected an object")])
def test_what_is_no_record_at_all_is_refused(line: str, got: str) -> None:
    with pytest.raises(DatasetError, match=f"x.jsonl, line 3: {got}"):
        from_json(line, "x.jsonl", 3)
