"""Detectors that look at pictures, from the command line: one is trained, judged on other scenes, and calibrated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Command
from drawn_dataset import lesson, write_scene

from synthgen.dataset.splits import SplitShares

pytest.importorskip("rapidocr")
pytest.importorskip("sklearn")

SHARES = ("export.val_share=0.35", "export.test_share=0.35")
QUICK = ("calibrate.draws=5",)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    root = tmp_path / "dataset"
    for index in range(9):
        write_scene(root, f"lesson.Part{index}", [lesson(step) for step in (1, 3)])
    return root


def figures(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "calibration.json").read_text())
    return content


def test_a_detector_is_trained_saved_and_judged_on_other_scenes(command: Command, dataset: Path) -> None:
    here = (f"dataset.root={dataset}", *SHARES, "workers=1")
    ended = command("task=train_detector", *here, "train.trees=20")
    assert ended.exit_code == 0, ended.err
    path = dataset / "detector" / "detector.npz"
    assert f"{path}" in ended.out and "knows Text" in ended.out
    before = path.read_bytes()
    assert command("task=train_detector", *here, "train.trees=20").exit_code == 0
    assert path.read_bytes() == before

    ended = command("task=calibrate", "detector=trained", *here, *QUICK)
    assert ended.exit_code == 0, ended.err
    trained = figures(dataset / "calibration")
    ended = command("task=calibrate", "detector=manim", *here, *QUICK, "calibrate.folder=plain")
    assert ended.exit_code == 0, ended.err
    plain = figures(Path("plain"))
    # Scenes are alike here, so that what was learned must show.
    assert trained["accuracy"]["precision"]["ap50"] > plain["accuracy"]["precision"]["ap50"] > 0.1
    assert set(trained["accuracy"]["classes"]) == {"Text", "Equation", "Graph", "Arrow", "Shape"}

    ended = command("task=calibrate", "detector=trained", *here, *QUICK, "export.test_share=0.6")
    assert ended.exit_code == 2 and "the detector learned from" in ended.err


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("detector=trained",), "is no trained detector"),
        (("detector=onnx",), "`detector.path` must be given"),
        (("detector=onnx", "detector.path=none.onnx"), "cannot read none.onnx"),
        (("detector=onnx", "detector.std=[1,0,1]"), "`detector.std` must be three numbers above 0"),
        (("detector=shapes", "calibrate.source='*3b1b*'"), "and from '*3b1b*' (calibrate.source)"),
        (("detector=shapes", "export.classes=fine"), "the detector knows the class 'Shape'"),
        (("task=train_detector", "train.trees=0"), "`train.trees` must be between 1 and 2000"),
        (("task=train_detector", "export.test_share=0.65"), "no scene of the dataset is in the split train"),
    ],
)
def test_wrong_commands_are_refused(command: Command, dataset: Path, more: tuple[str, ...], message: str) -> None:
    ended = command("task=calibrate", f"dataset.root={dataset}", *SHARES, *more)
    assert ended.exit_code == 2 and message in ended.err


def test_a_sweep_over_augmentations_ends_in_one_table(command: Command) -> None:
    ended = command(
        "experiment=calibration_sweep",
        "scene=procedural",
        "scene.count=6",
        "scene.templates=[venn_diagram]",
        "detector=shapes",
        "hydra.sweeper.params={augment:'none,sweep/jpeg_high'}",
        "sampling.count=1",
        "render.width_px=214",
        "render.height_px=120",
        "calibrate.method=none",
        "calibrate.judge_split=all",
        "calibrate.draws=3",
        "dataset.root=sweep",
    )
    assert ended.exit_code == 0, ended.err
    rows = json.loads(Path("sweep/sensitivity.json").read_text())
    assert [(row["job"], row["variant"]) for row in rows] == [
        ("augment=none", "as rendered"),
        ("augment=sweep_jpeg_high", "jpeg"),
    ]
    assert rows[0]["objects"] == rows[1]["objects"] > 0
    assert "sweep_jpeg_high" in Path("sweep/sensitivity.html").read_text()


def test_matched_real_frames_are_judged_where_the_scene_they_show_is_and_told_apart(
    command: Command, dataset: Path
) -> None:
    shares = SplitShares(0.35, 0.35)
    judged = [f"lesson.Part{n}" for n in range(9) if shares.split_of(f"lesson.Part{n}") == "test"]
    learned = next(f"lesson.Part{n}" for n in range(9) if shares.split_of(f"lesson.Part{n}") == "train")
    lines = []
    for number, scene in enumerate((judged[0], learned)):
        manifest = write_scene(dataset / "real", f"real.clip.{number}", [lesson(3)])
        lines.append({"frame_id": manifest.frame_ids[0], "rendered_frame_id": f"{scene}_0000.000"})
    (dataset / "real" / "processed" / "metadata" / "transfer.json").write_text(json.dumps(lines))
    here = (f"dataset.root={dataset}", *SHARES, *QUICK, "detector=shapes", "calibrate.method=none")
    ended = command("task=calibrate", *here)
    assert ended.exit_code == 0, ended.err
    found = figures(dataset / "calibration")
    assert found["accuracy"]["counts"]["pictures"] == 2 * len(judged) + 1
    assert set(found["sources"]["origin"]) == {"real", "synthetic"}
    assert found["sources"]["origin"]["real"]["objects"] == len(lesson(3).objects)
    (dataset / "real" / "processed" / "metadata" / "transfer.json").write_text("[{}]")
    ended = command("task=calibrate", *here)
    assert ended.exit_code != 0 and "transfer.json" in ended.err
