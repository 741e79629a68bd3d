"""What is wrong with a command is said in one paragraph, with what to do, and the right exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import REPOSITORY, Command
from drawn_dataset import write_lessons

WRONG_COMMANDS = [
    (
        ["scene=dot_product"],
        "there is no `scene=dot_product`",
        "did you mean dot_products or cross_products or wallis_product?",
    ),
    (["sampling=rests"], "there is no `sampling=rests`", "did you mean rest?"),
    (["task=exprt"], "there is no `task=exprt`", "did you mean export or report?"),
    (["engine=cairo"], "there is no `engine=cairo`", "choose from auto, community, opengl, period"),
    (["hydra/launcher=jobli"], "there is no `hydra/launcher=jobli`", "did you mean joblib?"),
    (["sceen=dot_products"], "there is no option `sceen`", "did you mean scene or seed?"),
    (
        ["scen.classes=[A]"],
        "there is no option `scen.classes`",
        "did you mean scene.classes or train.classes or export.classes?",
    ),
    (
        ["sampling.fsp=2"],
        "there is no option `sampling.fsp`",
        "did you mean sampling.fps or sampling or sampling.mode?",
    ),
    (["+foo=1"], "there is no option `foo`", "--help lists the options"),
    (["dot_products"], "cannot read `dot_products`: an option is NAME=VALUE", "did you mean scene=dot_products?"),
    (["--", "frames"], "cannot read `frames`: an option is NAME=VALUE", "see --help"),
    (
        ["scene=file", "scene.path=a (b).py"],
        "cannot read `scene.path=a (b).py`",
        "quote the value twice, for the shell and for Hydra: 'scene.path=\"a (b).py\"'",
    ),
    (
        ["scene.classes=[A]"],
        "`scene.classes` needs a scene to belong to",
        "add scene=NAME; scene=file for a file of your own",
    ),
    (
        ["scene=examples", "scene.path=a.py"],
        "`scene.path` does not go with this choice of `scene`",
        "leave it out, or choose another scene",
    ),
    (["scene=file"], "`scene.path` must be given", "add scene.path=VALUE"),
    (["sampling.fps=abc"], "`sampling.fps` must be a number, got abc", "change it with sampling.fps=VALUE"),
    (["workers=1.5"], "`workers` must be a whole number, got 1.5", "change it with workers=VALUE"),
    (["seed="], "`seed` must be a whole number, got nothing", "change it with seed=VALUE"),
    (["seed=null"], "`seed` must have a value, got null", "change it with seed=VALUE"),
    (
        ["dataset.overwrite=maybe"],
        "`dataset.overwrite` must be true or false, got maybe",
        "change it with dataset.overwrite=VALUE",
    ),
    (
        ["annotate.level=object"],
        "`annotate.level` must be one of none, groups, objects, parts, got object",
        "did you mean objects?",
    ),
    (["paths.assets=x"], "`paths.assets` must be a list", "change it with paths.assets=[VALUE,...]"),
    (["sampling.fps=-3"], "`sampling.fps` must be > 0, got -3", "change it with sampling.fps=VALUE"),
    (
        ["sampling=rest,count"],
        "`sampling` is given several values: rest,count",
        "add -m to run once for each, or write sampling=[rest,count] where a list is wanted",
    ),
    (["-m", "seed=-1,2"], "`seed` must be >= 0, got -1", "change it with seed=VALUE"),
    (["-m", "seed=1,2", "sampling=rest,cuont"], "there is no `sampling=cuont`", "did you mean count?"),
    (["--config-dir", "none"], "--config-dir none: there is no such folder", "correct the path"),
    (
        ["--cfg", "job", "sampling.count=0"],
        "`sampling.count` must be > 0, got 0",
        "change it with sampling.count=VALUE",
    ),
]


@pytest.mark.parametrize(("arguments", "message", "remedy"), WRONG_COMMANDS, ids=lambda value: str(value)[:40])
def test_a_wrong_command_ends_with_2_and_one_paragraph(
    command: Command, tmp_path: Path, arguments: list[str], message: str, remedy: str
) -> None:
    ended = command(*arguments)
    assert ended.err == f"error: {message}\n  -> {remedy}\n"
    assert ended.out == ""
    assert ended.exit_code == 2
    assert list(tmp_path.iterdir()) == [], "nothing may have started"


def test_a_value_hydra_stumbles_over_still_gets_one_line(command: Command) -> None:
    ended = command("render=[1]")
    assert ended.exit_code == 2
    assert ended.err.startswith("error: the command cannot be read: ")
    assert "Traceback" not in ended.err


def test_no_scene_at_all(command: Command) -> None:
    ended = command()
    assert ended.err.endswith(
        "error: no scene was chosen\n  -> add scene=dot_products, or another of those that --help lists\n"
    )
    assert ended.exit_code == 2


def test_an_unreadable_scene_file(command: Command, tmp_path: Path) -> None:
    ended = command("scene=file", "scene.path=none.py")
    assert ended.err.endswith(
        f"error: scene file {tmp_path / 'none.py'} cannot be read: No such file or directory\n"
        "  -> check the path (`scene.path`)\n"
    )
    assert ended.exit_code == 1


def test_a_syntax_error_in_a_scene_file(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "broken.py"
    file.write_text("from manim import *\nclass A(Scene)\n    pass\n")
    ended = command("scene=file", "scene.path=broken.py")
    assert ended.err.endswith(
        f"error: {file}:2:15: expected ':'\n"
        "    class A(Scene)\n"
        "                  ^\n"
        "  -> correct the file; scenes must be Python 3\n"
    )
    assert ended.exit_code == 1


def test_no_scene_in_a_file(command: Command, tmp_path: Path) -> None:
    (tmp_path / "plain.py").write_text("from manim import *\nclass Dots(VGroup): pass\n")
    ended = command("scene=file", "scene.path=plain.py")
    assert f"error: there is no scene in {tmp_path / 'plain.py'}: it has Dots\n" in ended.err
    assert ended.exit_code == 1


def test_a_misspelt_class(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("from manim import *\nclass Intro(Scene):\n    def construct(self): self.wait()\n")
    ended = command("scene=file", "scene.path=a.py", "scene.classes=[Inrto]")
    assert ended.err.endswith("error: there is no scene 'Inrto' in `scene.classes`\n  -> did you mean Intro?\n")
    assert ended.exit_code == 2


def test_no_network_and_nothing_in_the_cache(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    ended = command("scene=dot_products")
    assert "error: manimlib-0.2.0.tar.gz could not be downloaded through pip: no connection" in ended.err
    assert f"copy the file to {tmp_path / 'cache' / 'synthgen' / 'sources'}" in ended.err
    assert "Traceback" not in ended.err
    assert ended.exit_code == 1


def test_no_dataset_to_export(command: Command) -> None:
    ended = command("task=export", "dataset.root=none")
    assert ended.err.startswith("error: ")
    assert "none" in ended.err
    assert "Traceback" not in ended.err
    assert ended.exit_code == 1


@pytest.mark.parametrize("launcher", ["basic", "joblib"])
def test_in_a_multirun_a_failed_job_stops_no_other_and_is_named_at_the_end(
    command: Command, tmp_path: Path, launcher: str
) -> None:
    for name in ("first", "last"):
        write_lessons(tmp_path / name, scenes=1, frames=1)
    ended = command("-m", f"hydra/launcher={launcher}", "task=export", "dataset.root=first,none,last")
    assert (tmp_path / "first" / "exports" / "coco.json").is_file()
    assert (tmp_path / "last" / "exports" / "coco.json").is_file()
    *_, count, failed = ended.err.splitlines()
    assert count == "1 job failed:"
    assert failed.startswith("  task=export dataset.root=none: ")
    assert "Traceback" not in ended.err
    assert ended.exit_code == 1


def test_a_multirun_without_failures_ends_with_0(command: Command, tmp_path: Path) -> None:
    write_lessons(tmp_path / "only", scenes=1, frames=1)
    ended = command("-m", "task=export", "dataset.root=only", "export.path=a.json,b.json")
    assert ended.exit_code == 0
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_from_a_shell_too_there_is_no_traceback(process: Command) -> None:
    ended = process("scene=dot_product")
    assert ended.exit_code == 2
    assert ended.err == (
        "error: there is no `scene=dot_product`\n  -> did you mean dot_products or cross_products or wallis_product?\n"
    )


def test_a_missing_engine(process: Command, tmp_path: Path) -> None:
    """A library that the engine stands on fails to import, as in an environment where it was not installed."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "pyglet.py").write_text("raise ModuleNotFoundError(\"No module named 'pyglet'\")\n")
    path = f"{tmp_path / 'broken'}:{REPOSITORY}"
    ended = process("scene=examples", "engine=opengl", "dataset.root=data", PYTHONPATH=path)
    assert "error: the opengl engine needs manimgl, which cannot be imported: No module named 'pyglet'" in ended.err
    assert "-> pip install 'manimgl==1.7.*'" in ended.err
    assert "Traceback" not in ended.err
    assert ended.exit_code == 1
