"""What reviewers said is kept over crashes, several writers, merges and wrong clocks; and what follows from it."""

from __future__ import annotations

import json
import threading
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from drawn_dataset import lesson, write_lessons, write_scene

from synthgen.core.geometry import Box
from synthgen.dataset.boundaries import FOLDER as BOUNDARIES
from synthgen.dataset.boundaries import read_boundaries
from synthgen.dataset.event_log import EventLog
from synthgen.dataset.reading import open_dataset
from synthgen.dataset.verdicts import FOLDER, Judgement, read_verdicts, rejected_frames, standing, without_rejected
from synthgen.errors import DatasetError
from synthgen.quality.review.agreement import agreements, error_rate, rate_of
from synthgen.quality.review.catalogue import Catalogue
from synthgen.quality.review.facts import FactsCache, FrameFacts, gather_facts
from synthgen.quality.review.sampling import draw_sample
from synthgen.quality.review.snapping import snapped
from synthgen.quality.review.suspicion import Doubt, label_doubts, picture_doubts, suspicion


def say(root: Path, frame_id: str, judgement: str, reviewer: str = "ann", event_id: str = "") -> str:
    content = {"frame_id": frame_id, "judgement": judgement, "reason": ""}
    return EventLog(root / FOLDER).append(event_id or uuid.uuid4().hex, reviewer, content).event_id


def held(root: Path) -> dict[tuple[str, str], str]:
    return {key: verdict.judgement.value for key, verdict in standing(read_verdicts(root)).items()}


def test_the_last_verdict_of_each_reviewer_holds(tmp_path: Path) -> None:
    say(tmp_path, "a", "accept")
    say(tmp_path, "a", "reject")
    say(tmp_path, "a", "accept", "bob")
    say(tmp_path, "b", "flag")
    say(tmp_path, "b", "withdrawn")
    assert held(tmp_path) == {("a", "ann"): "reject", ("a", "bob"): "accept"}
    assert rejected_frames(tmp_path) == {"a"}


def test_a_line_cut_off_by_a_crash_is_dropped_and_the_next_is_whole(tmp_path: Path) -> None:
    say(tmp_path, "a", "accept")
    (file,) = (tmp_path / FOLDER).glob("*.jsonl")
    with file.open("ab") as log:
        log.write(b'{"event_id": "00')
    assert held(tmp_path) == {("a", "ann"): "accept"}
    say(tmp_path, "b", "reject")
    assert held(tmp_path) == {("a", "ann"): "accept", ("b", "ann"): "reject"}


def test_a_damaged_line_is_named_and_never_passed_over(tmp_path: Path) -> None:
    say(tmp_path, "a", "accept")
    (file,) = (tmp_path / FOLDER).glob("*.jsonl")
    file.write_text("nonsense\n" + file.read_text())
    with pytest.raises(DatasetError, match=r"ann-.*\.jsonl, line 1"):
        read_verdicts(tmp_path)


def test_the_same_event_counts_once(tmp_path: Path) -> None:
    event_id = say(tmp_path, "a", "accept")
    say(tmp_path, "a", "accept", event_id=event_id)
    assert len(read_verdicts(tmp_path)) == 1


def test_many_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    log = EventLog(tmp_path / FOLDER)

    def write(name: str) -> None:
        own = log if name < "c" else EventLog(tmp_path / FOLDER)
        for number in range(10):
            content = {"frame_id": f"{number}", "judgement": "accept", "reason": ""}
            own.append(uuid.uuid4().hex, name if name != "d" else "ann", content)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("ann", "bob", "c", "d")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_verdicts(tmp_path)) == 40


