"""`task=validate` passes what the program makes, and catches whatever is changed by hand afterwards."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_line import Command, user_environment
from PIL import Image
from pycocotools import mask as coco_mask

from synthgen.core.job import RenderSpec, SamplingSpec, SceneJob
from synthgen.dataset.origins import read_origins
from synthgen.dataset.reading import open_dataset
from synthgen.engines.host import Ending, EngineHost, Limits
from synthgen.quality.oracle import OracleSpec
from synthgen.quality.oracle_bounds import Bounds
from synthgen.quality.oracle_report import make_report, to_fields
from synthgen.quality.oracle_types import FrameCheck
from synthgen.tasks.validate import ENTRY
from synthgen.tasks.validate_worker import CheckTask

SCENES = Path(__file__).parent / "fixtures" / "oracle_scenes.py"

Record = dict[str, Any]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of two scenes, with masks, made by the program itself."""
    home = tmp_path_factory.mktemp("validate")
    options = [
        "scene=file",
        f"scene.path={SCENES}",
        "scene.classes=[Shapes,Morph]",
        f"dataset.root={home / 'made'}",
        "sampling.count=4",
        "annotate.masks=both",
        "render.width_px=427",
        "render.height_px=240",
        "workers=2",
    ]
    subprocess.run(
        [sys.executable, "-m", "synthgen", *options],
        cwd=home,
        env=user_environment(home),
        check=True,
        capture_output=True,
        timeout=120,
    )
    return home / "made"


@pytest.fixture
def dataset(made: Path, tmp_path: Path) -> Path:
    """A copy of the dataset, to be changed at will."""
    shutil.copytree(made, tmp_path / "dataset")
    return tmp_path / "dataset"


@pytest.fixture
def validate(command: Command, dataset: Path) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Validate the dataset wholly; gives the exit code and the figures."""

    def run(*options: str) -> tuple[int, dict[str, Any]]:
        ended = command("task=validate", f"dataset.root={dataset}", "validate.share=1", "workers=2", *options)
        figures = json.loads((dataset / "validation" / "metrics" / "label_accuracy.json").read_text())
        return ended.exit_code, figures

    return run


@pytest.fixture(scope="session")
def host() -> Iterator[EngineHost]:
    """An engine that stays up: starting one takes longer than checking these scenes."""
    host = EngineHost("community")
    yield host
    host.close()


@pytest.fixture
def check(host: EngineHost, dataset: Path) -> Callable[[], set[str]]:
    """Check the dataset wholly, as the task's workers do; gives the names of the bounds and checks that are broken."""

    def run() -> set[str]:
        frames: list[FrameCheck] = []
        opened, origins = open_dataset(dataset), read_origins(dataset)
        for manifest in opened.scenes:
            records = tuple(frame.record for frame in opened.frames([manifest.scene_id]))
            render = RenderSpec(*manifest.resolution, Fraction(manifest.fps))
            job = SceneJob(
                origins[manifest.scene_id].scene, render, SamplingSpec(), manifest.seed, dataset.parent / "cache"
            )
            outcome = host.run(ENTRY, CheckTask(job, records, dataset, OracleSpec()), Limits())
            assert outcome.ending is Ending.RETURNED, outcome.output_tail
            frames += outcome.result
        return broken(to_fields(make_report(frames, Bounds()), {}, Bounds()))

    return run


def change(dataset: Path, scene: str, edit: Callable[[Record], None]) -> None:
    """Edit the last record of a scene in place."""
    (path,) = (dataset / "processed" / "annotations").glob(f"*.{scene}.jsonl")
    lines = path.read_text().splitlines()
    record = json.loads(lines[-1])
    edit(record)
    path.write_text("\n".join([*lines[:-1], json.dumps(record)]) + "\n")


def object_of(record: Record, kind: str, index: int = 0) -> Record:
    found: Record = [item for item in record["objects"] if item["type"] == kind][index]
    return found


def broken(figures: dict[str, Any]) -> set[str]:
    failed = {name for name, check in figures["checks"].items() if check["failed"]}
    return failed | {verdict["bound"] for verdict in figures["verdicts"] if not verdict["holds"]}


def test_what_the_program_makes_keeps_every_bound(validate: Callable[..., Any], dataset: Path) -> None:
    exit_code, figures = validate()
    assert broken(figures) == set() and exit_code == 0
    engine = figures["engines"]["community"]
    assert engine["share_checked"] == 1.0 and engine["objects"] >= 12
    for measure in ("edge_error_px", "box_iou", "mask_iou", "visibility_error", "position_error"):
        assert engine[measure]["count"] > 5, measure
    assert set(figures["types"]["community"]) >= {"Square", "Circle", "Text", "Arrow", "Triangle"}
    page = (dataset / "validation" / "accuracy.html").read_text()
    assert "every bound holds" in page and "data:image/png" in page


def test_a_box_moved_by_three_pixels_is_caught(validate: Callable[..., Any], dataset: Path) -> None:
    def move(record: Record) -> None:
        item = object_of(record, "Circle")
        for name in ("bbox", "bbox_in_frame"):
            item[name] = [value + 3 * (index % 2 == 0) for index, value in enumerate(item[name])]

    change(dataset, "Shapes", move)
    exit_code, figures = validate()
    assert exit_code == 1 and "box edges, px, max" in broken(figures)


