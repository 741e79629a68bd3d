"""A scene's files appear whole or not at all, are found again, and give way to newer ones."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from drawn_dataset import (
    CONFIG,
    SIZE,
    VERSIONS,
    frames_of,
    lesson,
    scene_ref,
    with_object,
    write_lessons,
    write_scene,
)
from PIL import Image

import synthgen.dataset
from synthgen.core.job import Failure, FailureReason, RunReport
from synthgen.dataset.failures import read_failures, record_failure, write_failures_index
from synthgen.dataset.index import write_index, write_run_metadata
from synthgen.dataset.layout import Layout, checked_name
from synthgen.dataset.png import encode_png
from synthgen.dataset.shard import ShardWriter, clear_leftovers, is_complete
from synthgen.errors import DatasetError

FAILURE = Failure(FailureReason.EXCEPTION, "ZeroDivisionError: division by zero", "Traceback ...", "drawn.py", 12)


def files_below(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".staging" not in path.parts
    }


def staged(root: Path) -> list[str]:
    return sorted(path.name for path in (root / ".staging").iterdir() if path.name != ".dataset.lock")


def test_a_committed_scene_lies_where_the_layout_says(tmp_path: Path) -> None:
    write_scene(tmp_path, "lesson.Part0", [lesson(0), lesson(1)])
    assert set(files_below(tmp_path)) == {
        "raw/frames/lesson.Part0/lesson.Part0_0000.000.png",
        "raw/frames/lesson.Part0/lesson.Part0_0000.500.png",
        "processed/annotations/lesson.Part0.jsonl",
        "processed/metadata/scenes/lesson.Part0.json",
    }
    assert staged(tmp_path) == []


def test_frames_are_read_back_with_their_pixels_and_objects(tmp_path: Path) -> None:
    pictures = [lesson(0), lesson(3)]
    write_scene(tmp_path, "lesson.Part0", pictures)
    frames = list(synthgen.dataset.open(tmp_path))
    assert [frame.objects for frame in frames] == [tuple(picture.objects) for picture in pictures]
    for frame, picture in zip(frames, pictures, strict=True):
        assert np.array_equal(frame.pixels(), picture.pixels)


def test_the_manifest_names_and_hashes_every_file(tmp_path: Path) -> None:
    write_scene(tmp_path, "lesson.Part0", [lesson(1), lesson(2)], stand_ins=["logo.png"])
    (manifest,) = synthgen.dataset.open(tmp_path).scenes
    assert (manifest.engine, manifest.engine_versions, manifest.seed) == ("community", VERSIONS, 0)
    assert (manifest.copyright, manifest.stand_ins) == ("Drawn for a test", ("logo.png",))
    assert manifest.types == {"MathTex": 2, "Number": 7, "NumberLine": 1, "Square": 3, "Text": 2}
    for stored in (manifest.annotations, *manifest.frames):
        data = (tmp_path / stored.file).read_bytes()
        assert (stored.bytes, stored.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_the_order_in_which_frames_are_added_does_not_show(tmp_path: Path) -> None:
    forth, back = tmp_path / "forth", tmp_path / "back"
    frames = frames_of("lesson.Part0", [lesson(0), lesson(1), lesson(2)])
    for root, ordered in ((forth, frames), (back, frames[::-1])):
        with ShardWriter(root, "lesson.Part0", CONFIG) as shard:
            for record, pixels in ordered:
                shard.add_frame(record, pixels)
            shard.commit(scene=scene_ref("lesson.Part0"), versions=VERSIONS, seed=0, report=RunReport())
    assert files_below(forth) == files_below(back)


def test_nothing_is_left_of_a_scene_that_raises(tmp_path: Path) -> None:
    def break_off() -> None:
        with ShardWriter(tmp_path, "lesson.Part0", CONFIG) as shard:
            for record, pixels in frames_of("lesson.Part0", [lesson(0), lesson(1)]):
                shard.add_frame(record, pixels)
            raise RuntimeError("scene broke")

    with pytest.raises(RuntimeError, match="scene broke"):
        break_off()
    assert files_below(tmp_path) == {}
    assert staged(tmp_path) == []


def test_a_newer_shard_replaces_the_older_one_with_all_its_frames(tmp_path: Path) -> None:
    write_scene(tmp_path, "lesson.Part0", [lesson(step) for step in range(4)])
    write_scene(tmp_path, "lesson.Part0", [lesson(1)], config_hash="config-2")
    assert len(list((tmp_path / "raw/frames/lesson.Part0").iterdir())) == 1
    assert [len(item.frames) for item in synthgen.dataset.open(tmp_path).scenes] == [1]
    assert is_complete(tmp_path, "lesson.Part0", "config-2")


def test_a_scene_counts_as_done_only_with_the_same_configuration_and_all_files(tmp_path: Path) -> None:
    assert not is_complete(tmp_path, "lesson.Part0", CONFIG)
    write_scene(tmp_path, "lesson.Part0", [lesson(0), lesson(1)])
    assert is_complete(tmp_path, "lesson.Part0", CONFIG)
    assert not is_complete(tmp_path, "lesson.Part0", "config-2")
    picture = next((tmp_path / "raw/frames/lesson.Part0").iterdir())
    content = picture.read_bytes()
    picture.write_bytes(content[:-1])
    assert not is_complete(tmp_path, "lesson.Part0", CONFIG)
    picture.write_bytes(content)
    (tmp_path / "processed/metadata/scenes/lesson.Part0.json").write_text("{")
    assert not is_complete(tmp_path, "lesson.Part0", CONFIG)


def test_a_record_that_no_reader_would_take_is_not_committed(tmp_path: Path) -> None:
    ((record, pixels),) = frames_of("lesson.Part0", [lesson(1)])
    with ShardWriter(tmp_path, "lesson.Part0", CONFIG) as shard:
        shard.add_frame(with_object(record, opacity=1.5), pixels)
        with pytest.raises(DatasetError, match=r"objects\[0\].opacity"):
            shard.commit(scene=scene_ref("lesson.Part0"), versions=VERSIONS, seed=0, report=RunReport())
    assert files_below(tmp_path) == {}


def test_frames_that_do_not_belong_are_refused(tmp_path: Path) -> None:
    ((record, pixels),) = frames_of("lesson.Part0", [lesson(1)])
    with ShardWriter(tmp_path, "lesson.Part0", CONFIG) as shard:
        shard.add_frame(record, pixels)
        with pytest.raises(ValueError, match="added twice"):
            shard.add_frame(record, pixels)
        with pytest.raises(ValueError, match=r"belongs to lesson\.Part1"):
            shard.add_frame(replace(record, frame_id="b", scene_id="lesson.Part1"), pixels)
        with pytest.raises(ValueError, match=r"resolution \(427, 240\), but pixels"):
            shard.add_frame(replace(record, frame_id="b"), pixels[:100])


def test_a_scene_without_frames_is_no_shard(tmp_path: Path) -> None:
    with ShardWriter(tmp_path, "lesson.Part0", CONFIG) as shard, pytest.raises(ValueError, match="no frames"):
        shard.commit(scene=scene_ref("lesson.Part0"), versions=VERSIONS, seed=0, report=RunReport())


@pytest.mark.parametrize("name", ["../up", "a/b", ".hidden", "", "a\nb", "x" * 300])
def test_names_that_would_lead_elsewhere_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not usable as a file name"):
        checked_name(name)


def test_a_failure_is_listed_until_the_scene_succeeds(tmp_path: Path) -> None:
    for scene_id in ("lesson.Part1", "lesson.Part0"):
        record_failure(tmp_path, scene_ref(scene_id), FAILURE, CONFIG)
    assert write_failures_index(tmp_path) == 2
    lines = [json.loads(line) for line in (tmp_path / "failures.jsonl").read_text().splitlines()]
    assert [(line["scene_id"], line["reason"], line["line"]) for line in lines] == [
        ("lesson.Part0", "exception", 12),
        ("lesson.Part1", "exception", 12),
    ]
    write_scene(tmp_path, "lesson.Part1", [lesson(1)])
    assert write_failures_index(tmp_path) == 1
    assert [item.failure for item in read_failures(tmp_path)] == [FAILURE]


def test_a_failure_takes_the_place_of_frames_from_another_configuration(tmp_path: Path) -> None:
    write_scene(tmp_path, "lesson.Part0", [lesson(1)])
    record_failure(tmp_path, scene_ref("lesson.Part0"), FAILURE, "config-2")
    assert set(files_below(tmp_path)) == {"processed/metadata/failures/lesson.Part0.json"}


def test_the_index_counts_what_the_shards_hold(tmp_path: Path) -> None:
    write_lessons(tmp_path, scenes=2, frames=3)
    record_failure(tmp_path, scene_ref("lesson.Bad"), FAILURE, CONFIG)
    index = write_index(tmp_path)
    frames = list(synthgen.dataset.read_frames(tmp_path))
    types = [item.type for frame in frames for item in frame.objects]
    counts = {"scenes": 2, "frames": 6, "objects": len(types), "failures": 1, "samples": 0, "pairs": 0}
    assert index["counts"] == counts
    assert index["types"] == {name: types.count(name) for name in sorted(set(types))}
    assert index["licences"] == [{"statement": "Drawn for a test", "scenes": 2}]
    assert index["engines"] == [{"name": "community", "versions": VERSIONS, "scenes": 2}]
    assert json.loads((tmp_path / "dataset.json").read_text()) == index


def test_the_same_data_gives_the_same_bytes_in_whatever_order_scenes_finish(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    scenes = ["lesson.A", "lesson.B", "lesson.C"]
    for root, order in ((one, scenes), (two, scenes[::-1])):
        for scene_id in order:
            write_scene(root, scene_id, [lesson(1), lesson(2)])
        write_index(root)
    assert files_below(one) == files_below(two)


def test_the_run_is_described_beside_the_data(tmp_path: Path) -> None:
    write_run_metadata(tmp_path, "seed: 0\n", {"synthgen": "0.1.0", "numpy": "2"}, {"seconds": 3.5})
    assert (tmp_path / "processed/metadata/config.yaml").read_text() == "seed: 0\n"
    assert list(json.loads((tmp_path / "processed/metadata/versions.json").read_text())) == ["numpy", "synthgen"]


def test_what_is_no_dataset_says_so(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"no dataset in .*: it holds no finished scene"):
        synthgen.dataset.open(tmp_path)


def test_a_cut_annotation_file_is_noticed(tmp_path: Path) -> None:
    write_scene(tmp_path, "lesson.Part0", [lesson(1), lesson(2)])
    path = tmp_path / "processed/annotations/lesson.Part0.jsonl"
    path.write_text(path.read_text().splitlines()[0] + "\n")
    with pytest.raises(DatasetError, match=r"lesson\.Part0\.jsonl: expected 2 records, got 1"):
        list(synthgen.dataset.open(tmp_path))


def test_a_damaged_manifest_is_named(tmp_path: Path) -> None:
    write_scene(tmp_path, "lesson.Part0", [lesson(1)])
    path = Layout(tmp_path).scene_manifest("lesson.Part0")
    path.write_text(path.read_text().replace('"seed": 0', '"seed": "0"'))
    with pytest.raises(DatasetError, match=r"scenes/lesson\.Part0\.json: field `seed`: expected an integer"):
        synthgen.dataset.open(tmp_path)


def test_a_picture_of_another_size_is_noticed(tmp_path: Path) -> None:
    write_scene(tmp_path, "lesson.Part0", [lesson(1)])
    (frame,) = synthgen.dataset.open(tmp_path)
    Image.new("RGB", (8, 8)).save(frame.path)
    with pytest.raises(DatasetError, match="is 8x8, but its record says 427x240"):
        frame.picture()


def test_leftovers_of_the_living_are_left_alone(tmp_path: Path) -> None:
    with ShardWriter(tmp_path, "lesson.Part0", CONFIG) as shard:
        for record, pixels in frames_of("lesson.Part0", [lesson(1)]):
            shard.add_frame(record, pixels)
        clear_leftovers(tmp_path)
        shard.commit(scene=scene_ref("lesson.Part0"), versions=VERSIONS, seed=0, report=RunReport())
    assert is_complete(tmp_path, "lesson.Part0", CONFIG)


def test_clearing_up_touches_no_folder_it_did_not_make(tmp_path: Path) -> None:
    foreign = tmp_path / "raw/frames/video_from_elsewhere/1.png"
    foreign.parent.mkdir(parents=True)
    foreign.write_bytes(b"mine")
    write_scene(tmp_path, "lesson.Part0", [lesson(1)])
    assert clear_leftovers(tmp_path) == []
    assert foreign.read_bytes() == b"mine"


@pytest.mark.parametrize("size", [SIZE, (1, 1), (1, 7), (640, 2)])
def test_png_files_hold_the_very_pixels(tmp_path: Path, size: tuple[int, int]) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    path = tmp_path / "a.png"
    path.write_bytes(encode_png(pixels))
    with Image.open(path) as image:
        image.load()
        assert (image.mode, image.size) == ("RGB", size)
        assert np.array_equal(np.asarray(image), pixels)


def test_png_takes_only_rgb_bytes() -> None:
    with pytest.raises(ValueError, match=r"must be \(height, width, 3\) uint8"):
        encode_png(np.zeros((4, 4, 4), dtype=np.uint8))
