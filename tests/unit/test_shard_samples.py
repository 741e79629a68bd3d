"""Augmented samples in a scene's shard: they come and go with it, and identical pictures are stored once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from drawn_dataset import CONFIG, VERSIONS, frames_of, lesson, scene_ref, write_scene

import synthgen.dataset
from synthgen.core.annotation import Augmented, FrameRecord, Variant, from_json, sample_id_of, to_json
from synthgen.core.job import RunReport
from synthgen.dataset.image_formats import ImageFormat
from synthgen.dataset.index import write_index
from synthgen.dataset.layout import Layout
from synthgen.dataset.manifest import Manifest
from synthgen.dataset.shard import ShardWriter, is_complete
from synthgen.errors import DatasetError

SCENE = "lesson.Part0"


def sample_of(record: FrameRecord, index: int) -> FrameRecord:
    moves = {"moves": [{"objects": [1], "shift": [0.1, -0.25]}]}
    augment = (Augmented(name="position_jitter", parameters=moves),)
    variant = Variant(of=record.frame_id, index=index, augment=augment, seed=12)
    return replace(record, frame_id=sample_id_of(record.frame_id, index), variant=variant)


def write_with_samples(
    root: Path, count: int = 3, config_hash: str = CONFIG, image_format: ImageFormat = ImageFormat.PNG
) -> Manifest:
    """Two frames with samples; the first sample of each is the frame's own picture."""
    with ShardWriter(root, SCENE, config_hash, image_format) as shard:
        for record, pixels in frames_of(SCENE, [lesson(1), lesson(2)]):
            shard.add_frame(record, pixels)
            for index in range(count):
                shard.add_sample(sample_of(record, index), np.roll(pixels, index, axis=1))
        return shard.commit(scene=scene_ref(SCENE), versions=VERSIONS, seed=0, report=RunReport())


def files(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "augmented").rglob("*") if path.is_file())


def test_samples_are_read_back_with_what_was_done_to_them(tmp_path: Path) -> None:
    write_with_samples(tmp_path)
    dataset = synthgen.dataset.open(tmp_path)
    found = list(dataset.samples())
    assert len(found) == dataset.sample_count == 6 and len(dataset) == 2
    first, second = (record for record, _ in frames_of(SCENE, [lesson(1), lesson(2)]))
    expected = [sample_of(record, index) for record in (first, second) for index in range(3)]
    assert [replace(frame.record, image="") for frame in found] == expected
    assert (found[1].pixels() == np.roll(lesson(1).pixels, 1, axis=1)).all()


@pytest.mark.parametrize("image_format", [ImageFormat.WEBP, ImageFormat.JPEG])
def test_pictures_of_another_format_take_the_place_of_older_ones_and_are_read(
    tmp_path: Path, image_format: ImageFormat
) -> None:
    write_with_samples(tmp_path)
    manifest = write_with_samples(tmp_path, config_hash="config-2", image_format=image_format)
    assert is_complete(tmp_path, SCENE, "config-2")
    pictures = [path for folder in ("raw", "augmented") for path in (tmp_path / folder).rglob(f"{SCENE}*.*")]
    assert {path.suffix for path in pictures if path.suffix != ".jsonl" and path.is_file()} == {f".{image_format}"}
    assert {Path(stored.file).suffix for stored in manifest.files} == {".jsonl", f".{image_format}"}
    dataset = synthgen.dataset.open(tmp_path)
    for frame, drawn in zip(dataset, [lesson(1), lesson(2)], strict=True):
        difference = np.abs(frame.pixels().astype(int) - drawn.pixels)
        assert difference.max() == 0 if image_format.is_lossless else 0 < difference.mean() < 1
    assert [frame.path.suffix for frame in dataset.samples()] == [f".{image_format}"] * 6


def test_identical_pictures_are_stored_once(tmp_path: Path) -> None:
    manifest = write_with_samples(tmp_path)
    assert len(manifest.samples) == 6 and len(files(tmp_path)) == 5, "four pictures and one file of records"
    frames, samples = list(synthgen.dataset.open(tmp_path)), list(synthgen.dataset.open(tmp_path).samples())
    assert samples[0].path == frames[0].path and samples[3].path == frames[1].path
    with ShardWriter(tmp_path / "twice", SCENE, CONFIG) as shard:
        for (record, _), picture in zip(frames_of(SCENE, [lesson(1), lesson(1)]), [lesson(1)] * 2, strict=True):
            shard.add_frame(record, picture.pixels)
        shard.commit(scene=scene_ref(SCENE), versions=VERSIONS, seed=0, report=RunReport())
    assert len(list(Layout(tmp_path / "twice").scene_frames(SCENE).iterdir())) == 1
    assert len(synthgen.dataset.open(tmp_path / "twice")) == 2


def test_the_index_and_the_manifest_count_samples(tmp_path: Path) -> None:
    manifest = write_with_samples(tmp_path)
    assert manifest.augmentations == {"position_jitter": 6}
    index = write_index(tmp_path)
    assert index["counts"]["samples"] == 6 and index["augmentations"] == {"position_jitter": 6}


def test_a_shard_without_samples_takes_those_of_an_older_one_away(tmp_path: Path) -> None:
    write_with_samples(tmp_path)
    write_scene(tmp_path, SCENE, [lesson(1)], config_hash="new")
    assert files(tmp_path) == []
    assert list(synthgen.dataset.open(tmp_path).samples()) == []


def test_a_missing_sample_makes_a_shard_incomplete(tmp_path: Path) -> None:
    write_with_samples(tmp_path)
    assert is_complete(tmp_path, SCENE, CONFIG)
    next(Layout(tmp_path).scene_samples(SCENE).iterdir()).unlink()
    assert not is_complete(tmp_path, SCENE, CONFIG)


def test_frames_and_samples_are_not_taken_for_one_another(tmp_path: Path) -> None:
    (record, pixels), *_ = frames_of(SCENE, [lesson(1)])
    with ShardWriter(tmp_path, SCENE, CONFIG) as shard, pytest.raises(ValueError, match="is no sample"):
        shard.add_sample(record, pixels)


def test_a_damaged_variant_is_named(tmp_path: Path) -> None:
    (record, _), *_ = frames_of(SCENE, [lesson(1)])
    line = to_json(sample_of(record, 0))
    assert from_json(line) == sample_of(record, 0)
    with pytest.raises(DatasetError, match=r"variant\.seed"):
        from_json(line.replace('"seed":12', '"seed":"x"'))
    with pytest.raises(DatasetError, match=r"variant\.augment\[0\]\.parameters"):
        from_json(line.replace('"parameters":{"moves"', '"parameters":[],"moves":{"moves"'))
