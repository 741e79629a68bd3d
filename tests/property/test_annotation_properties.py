"""Whatever a frame holds, its record is one stable line of JSON that reads back to the same bytes."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthgen.core.annotation import CodeMapping, FrameRecord, ObjectLines, ObjectRecord, Rle, from_json, to_json
from synthgen.core.geometry import Box
from synthgen.core.snapshot import SourceLine
from synthgen.errors import DatasetError

names = st.text(min_size=1, max_size=12)
lengths = st.floats(-1e5, 1e5)
shares = st.none() | st.floats(0, 1)
lines = st.lists(st.builds(SourceLine, names, st.integers(1, 9999)), max_size=3).map(tuple)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x_min, x_max = sorted([draw(lengths), draw(lengths)])
    y_min, y_max = sorted([draw(lengths), draw(lengths)])
    return Box(x_min, y_min, x_max, y_max)


@st.composite
def objects(draw: st.DrawFn) -> ObjectRecord:
    box = draw(boxes())
    return ObjectRecord(
        instance_id=draw(st.integers()),
        track_id=draw(st.none() | st.integers()),
        parent_id=draw(st.none() | st.integers()),
        type=draw(names),
        category=draw(names),
        class_name=draw(names),
        content=draw(st.text()),
        bbox=box,
        bbox_in_frame=box.in_frame(1920, 1080),
        bbox_modal=draw(st.none() | boxes()),
        position=draw(st.none() | st.tuples(lengths, lengths, lengths)),
        z_index=draw(st.integers(0, 999)),
        engine_z_index=draw(lengths),
        opacity=draw(st.floats(0, 1)),
        visibility=draw(shares),
        occlusion=draw(shares),
        truncation=draw(shares),
        segmentation=draw(st.none() | st.builds(Rle, size=st.just((1080, 1920)), counts=st.text())),
        state=draw(names),
        lines=ObjectLines(created=draw(lines), changed=draw(lines)),
        stand_in=draw(st.text()),
    )


records = st.builds(
    FrameRecord,
    frame_id=names,
    scene_id=names,
    image=st.text(),
    resolution=st.just((1920, 1080)),
    frame_index=st.integers(0, 10**7),
    fps=st.sampled_from([Fraction(30), Fraction(60000, 1001), Fraction(25, 2)]),
    scene_index=st.integers(0, 999),
    engine=names,
    kind=names,
    code_mapping=st.builds(
        CodeMapping,
        code_file=st.text(),
        scene_class=names,
        relevant_lines=st.lists(st.integers(1, 9999), max_size=4).map(tuple),
    ),
    objects=st.lists(objects(), max_size=3).map(tuple),
)


@given(records)
@settings(max_examples=60, deadline=None)
def test_a_record_reads_back_to_the_same_bytes(record: FrameRecord) -> None:
    line = to_json(record)
    assert "\n" not in line
    assert to_json(from_json(line)) == line


@given(records)
@settings(max_examples=60, deadline=None)
def test_rounding_moves_no_edge_by_more_than_half_a_thousandth(record: FrameRecord) -> None:
    for before, after in zip(record.objects, from_json(to_json(record)).objects, strict=True):
        moved = [abs(a - b) for a, b in zip(before.bbox.as_list(), after.bbox.as_list(), strict=True)]
        assert max(moved) <= 0.0005 + 1e-9


@given(records, st.data())
@settings(max_examples=60, deadline=None)
def test_a_cut_line_never_passes_for_a_record(record: FrameRecord, data: st.DataObject) -> None:
    line = to_json(record)
    cut = line[: data.draw(st.integers(0, len(line) - 1))]
    with pytest.raises(DatasetError):
        from_json(cut)
