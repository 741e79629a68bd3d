"""The main job from the command line: what lands on disk, what a failing scene does, and that reruns agree."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command_line import Command

SMALL = ["render.width_px=320", "render.height_px=180", "render.fps=15", "sampling.count=4"]

GOOD = """
from manim import *


class First(Scene):
    def construct(self):
        self.play(Create(Square(color=BLUE)), run_time=0.4)
        self.wait(0.2)


class Second(Scene):
    def construct(self):
        self.play(FadeIn(Text("two")), Rotate(Triangle(), 1), run_time=0.4)
        self.add(Dot(3 * np.random.uniform(-1, 1, 3)))
        self.wait(0.2)
"""

HOSTILE = """
import os
import sys
import time

import numpy as np
from manim import *


class Good(Scene):
    def construct(self):
        self.add(Square())
        self.wait(0.2)


class Raises(Scene):
    def construct(self):
        self.add(Square().colour)


class BadTex(Scene):
    def construct(self):
        self.add(MathTex(r"\\nosuchcommand{1}"))


class Hangs(Scene):
    def construct(self):
        time.sleep(60)


class Leaves(Scene):
    def construct(self):
        sys.exit(3)


class Asks(Scene):
    def construct(self):
        input("well? ")


class Dies(Scene):
    def construct(self):
        os.kill(os.getpid(), 11)


class Eats(Scene):
    def construct(self):
        self.held = [np.ones(1 << 20) for _ in range(400)]


class ShowsNothing(Scene):
    def construct(self):
        self.wait(0.2)


class Misses(Scene):
    def construct(self):
        self.add(ImageMobject("no_such_picture.png"))
"""


def contents(root: Path) -> dict[str, bytes]:
    """All frames and records of a dataset, by path."""
    folders = (root / "raw", root / "processed" / "annotations", root / "processed" / "metadata" / "scenes")
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


@pytest.fixture
def scene_file(tmp_path: Path) -> Path:
    file = tmp_path / "good.py"
    file.write_text(GOOD)
    return file


def test_two_runs_and_any_number_of_workers_give_the_same_bytes(command: Command, scene_file: Path) -> None:
    roots = []
    for name, workers in (("a", 1), ("b", 1), ("c", 2)):
        done = command("scene=file", f"scene.path={scene_file}", f"dataset.root={name}", f"workers={workers}", *SMALL)
        assert done.exit_code == 0, done.err
        roots.append(contents(Path(name)))
    assert len(roots[0]) >= 10
    assert roots[0] == roots[1] == roots[2]


def test_a_seed_changes_what_is_random_and_nothing_else(command: Command, scene_file: Path) -> None:
    for seed in (0, 1):
        command("scene=file", f"scene.path={scene_file}", f"dataset.root=s{seed}", f"seed={seed}", *SMALL)
    dots = [_positions(Path(f"s{seed}"), "Second", "Dot") for seed in (0, 1)]
    assert dots[0] and dots[1] and dots[0] != dots[1]
    assert _positions(Path("s0"), "First", "Square") == _positions(Path("s1"), "First", "Square")


def test_whole_scenes_are_skipped_and_missing_ones_made(command: Command, scene_file: Path) -> None:
    run = ["scene=file", f"scene.path={scene_file}", "dataset.root=d", *SMALL]
    command(*run)
    before = contents(Path("d"))
    shutil.rmtree("d/raw/frames/good.Second")
    again = command(*run)
    assert "1 rendered, 1 skipped" in again.err
    assert contents(Path("d")) == before
    command(*run, "sampling.count=2")
    assert len(contents(Path("d"))) < len(before), "another configuration replaces a shard, it does not mix with it"


def test_a_scene_that_fails_is_recorded_with_its_reason_and_takes_no_other_down(
    command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "hostile.py"
    file.write_text(HOSTILE)
    done = command(
        "scene=file", f"scene.path={file}", "dataset.root=d", "limits.time_s=8", "limits.memory_mib=1024", *SMALL
    )
    assert done.exit_code == 0, "one scene is there"
    records = [json.loads(line) for line in Path("d/failures.jsonl").read_text().splitlines()]
    reasons = {record["scene_class"]: record["reason"] for record in records}
    assert reasons == {
        "Raises": "exception",
        "BadTex": "tex-error",
        "Hangs": "timeout",
        "Leaves": "called-exit",
        "Asks": "waited-for-input",
        "Dies": "crash",
        "Eats": "out-of-memory",
        "ShowsNothing": "nothing-drawn",
        "Misses": "missing-asset",
    }
    raised = next(record for record in records if record["scene_class"] == "Raises")
    assert (raised["file"], raised["line"]) == ("hostile.py", 1 + HOSTILE.splitlines().index(
        "        self.add(Square().colour)"
    ))  # fmt: skip
    assert "colour" in raised["traceback"]
    assert [path.name for path in Path("d/raw/frames").iterdir()] == ["hostile.Good"]
    assert not list(Path("d/.staging").glob("hostile*"))


def test_when_no_scene_can_be_rendered_the_command_fails(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "hostile.py"
    file.write_text(HOSTILE)
    done = command("scene=file", f"scene.path={file}", "scene.classes=[Raises]", "dataset.root=d", *SMALL)
    assert done.exit_code == 1


def test_coco_of_a_run_loads_in_pycocotools(command: Command, scene_file: Path) -> None:
    from pycocotools.coco import COCO

    command("scene=file", f"scene.path={scene_file}", "dataset.root=d", *SMALL)
    done = command("task=export", "export=coco", "export.path=labels.json", "dataset.root=d")
    assert done.exit_code == 0, done.err
    coco = COCO("labels.json")
    assert {category["name"] for category in coco.cats.values()} >= {"Square", "Text", "Triangle", "Dot"}
    for image in coco.imgs.values():
        assert (Path("d") / image["file_name"]).is_file()


def test_pairs_and_code_come_with_the_run_where_they_are_asked_for(command: Command, scene_file: Path) -> None:
    wanted = ["masks=object", "dataset.include_code=true", "dataset.root=d"]
    assert command("scene=file", f"scene.path={scene_file}", *wanted, *SMALL).exit_code == 0
    counts = json.loads(Path("d/dataset.json").read_text())["counts"]
    assert 0 < counts["pairs"] <= counts["frames"]
    assert Path("d/raw/code", scene_file.name).read_text() == scene_file.read_text()


def test_pictures_to_look_at_are_made(command: Command, scene_file: Path) -> None:
    from PIL import Image

    command("scene=file", f"scene.path={scene_file}", "dataset.root=d", *SMALL)
    assert Image.open("d/preview/contact_sheet.png").size[0] > 600
    assert "good.First" in Path("d/preview/index.html").read_text()


def _positions(root: Path, scene: str, kind: str) -> list[list[float]]:
    lines = (root / "processed" / "annotations" / f"good.{scene}.jsonl").read_text().splitlines()
    return [item["position"] for line in lines for item in json.loads(line)["objects"] if item["type"] == kind]