def test_two_swapped_ids_are_caught_also_between_objects_that_look_alike(
    check: Callable[[], set[str]], dataset: Path
) -> None:
    def swap(one: Record, other: Record) -> None:
        one["instance_id"], other["instance_id"] = other["instance_id"], one["instance_id"]

    change(dataset, "Shapes", lambda record: swap(object_of(record, "Square", 0), object_of(record, "Square", 1)))
    assert "box edges, px, max" in check()
    change(dataset, "Shapes", lambda record: swap(object_of(record, "Text"), object_of(record, "Arrow")))
    assert "every id leads to what the record describes" in check()


def test_a_shifted_mask_is_caught(check: Callable[[], set[str]], dataset: Path) -> None:
    def shift(record: Record) -> None:
        rle = object_of(record, "Circle")["segmentation"]
        moved = np.roll(coco_mask.decode(rle), 4, axis=1)
        rle["counts"] = coco_mask.encode(np.asfortranarray(moved))["counts"].decode()

    change(dataset, "Shapes", shift)
    assert {name.partition(" (")[0] for name in check()} == {"mask IoU"}


def test_a_replaced_picture_is_caught(check: Callable[[], set[str]], dataset: Path) -> None:
    first, second, *_ = sorted((dataset / "raw" / "frames").glob("*.Morph/*.png"))
    shutil.copy(second, first)
    assert "every picture is what the engine draws, pixel for pixel" in check()


def test_a_picture_of_another_size_is_caught(check: Callable[[], set[str]], dataset: Path) -> None:
    first, *_ = sorted((dataset / "raw" / "frames").glob("*.Morph/*.png"))
    Image.new("RGB", (64, 48)).save(first)
    assert check() == {"every frame renders and shows something"}


def test_a_wrong_visibility_is_caught(check: Callable[[], set[str]], dataset: Path) -> None:
    def edit(record: Record) -> None:
        object_of(record, "Circle")["visibility"] -= 0.1

    change(dataset, "Shapes", edit)
    assert check() == {"visibility error, p99", "visibility error, max"}


def test_a_wrong_position_is_caught(check: Callable[[], set[str]], dataset: Path) -> None:
    def edit(record: Record) -> None:
        object_of(record, "Circle")["position"][0] += 0.001

    change(dataset, "Shapes", edit)
    assert check() == {"position error, scene units, max"}


def test_a_forgotten_object_is_caught(check: Callable[[], set[str]], dataset: Path) -> None:
    """What the picture shows must lie in recorded boxes."""

    def forget(record: Record) -> None:
        record["objects"].remove(object_of(record, "Circle"))

    change(dataset, "Shapes", forget)
    assert "what the picture shows lies in recorded boxes" in check()


def test_the_report_is_the_same_for_any_number_of_workers(command: Command, dataset: Path) -> None:
    def sampled(*options: str) -> Any:
        command("task=validate", f"dataset.root={dataset}", "validate.share=0.4", *options)
        return (dataset / "validation" / "metrics" / "label_accuracy.json").read_bytes()

    once, again = sampled("workers=1"), sampled("workers=2")
    assert once == again
    assert 0 < json.loads(once)["sample"]["frames"] < json.loads(once)["sample"]["of_frames"]


def test_a_scene_that_changed_since_is_not_held_against_its_frames(
    validate: Callable[..., Any], dataset: Path, tmp_path: Path
) -> None:
    """A changed source draws something else: the frames are reported as not checked, and that fails."""
    path = dataset / "processed" / "metadata" / "origins.json"
    copied = tmp_path / SCENES.name
    copied.write_text(SCENES.read_text() + "\n# changed\n")
    path.write_text(path.read_text().replace(str(SCENES), str(copied)))
    exit_code, figures = validate()
    assert exit_code == 1 and all("is not what it was" in why for why in figures["not_checked_frames"].values())


def test_a_dataset_without_origins_asks_for_its_scenes(command: Command, dataset: Path) -> None:
    (dataset / "processed" / "metadata" / "origins.json").unlink()
    ended = command("task=validate", f"dataset.root={dataset}")
    assert ended.exit_code == 2 and "task=validate scene=..." in ended.err
    ended = command("task=validate", f"dataset.root={dataset}", "scene=file", f"scene.path={SCENES}")
    assert ended.exit_code == 0


def test_labels_of_variants_pass(command: Command) -> None:
    scenes = ["scene=file", f"scene.path={SCENES}", "scene.classes=[Curtain,Morph]", "sampling.count=2"]
    size = ["render.width_px=427", "render.height_px=240", "dataset.root=made", "workers=1"]
    always = ("background", "rotation", "scale", "camera", "distractors")
    changes = [f"augment.{name}.probability=1" for name in always]
    done = command(*scenes, *size, "augment.count=3", "augment.background.gradient=0", *changes)
    assert done.exit_code == 0, done.err
    done = command("task=validate", "validate.share=1", *size)
    assert done.exit_code == 0, done.out
    figures = json.loads(Path("made/validation/metrics/label_accuracy.json").read_text())
    assert figures["sample"]["samples"] >= 6
