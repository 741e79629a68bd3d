"""Pairs of a dataset: whole or not at all, made once, made again when what they are made of has changed."""

from __future__ import annotations

import json
import random
import shutil
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from drawn_dataset import lesson, write_lessons, write_scene
from hydra import compose, initialize_config_dir
from PIL import Image
from test_shard_crash import die_at_step, in_child
from test_shard_samples import write_with_samples

import synthgen.dataset
from synthgen.config import register_schemas, to_settings
from synthgen.core.annotation import to_json
from synthgen.core.pair import Pair
from synthgen.dataset.index import write_index
from synthgen.dataset.layout import Layout
from synthgen.dataset.pairs import read_pairs
from synthgen.errors import DatasetError, UsageError
from synthgen.resources import conf_dir
from synthgen.tasks import pairs as pairs_task
from synthgen.tasks.settings import Settings

Make = Callable[..., int]

KILLS = 20
MOST_STEPS = 150
"""About as many steps on disk as making all pairs takes."""


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Run task=pairs on a small dataset."""
    write_lessons(tmp_path, scenes=3, frames=8)

    def run(*overrides: str) -> int:
        return pairs_task.run(settings_for(tmp_path, *overrides))

    return run


def settings_for(root: Path, *overrides: str) -> Settings:
    register_schemas()
    with initialize_config_dir(str(conf_dir()), version_base="1.3"):
        return to_settings(compose("config", overrides=["task=pairs", f"dataset.root={root}", *overrides]))


def written(root: Path) -> dict[str, tuple[int, bytes]]:
    """The files of pairs: when they were last written (ns), and what is in them."""
    folder = root / "processed/jepa_pairs"
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def all_pairs(root: Path, strategy: str) -> list[Pair]:
    return list(read_pairs(root, strategy))


def test_a_pair_of_each_picture_with_the_whole_layout(make: Make, tmp_path: Path) -> None:
    assert make("masks=ijepa") == 0
    frames = list(synthgen.dataset.open(tmp_path))
    for frame, pair in zip(frames, all_pairs(tmp_path, "ijepa"), strict=True):
        assert pair.frame_ids == (frame.record.frame_id,) and pair.images == (frame.record.image,)
        assert [item.instance_id for item in pair.objects] == [item.instance_id for item in frame.objects]
        for item, shown in zip(frame.objects, pair.objects, strict=True):
            assert shown.box.as_list() == pytest.approx(pair.view.box(item.bbox).as_list(), abs=0.001)


def test_clips_are_consecutive_frames_and_short_rests_are_counted(
    make: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make("masks=vjepa", "masks.frames=6") == 0
    assert "left out: 3 clips of fewer than 6 frames" in capsys.readouterr().out
    dataset = synthgen.dataset.open(tmp_path)
    ids_of = [[frame.record.frame_id for frame in dataset.frames([item.scene_id])] for item in dataset.scenes]
    assert [pair.frame_ids for pair in all_pairs(tmp_path, "vjepa")] == [tuple(ids[:6]) for ids in ids_of]
    assert make("masks=vjepa") == 1


def test_what_is_whole_is_not_made_again_and_several_strategies_stand_side_by_side(make: Make, tmp_path: Path) -> None:
    make("masks=ijepa")
    first = written(tmp_path)
    make("masks=ijepa")
    make("masks=object")
    again = written(tmp_path)
    assert first.items() <= again.items() and len(again) == 6
    make("masks=ijepa", "dataset.overwrite=true")
    assert {name: data for name, (_, data) in written(tmp_path).items()} == {n: data for n, (_, data) in again.items()}


def test_another_configuration_or_other_frames_make_other_pairs(make: Make, tmp_path: Path) -> None:
    make("masks=ijepa")
    first = written(tmp_path)
    make("masks=ijepa", "seed=1")
    assert all(written(tmp_path)[name][1] != data for name, (_, data) in first.items())
    make("masks=ijepa", "masks.patch_px=14")
    assert {pair.grid.size for pair in all_pairs(tmp_path, "ijepa")} == {256}
    write_scene(tmp_path, "lesson.Part1", [lesson(2)])
    before = written(tmp_path)
    make("masks=ijepa", "masks.patch_px=14")
    changed = [name for name, value in written(tmp_path).items() if value != before[name]]
    assert changed == ["ijepa/lesson.Part1.jsonl"]
    assert len(all_pairs(tmp_path, "ijepa")) == 17


def test_pairs_without_their_manifest_or_cut_short_do_not_count(make: Make, tmp_path: Path) -> None:
    make("masks=ijepa")
    whole = {name: data for name, (_, data) in written(tmp_path).items()}
    layout = Layout(tmp_path)
    layout.scene_pair_manifest("ijepa", "lesson.Part0").unlink()
    assert {pair.scene_id for pair in all_pairs(tmp_path, "ijepa")} == {"lesson.Part1", "lesson.Part2"}
    cut = layout.scene_pairs("ijepa", "lesson.Part1")
    cut.write_bytes(cut.read_bytes()[:-500])
    with pytest.raises(DatasetError, match=r"lesson\.Part1\.jsonl"):
        all_pairs(tmp_path, "ijepa")
    make("masks=ijepa")
    assert {name: data for name, (_, data) in written(tmp_path).items()} == whole


def test_killed_at_random_moments_and_resumed_pairs_end_with_the_same_bytes(tmp_path: Path) -> None:
    write_lessons(tmp_path, scenes=3, frames=8)
    settings = settings_for(tmp_path, "masks=object", "masks.pictures=true")
    pairs_task.run(settings)
    whole = {name: data for name, (_, data) in written(tmp_path).items()}
    pairs = {pair.pair_id: pair for pair in all_pairs(tmp_path, "object")}
    layout, draws = Layout(tmp_path), random.Random(0)

    def make_and_die() -> None:
        die_at_step(step)
        pairs_task.run(settings)

    kills = 0
    while kills < KILLS:
        shutil.rmtree(layout.pairs / "object", ignore_errors=True)
        shutil.rmtree(layout.pair_manifests("object"), ignore_errors=True)
        for _ in range(4):
            step = draws.randrange(1, MOST_STEPS)
            kills += in_child(make_and_die) == -signal.SIGKILL
            found = all_pairs(tmp_path, "object") if any(layout.pair_manifests("object").glob("*.json")) else []
            assert all(pairs[pair.pair_id] == pair for pair in found)
            counts = Counter(pair.scene_id for pair in found)
            assert set(counts.values()) <= {8}, "a scene's pairs are all there or none is"
        pairs_task.run(settings)
        assert {name: data for name, (_, data) in written(tmp_path).items()} == whole, "no leftovers either"


def test_the_index_counts_pairs_of_frames_and_of_variants(make: Make, tmp_path: Path) -> None:
    write_with_samples(tmp_path, count=3)
    make("masks=ijepa")
    index = json.loads(Layout(tmp_path).index.read_text())
    assert index["counts"]["samples"] == 6 and index["counts"]["frames"] == 2 + 2 * 8
    assert len(all_pairs(tmp_path, "ijepa")) == 2 * 8 + 2 + 6


def test_variants_make_pairs_of_their_own(make: Make, tmp_path: Path) -> None:
    frame = next(iter(synthgen.dataset.open(tmp_path)))
    layout = Layout(tmp_path)
    samples = layout.scene_sample_records(frame.record.scene_id)
    samples.parent.mkdir(parents=True)
    content = json.loads(to_json(replace(frame.record, frame_id="variant-1")))
    content["variant"] = {"of": frame.record.frame_id, "index": 1, "augment": [], "seed": 3}
    samples.write_text(json.dumps(content) + "\n")
    make("masks=object")
    assert "variant-1_object" in [pair.pair_id for pair in all_pairs(tmp_path, "object")]


def test_pictures_show_each_side_and_grey_for_the_rest(make: Make, tmp_path: Path) -> None:
    make("masks=object", "masks.pictures=true")
    pair = all_pairs(tmp_path, "object")[5]
    (mask,) = pair.masks
    sides = [
        np.asarray(Image.open(tmp_path / name).convert("RGB")) for name in (*pair.context_images, *pair.target_images)
    ]
    assert [side.shape for side in sides] == [(224, 224, 3)] * 2
    is_grey = [(side == 128).all(axis=2).reshape(14, 16, 14, 16).all(axis=(1, 3)).ravel() for side in sides]
    assert set(np.flatnonzero(is_grey[0])) == set(mask.target)
    assert set(np.flatnonzero(is_grey[1])) == set(mask.context)
    make("masks=object")
    assert not [name for name in written(tmp_path) if name.endswith(".png")]


def test_a_task_without_masks_says_what_to_add(make: Make) -> None:
    with pytest.raises(UsageError, match="needs a kind of masks"):
        make()


def test_dataset_json_counts_pairs_and_is_the_same_whenever_it_is_made(make: Make, tmp_path: Path) -> None:
    make("masks=ijepa")
    make("masks=object")
    index = write_index(tmp_path)
    assert index["pairs"] == {"ijepa": 24, "object": 24}
    assert index["counts"]["pairs"] == 48
    files = [Layout(tmp_path).index, Layout(tmp_path).card, Layout(tmp_path).test_scenes]
    first = [path.read_bytes() for path in files]
    for path in files:
        path.unlink()
    write_index(tmp_path)
    assert [path.read_bytes() for path in files] == first


def test_a_readme_of_the_users_own_is_kept(make: Make, tmp_path: Path) -> None:
    write_index(tmp_path)
    card = Layout(tmp_path).card
    assert card.read_text().startswith("---\npretty_name: ")
    card.write_text("# Mine\n")
    write_index(tmp_path)
    assert card.read_text() == "# Mine\n"