def test_merging_takes_each_event_once_and_order_does_not_matter(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    say(here, "a", "reject")
    say(there, "a", "accept")
    say(there, "b", "accept", "bob")
    logs = {root: EventLog(root / FOLDER) for root in (here, there)}
    assert logs[here].merge(there / FOLDER) == 2
    assert logs[here].merge(there / FOLDER) == 0
    assert logs[there].merge(here / FOLDER) == 1
    assert held(here) == held(there) == {("a", "ann"): "accept", ("b", "bob"): "accept"}


def test_a_clock_set_back_does_not_bring_an_old_verdict_back(tmp_path: Path) -> None:
    say(tmp_path, "a", "accept")
    (file,) = (tmp_path / FOLDER).glob("*.jsonl")
    event = json.loads(file.read_text())
    event["time"] = "2999-01-01T00:00:00.000000Z"
    file.write_text(json.dumps(event) + "\n")
    say(tmp_path, "a", "reject")
    assert held(tmp_path) == {("a", "ann"): "reject"}


def test_rejected_frames_are_passed_over(tmp_path: Path) -> None:
    write_lessons(tmp_path, scenes=1, frames=3)
    frames = [frame.record.frame_id for frame in open_dataset(tmp_path)]
    say(tmp_path, frames[1], "reject")
    kept = without_rejected(open_dataset(tmp_path))
    assert [frame.record.frame_id for frame in kept] == [frames[0], frames[2]]
    assert len(kept) == 2


def test_boundaries_are_moved_split_and_merged(tmp_path: Path) -> None:
    log = EventLog(tmp_path / BOUNDARIES)

    def put(name: str, time_s: float, state: str = "accepted") -> None:
        content = {"boundary_id": name, "video": "v", "time_s": time_s, "scene": "S", "state": state}
        log.append(uuid.uuid4().hex, "ann", content)

    put("row-0", 1.0)
    put("row-1", 5.0)
    put("new", 3.0)
    put("row-0", 1.5)
    put("row-1", 5.0, "merged")
    assert [(item.boundary_id, item.time_s) for item in read_boundaries(tmp_path)] == [("row-0", 1.5), ("new", 3.0)]


# --- sampling and estimates ---------------------------------------------------------------------------------------


def facts(name: str, types: tuple[str, ...] = ("Square",), **more: Any) -> FrameFacts:
    known: dict[str, Any] = {
        "time_s": 0.0,
        "kind": "rest",
        "types": dict.fromkeys(types, "Shape"),
        "objects": 1,
        "visibility": 1.0,
        "occlusion": 0.0,
        "truncation": 0.0,
        "doubts": (),
    }
    return FrameFacts(frame_id=name, **{**known, **more})


def test_the_sample_has_its_share_of_every_scene_and_every_type() -> None:
    scenes = {name: [facts(f"{name}{index:03}") for index in range(100)] for name in ("a", "b", "c")}
    scenes["c"][7] = facts("c007", ("Square", "Rare"))
    sample = draw_sample(scenes, 0.1, 0)
    drawn = [item.frame_id for item in sample if item.is_random]
    assert [sum(name.startswith(scene) for name in drawn) for scene in "abc"] == [10, 10, 10]
    assert "c007" in {item.frame_id for item in sample}
    assert draw_sample(dict(reversed(scenes.items())), 0.1, 0) == sample
    assert draw_sample(scenes, 0.1, 1) != sample
    assert [item.is_random for item in draw_sample({"a": [facts("x")]}, 0.1, 0)] == [True]


def test_edge_cases_come_first() -> None:
    hard = facts("hard", occlusion=0.9, objects=25)
    sample = draw_sample({"a": [facts("easy"), hard, facts("easy2")]}, 1.0, 0)
    assert sample[0].frame_id == "hard"


def test_the_interval_is_that_of_clopper_and_pearson() -> None:
    # Known values: 0 of 10 (the rule of three's exact form) and 5 of 50.
    assert rate_of(0, 10).high == pytest.approx(1 - 0.025 ** (1 / 10))
    five = rate_of(5, 50)
    assert (five.low, five.high) == (pytest.approx(0.03328, abs=1e-5), pytest.approx(0.21814, abs=1e-5))
    assert rate_of(0, 0).rate is None


def test_agreement_and_error_rate_count_decisions(tmp_path: Path) -> None:
    for name, ann, bob in [("a", "accept", "accept"), ("b", "reject", "reject"), ("c", "accept", "reject")]:
        say(tmp_path, name, ann)
        say(tmp_path, name, bob, "bob")
    say(tmp_path, "d", "flag")
    verdicts = list(standing(read_verdicts(tmp_path)).values())
    (pair,) = agreements(verdicts)
    assert (pair.frames, round(pair.share, 3), round(pair.kappa or 0, 3)) == (3, 0.667, 0.4)
    rate = error_rate(verdicts, {"a", "b", "d"})
    assert (rate.judged, rate.rejected) == (2, 1)
    assert Judgement.FLAG in {verdict.judgement for verdict in verdicts}


# --- suspicion ----------------------------------------------------------------------------------------------------


def test_labels_that_jump_or_show_nothing_are_doubted() -> None:
    picture = lesson(2)
    before, after = picture.record("s", 0, 0), picture.record("s", 1, 15)
    assert label_doubts([before, after]) == [[], []]
    first = replace(after.objects[0], track_id=1, bbox=Box(10, 200, 240, 224), bbox_in_frame=Box(10, 200, 240, 224))
    tracked = replace(before, objects=(replace(before.objects[0], track_id=1), *before.objects[1:]))
    doubts = label_doubts([tracked, replace(after, objects=(first, *after.objects[1:]))])[1]
    assert [doubt.kind for doubt in doubts] == ["track jump"]
    empty = label_doubts([replace(before, objects=())])[0]
    assert [doubt.kind for doubt in empty] == ["near-empty frame"]


def test_a_picture_is_held_against_its_boxes() -> None:
    picture = lesson(2)
    record = picture.record("s", 0, 0)
    assert picture_doubts(record, picture.pixels) == []
    lost = replace(record, objects=record.objects[1:])
    assert any("no box" in doubt.detail for doubt in picture_doubts(lost, picture.pixels))


def test_doubts_add_up_like_independent_witnesses() -> None:
    assert suspicion([Doubt("a", 0.5, ""), Doubt("b", 0.5, "")]) == pytest.approx(0.75)
    assert suspicion([]) == 0


def test_facts_survive_the_cache_and_a_damaged_cache_is_gathered_anew(tmp_path: Path) -> None:
    write_lessons(tmp_path, scenes=1, frames=3)
    found = gather_facts([frame.record for frame in open_dataset(tmp_path)])
    cache = FactsCache(tmp_path / "cache")
    cache.write("v", found)
    assert cache.read("v") == found
    (file,) = (tmp_path / "cache").iterdir()
    file.write_text("[{")
    assert cache.read("v") is None


def test_a_box_is_pulled_onto_what_it_surrounds() -> None:
    picture = lesson(2)
    assert snapped(picture.pixels, Box(32, 84, 97, 147)) == Box(40, 90, 90, 140)
    assert snapped(picture.pixels, Box(300, 150, 330, 175)) is None


def test_frames_that_share_a_picture_are_frames_of_their_own(tmp_path: Path) -> None:
    write_scene(tmp_path, "lesson.Still", [lesson(4)] * 3)
    dataset = open_dataset(tmp_path)
    records = [frame.record for frame in dataset]
    catalogue = Catalogue(tmp_path, dataset.scenes)
    assert list(catalogue.entries) == [record.frame_id for record in records]
    assert [catalogue.record(entry) for entry in catalogue.entries.values()] == records
    say(tmp_path, records[0].frame_id, "reject")
    assert len(without_rejected(open_dataset(tmp_path))) == 2
