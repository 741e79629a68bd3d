"""`task=calibrate` on a drawn dataset, from the export to the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_line import Command
from drawn_dataset import lesson, write_scene

from synthgen.calibration import load
from synthgen.dataset.splits import SplitShares

SCENES = 10
SHARES = ("export.val_share=0.4", "export.test_share=0.4")


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    root = tmp_path / "dataset"
    for index in range(SCENES):
        write_scene(root, f"lesson.Part{index}", [lesson(step) for step in range(4)])
    return root


def exported(command: Command, dataset: Path) -> dict[str, Any]:
    assert command("task=export", f"dataset.root={dataset}", "export.path=truth.json", *SHARES).exit_code == 0
    content: dict[str, Any] = json.loads(Path("truth.json").read_text())
    return content


def predictions(truth: dict[str, Any], seed: int | None) -> list[dict[str, Any]]:
    """Everything, perfectly; with a seed: shifted boxes, false positives, and scores that are too sure."""
    random = np.random.default_rng(seed)
    rows = []
    for item in truth["annotations"]:
        row = {name: item[name] for name in ("image_id", "category_id", "bbox")} | {"score": 1.0}
        if seed is not None:
            right = random.uniform(0.2, 1)
            if random.random() > right:
                row["category_id"] = 1 + item["category_id"] % len(truth["categories"])
            row["score"] = right**0.3
        rows.append(row)
    return rows


def calibrate(command: Command, dataset: Path, rows: Any, *more: str) -> Any:
    Path("found.json").write_text(json.dumps(rows))
    return command("task=calibrate", f"dataset.root={dataset}", "detector.path=found.json", *SHARES, *more)


def test_perfect_predictions_have_ap_1_and_d_ece_0(command: Command, dataset: Path) -> None:
    rows = predictions(exported(command, dataset), None)
    ended = calibrate(
        command, dataset, rows, "calibrate.method=none", "calibrate.judge_split=all", "calibrate.draws=10"
    )
    assert ended.exit_code == 0, ended.err
    figures = json.loads((dataset / "calibration" / "calibration.json").read_text())
    assert figures["accuracy"]["precision"] == pytest.approx(dict.fromkeys(("ap", "ap50", "ap75", "ar"), 1.0))
    assert figures["accuracy"]["counts"]["objects"] == len(rows)
    assert figures["confidence"]["before"]["iou_0.5"]["d_ece"] == 0
    assert figures["accuracy"]["confusion"] == []


def test_one_command_judges_and_calibrates_on_scenes_it_was_not_fitted_on(command: Command, dataset: Path) -> None:
    truth = exported(command, dataset)
    ended = calibrate(command, dataset, predictions(truth, 0), "calibrate.draws=20")
    assert ended.exit_code == 0, ended.err
    folder = dataset / "calibration"
    figures = json.loads((folder / "calibration.json").read_text())
    shares = SplitShares(0.4, 0.4)
    judged = [n for n in range(SCENES) if shares.split_of(f"lesson.Part{n}") == "test"]
    assert figures["accuracy"]["counts"]["scenes"] == len(judged) > 1
    before, after = (figures["confidence"][name]["iou_0.5"] for name in ("before", "platt"))
    assert after["d_ece"] < before["d_ece"] and after["nll"] < before["nll"]
    assert before["intervals"]["d_ece"]["low"] <= before["intervals"]["d_ece"]["high"]
    assert load(folder / "calibrator.json").method == "platt"
    page = (folder / "report.html").read_text()
    assert page.count("data:image/png") == 4 and "data:image/jpeg" in page
    assert "http:" not in page and "https:" not in page and 'src="data:' in page


def test_the_same_command_gives_the_same_bytes(command: Command, dataset: Path) -> None:
    rows = predictions(exported(command, dataset), 0)
    folder = dataset / "calibration"
    said = []
    for _ in range(2):
        assert calibrate(command, dataset, rows, "calibrate.draws=5").exit_code == 0
        said.append([(folder / name).read_bytes() for name in ("calibration.json", "calibrator.json", "report.html")])
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("detector.path=null",), "`detector.path` must be given"),
        (("calibrate.fit_split=test",), "`calibrate.fit_split` must be another split"),
        (("calibrate.fit_split=all",), "`calibrate.fit_split` must be another split"),
        (("calibrate.iou=1",), "`calibrate.iou` must be between 0 and 1"),
        (("export.test_share=0",), "no scene of the dataset is in the split test"),
        (("export.val_share=0",), "there is no detection to fit a calibrator on"),
        (("detector.path=none.json",), "cannot read none.json"),
    ],
)
def test_wrong_commands_are_refused(command: Command, dataset: Path, more: tuple[str, ...], message: str) -> None:
    rows = predictions(exported(command, dataset), 0)
    ended = calibrate(command, dataset, rows, *more)
    assert ended.exit_code == 2 and message in ended.err


def test_a_wrong_prediction_stops_the_command_or_is_counted(command: Command, dataset: Path) -> None:
    rows = [*predictions(exported(command, dataset), 0)]
    rows.append({**rows[0], "image_id": 1})
    ended = calibrate(command, dataset, rows)
    assert ended.exit_code == 2 and "1 x a picture that is not judged, first in entry" in ended.err
    ended = calibrate(command, dataset, rows, "detector.refused=skip", "calibrate.draws=0")
    assert ended.exit_code == 0 and "refused: 1 predictions" in ended.out
