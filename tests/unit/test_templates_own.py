"""A user's own templates: added by files alone, and refused with the place of the mistake when they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from synthgen.errors import UsageError
from synthgen.sources.procedural.request import ProceduralRequest
from synthgen.sources.procedural.scenes import procedural_scenes

GOOD = """\
summary: A word on a slide.
shows: {Text: 1}
parameters:
  word: {choice: [one, two]}
parts:
  title: {text: word, font_size: [30, 40]}
layout:
  - column: [title]
"""
SOURCE = """\
{% extends "scene.py.j2" %}
{% block construct %}
        title = {{ m.text(word, at.title.font_size) }}{{ at.title.move }}
        self.play(Write(title))
{% endblock %}
"""


def write(folder: Path, yaml: str = GOOD, source: str = SOURCE) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "my_slide.yaml").write_text(yaml)
    (folder / "my_slide.py.j2").write_text(source)
    return folder


def make(folder: Path, cache: Path, engine: str = "community", **options: object) -> list[Path]:
    request = ProceduralRequest(count=2, templates=("my_slide",), template_dirs=(folder,), **options)  # type: ignore[arg-type]
    return [ref.file for ref in procedural_scenes(request, engine, cache, lambda text: None)]


def complaint(folder: Path, cache: Path) -> str:
    with pytest.raises(UsageError) as caught:
        make(folder, cache)
    assert caught.value.remedy
    return str(caught.value)


def test_a_template_is_added_by_adding_files(tmp_path: Path) -> None:
    """A folder with a YAML file and a source is enough; both engines get their scene."""
    folder = write(tmp_path / "mine")
    for engine, word in (("community", "from manim import"), ("opengl", "from manimlib import")):
        files = make(folder, tmp_path / "cache", engine)
        assert len(files) == 2 and all(word in file.read_text() for file in files)


def test_own_pools_replace_ours(tmp_path: Path) -> None:
    """A pool in the user's folder is drawn from, also in place of one of that name."""
    folder = write(tmp_path / "mine", GOOD.replace("{choice: [one, two]}", "{pool: words}"))
    (folder / "pools").mkdir()
    (folder / "pools" / "words.yaml").write_text("- Hallo\n")
    assert all('"Hallo"' in file.read_text() for file in make(folder, tmp_path / "cache", crowding=0.0))


@pytest.mark.parametrize(
    ("before", "after", "line", "named"),
    [
        ("shows: {Text: 1}\n", "", 1, "needs a key `shows`"),
        ("summary", "sumary", 1, "`sumary` is not known here"),
        ("{choice: [one, two]}", "{chioce: [one, two]}", 4, "`parameters.word.chioce` is not known here"),
        ("{choice: [one, two]}", "{choice: []}", 4, "`parameters.word.choice` must not be empty"),
        ("{choice: [one, two]}", "{integer: [5, 2]}", 4, "`parameters.word.integer` must be [from, to]"),
        ("{choice: [one, two]}", "{chance: 2}", 4, "`parameters.word.chance` must be a number >= 0 and <= 1"),
        ("{choice: [one, two]}", "{pool: wrods}", 4, "`parameters.word.pool` has no 'wrods'"),
        ("{choice: [one, two]}", "{choice: [a], uniform: [1, 2]}", 4, "`parameters.word` must have exactly one of"),
        ("{choice: [one, two]}", "{choice: [a, b], count: 3}", 4, "asks for 3 different values of 2"),
        ("text: word", "text: wrod", 6, "`parts.title.text` names no parameter: 'wrod'"),
        ("font_size: [30, 40]", "font_size: big", 6, "`parts.title.font_size` must be a number"),
        ("{text: word, font_size: [30, 40]}", "{align: left}", 6, "`parts.title` must have one of"),
        ("column: [title]", "column: [tilte]", 8, "`layout[0].column[0]` has no 'tilte'"),
        ("column: [title]", "column: [title, title]", 8, "names a part twice"),
        ("  word:", "  at:", 4, "`parameters.at` is a name that a template's source cannot use"),
        ("summary: A", "summary: [A", 2, "not valid YAML"),
    ],
)
def test_a_wrong_template_is_refused_with_line_and_key(
    tmp_path: Path, before: str, after: str, line: int, named: str
) -> None:
    """The message has the file, the line and the key that is wrong."""
    assert before in GOOD
    message = complaint(write(tmp_path / "mine", GOOD.replace(before, after, 1)), tmp_path / "cache")
    assert f"my_slide.yaml, line {line}" in message
    assert named in message


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("m.text(word", "m.text(wrod", "'wrod' is undefined"),
        ("m.text", "m.txet", "has no attribute 'txet'"),
        ("at.title.font_size", "at.titel.font_size", "there is no part 'titel'"),
        ("{% endblock %}", "", "endblock"),
        ("Write(title))", "Write(title", "it is not Python"),
    ],
)
def test_a_wrong_source_is_refused_with_its_file(tmp_path: Path, before: str, after: str, named: str) -> None:
    """Mistakes in the source come with its name and, but for what is no Python, with the line."""
    message = complaint(write(tmp_path / "mine", source=SOURCE.replace(before, after, 1)), tmp_path / "cache")
    assert "my_slide.py.j2" in message and named in message
    assert "it is not Python" in message or ", line " in message


def test_a_missing_source_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    folder = write(tmp_path / "mine")
    (folder / "my_slide.py.j2").unlink()
    assert "its source my_slide.py.j2 is missing" in complaint(folder, tmp_path)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "there is no template (NAME.yaml)" in complaint(empty, tmp_path)


def test_a_misspelt_template_lists_the_nearest() -> None:
    request = ProceduralRequest(templates=("bar_chrat",))
    with pytest.raises(UsageError, match="did you mean bar_chart"):
        procedural_scenes(request, "community", Path("unused"), lambda text: None)
