"""What the command does with a dataset that is there: pairs, exports, index and inspection."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Command
from drawn_dataset import write_lessons
from PIL import Image

from synthgen.core.job import SceneRef
from synthgen.dataset.exports import FORMATS, default_path
from synthgen.dataset.origins import remember_origins


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    root = tmp_path / "outputs" / "dataset"
    write_lessons(root, scenes=3, frames=4)
    return root


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_one_command(command: Command, lessons: Path, name: str) -> None:
    ended = command("task=export", f"export={name}")
    assert ended.exit_code == 0
    assert f"12 pictures with 130 objects -> outputs/dataset/exports/{default_path(Path(), name).name}" in ended.out
    assert default_path(lessons, name).exists()


def test_classes_have_the_same_numbers_whatever_is_exported(command: Command, lessons: Path) -> None:
    command("task=export", "export=yolo", "export.classes=coarse", "export.path=yolo")
    names = (lessons.parents[1] / "yolo/data.yaml").read_text()
    assert "nc: 5" in names and "0: Text" in names


def test_pairs_are_made_shown_and_counted(command: Command, lessons: Path) -> None:
    ended = command("task=pairs", "masks=object")
    assert (ended.exit_code, ended.out.splitlines()[0]) == (
        0,
        "12 pairs of 3 scenes -> outputs/dataset/processed/jepa_pairs/object",
    )
    ended = command("task=inspect")
    assert ended.exit_code == 0
    assert "object 12" in ended.out and "12 with 130 objects" in ended.out
    page = (lessons / "inspect/index.html").read_text()
    pictures = sorted((lessons / "inspect").glob("*.png"))
    assert len(pictures) == 12 * 3
    for path in pictures:
        assert f'src="{path.name}"' in page
        Image.open(path).verify()
    assert 'src="http' not in page


def test_the_index_is_derived_again(command: Command, lessons: Path) -> None:
    command("task=index")
    index = lessons / "dataset.json"
    before = index.read_bytes()
    index.unlink()
    ended = command("task=index")
    assert ended.exit_code == 0 and ended.out.startswith("3 scenes, 12 frames, 130 objects")
    assert index.read_bytes() == before
    assert json.loads(before)["licences"] == [{"statement": "Drawn for a test", "scenes": 3}]


def test_code_is_copied_only_when_asked_for_and_unchanged(command: Command, lessons: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    scenes = [
        SceneRef(
            scene_id=f"mine.{name}",
            class_name=name,
            file=tmp_path / "mine" / f"{name}.py",
            root=tmp_path,
            module=f"mine.{name}",
            engine="community",
            source="mine",
        )
        for name in ("Kept", "Changed")
    ]
    for scene in scenes:
        scene.file.write_text(f"class {scene.class_name}: ...\n")
    remember_origins(lessons, scenes, [])
    scenes[1].file.write_text("class Other: ...\n")
    command("task=index")
    assert not (lessons / "raw/code").exists()
    assert "1 source files" in command("task=index", "dataset.include_code=true").out
    assert (lessons / "raw/code/mine/Kept.py").read_text() == "class Kept: ...\n"
    assert not (lessons / "raw/code/mine/Changed.py").exists()


WRONG = [
    (["masks=ijepas"], "there is no `masks=ijepas`", "did you mean ijepa or vjepa?"),
    (["masks.targets=3"], "`masks.targets` does not go with this choice of `masks`", ""),
    (["masks=vjepa", "masks.frames=5"], "`masks.frames` must be a multiple of masks.tubelet (2), got 5", ""),
    (["masks=ijepa", "masks.patch_px=200"], "`masks.patch_px` must be between 1 and 112, got 200", ""),
    (
        ["masks=ijepa", "masks.target_scale_min=0.5"],
        "`masks.target_scale_max` must be at least masks.target_scale_min (0.5), got 0.2",
        "",
    ),
    (["masks=object", "masks.hidden_max=0"], "`masks.hidden_max` must be at least masks.hidden_min (1), got 0", ""),
    (["export.min_visibility=2"], "`export.min_visibility` must be between 0 and 1, got 2", ""),
    (
        ["export.val_share=0.8", "export.test_share=0.5"],
        "`export.test_share` must be at most 1 - export.val_share (0.2), got 0.5",
        "",
    ),
    (["export=yolov8"], "there is no `export=yolov8`", "did you mean yolo?"),
]


@pytest.mark.parametrize(("arguments", "message", "remedy"), WRONG, ids=lambda value: "")
def test_wrong_commands_are_explained(command: Command, arguments: list[str], message: str, remedy: str) -> None:
    ended = command("task=pairs", *arguments)
    assert ended.exit_code == 2
    assert ended.err.startswith(f"error: {message}\n")
    assert remedy in ended.err
