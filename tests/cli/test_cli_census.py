"""Catalog and census from the command line: what a folder holds, which scenes render, and why the others do not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

SCENES = """
import os
import time

from manim import *


class Good(Scene):
    def construct(self):
        self.play(Create(Square()), run_time=0.4)
        self.wait(0.2)


class Base(Scene):
    pass


class Inherits(Good):
    pass


class NoPlay(Scene):
    def construct(self):
        self.add(Square())


class Blank(Scene):
    def construct(self):
        self.wait(0.2)


class BrokenA(Scene):
    def construct(self):
        self.add(Square().never_existed())


class BrokenB(Scene):
    def construct(self):
        self.add(Circle().never_existed())


class Hangs(Scene):
    def construct(self):
        time.sleep(60)


class Forks(Scene):
    def construct(self):
        while os.fork():
            self.add(Square())
            break
        else:
            time.sleep(60)
        open("left-behind", "w").close()
        self.wait(0.2)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "scenes"
    (root / "_2024").mkdir(parents=True)
    (root / "_2024" / "some.py").write_text(SCENES)
    (root / "old.py").write_text("class A(Scene):\n    def construct(self):\n        print 'python 2'\n")
    return root


def source(folder: Path) -> list[str]:
    return ["scene=checkout", f"scene.root={folder}", "scene.prefer_period=false"]


def test_the_catalog_says_what_a_folder_holds(command: Command, folder: Path, tmp_path: Path) -> None:
    ended = command("task=catalog", *source(folder), f"census.folder={tmp_path / 'out'}")
    assert ended.exit_code == 0, ended.err
    assert "Inherits" in ended.out and "unreadable: old.py" in ended.out
    listed = json.loads((tmp_path / "out" / "catalog.json").read_text())
    by_name = {scene["class"]: scene for scene in listed["scenes"]}
    assert by_name["Inherits"]["bases"] == ["Good"] and not by_name["Inherits"]["own_construct"]
    assert by_name["Base"]["abstract"] and by_name["Good"]["year"] == 2024 and by_name["Good"]["engine"] == "community"


def census(command: Command, folder: Path, out: Path, *options: str) -> tuple[dict[str, Any], str]:
    ended = command("task=census", *source(folder), f"census.folder={out}", "limits.time_s=8", "workers=2", *options)
    assert ended.exit_code == 0, ended.err
    figures: dict[str, Any] = json.loads((out / "metrics" / "census.json").read_text())
    return figures, ended.err


def test_a_census_counts_what_renders_groups_what_fails_and_goes_on_where_it_stopped(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    figures, _ = census(command, folder, out)
    assert (figures["scenes"], figures["rendered"], figures["render_rate"]) == (8, 4, 0.5)
    assert figures["own_construct"] == {"scenes": 7, "rendered": 3, "render_rate": 3 / 7}
    assert figures["by_year"]["2024"]["scenes"] == 8 and figures["by_engine"]["community"]["rendered"] == 4
    assert figures["source"]["abstract"] == 1 and list(figures["source"]["unreadable"]) == ["old.py"]
    causes = {cause["cause"]: (cause["reason"], cause["scenes"]) for cause in figures["causes"]}
    assert ("exception", 2) in causes.values() and len(causes) == 3
    assert {reason for reason, _ in causes.values()} == {"exception", "timeout", "nothing-drawn"}
    (alike,) = [cause for cause in figures["causes"] if cause["scenes"] == 2]
    assert alike["example"]["place"].startswith("_2024/some.py:")
    page = (out / "census.html").read_text()
    assert "50.0% rendered" in page and "never_existed" in page and "<script src" not in page
    assert not list(folder.rglob("left-behind"))

    # The end of the file is lost, as when the machine goes down: only that scene is run again.
    kept = out / "census.jsonl"
    lines = kept.read_text().splitlines()
    kept.write_text("\n".join(lines[:-1]) + "\n" + lines[-1][:40])
    again, said = census(command, folder, out)
    assert "7 of them known already" in said
    assert again["render_rate"] == 0.5

    _, said = census(command, folder, out, "limits.time_s=8.5")
    assert "7 of them known already" in said, "a longer limit only matters to what ran out of its time"

    _, said = census(command, folder, out, "census.again=failed")
    assert "4 of them known already" in said


def test_a_sample_is_a_fair_part_chosen_by_seed(command: Command, folder: Path, tmp_path: Path) -> None:
    figures, _ = census(command, folder, tmp_path / "a", "census.sample=0.01")
    assert figures["scenes"] == 1
    other, _ = census(command, folder, tmp_path / "b", "census.sample=0.01")
    assert list(figures["by_file"]) == list(other["by_file"])
    assert figures["run_time_s"]["slowest"].keys() == other["run_time_s"]["slowest"].keys()
