"""`task=flatten` from the command line: what it writes, what it says, and where it refuses to write."""

from __future__ import annotations

import json
from pathlib import Path

from command_line import REPOSITORY, Command

from synthgen.core.line_map import read_line_map
from synthgen.core.snapshot import SourceLine

SCENES = """from manim import *
from shapes import star


class Show(Scene):
    def construct(self):
        self.add(star(5), missing)


class Plain(Scene):
    def construct(self):
        self.add(Square())
"""


def _flatten(command: Command, folder: Path) -> str:
    (folder / "scenes.py").write_text(SCENES)
    (folder / "shapes.py").write_text("from manim import *\n\n\ndef star(n):\n    return Star(n)\n")
    ended = command("task=flatten", "scene=file", "scene.path=scenes.py", "flatten.path=flat")
    assert ended.exit_code == 0, ended.err
    return ended.err


def test_scenes_their_maps_and_a_summary(command: Command, tmp_path: Path) -> None:
    said = _flatten(command, tmp_path)
    assert "2 scenes, 1 of them with gaps" in said and "1 x missing (nothing binds it)" in said
    folder = tmp_path / "flat" / "scenes"
    assert sorted(path.name for path in folder.iterdir()) == ["Plain.map.json", "Plain.py", "Show.map.json", "Show.py"]
    line_map = read_line_map(folder / "Show.py")
    assert line_map is not None and line_map.notes["code_file"] == "scenes.py"
    number = (folder / "Show.py").read_text().splitlines().index("    return Star(n)") + 1
    assert line_map.original(number) == SourceLine("shapes.py", 5)
    facts = json.loads((tmp_path / "flat" / "flattened.json").read_text())
    assert facts["gaps"] == {"scenes.Show": ["scenes.py:7: missing: nothing binds it"]}


def test_again_it_writes_the_same(command: Command, tmp_path: Path) -> None:
    _flatten(command, tmp_path)
    before = {path: path.read_bytes() for path in (tmp_path / "flat").rglob("*.*")}
    _flatten(command, tmp_path)
    assert before == {path: path.read_bytes() for path in (tmp_path / "flat").rglob("*.*")}


def test_nothing_of_the_users_is_overwritten(command: Command, tmp_path: Path) -> None:
    (tmp_path / "flat" / "scenes").mkdir(parents=True)
    (tmp_path / "flat" / "scenes" / "Show.py").write_text("mine = 1\n")
    (tmp_path / "scenes.py").write_text(SCENES)
    ended = command("task=flatten", "scene=file", "scene.path=scenes.py", "flatten.path=flat")
    assert ended.exit_code == 2 and "was not written by task=flatten" in ended.err
    assert (tmp_path / "flat" / "scenes" / "Show.py").read_text() == "mine = 1\n"


def test_not_into_the_repository(command: Command) -> None:
    ended = command("task=flatten", "scene=examples", f"flatten.path={REPOSITORY / 'templates'}")
    assert ended.exit_code == 2 and "lies in synthgen's own repository" in ended.err
