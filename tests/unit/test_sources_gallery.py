"""The libraries' own examples: what is taken from documentation, and how a file is fetched and checked."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from synthgen.errors import SourceError, UsageError
from synthgen.sources.gallery import PinnedFile, _from_repository, documented_scenes, gallery_file

MODULE = '''
class Thing:
    """A thing.

    Examples
    --------
    .. manim:: ShowThing
        :save_last_frame:

        class ShowThing(Scene):
            def construct(self):
                self.add(Thing())

    And more text.

    .. manim:: Settings

        config.background_color = WHITE

        class Settings(Scene):
            def construct(self):
                self.add(Thing())

    .. manim:: Elsewhere

        import pandas

        class Elsewhere(Scene):
            pass
    """
'''


def test_examples_are_taken_out_of_documentation() -> None:
    assert list(documented_scenes(MODULE)) == [
        ("ShowThing", "class ShowThing(Scene):\n    def construct(self):\n        self.add(Thing())\n")
    ]


def test_an_engine_without_a_gallery_says_what_has_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="engine=period has no gallery"):
        gallery_file("period", tmp_path, print)


@pytest.fixture
def repository(tmp_path: Path) -> tuple[Path, str]:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "example_scenes.py").write_text("from manimlib import *\n")
    git = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run([*git, *command], check=True)
    commit = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    return folder, commit


def test_a_file_is_fetched_once(repository: tuple[Path, str], tmp_path: Path) -> None:
    folder, commit = repository
    sha256 = hashlib.sha256(b"from manimlib import *\n").hexdigest()
    pinned = PinnedFile(str(folder), commit, "example_scenes.py", sha256)
    said: list[str] = []
    file = _from_repository(pinned, tmp_path / "kept", said.append)
    assert file.read_text() == "from manimlib import *\n"
    assert _from_repository(pinned, tmp_path / "kept", said.append) == file
    assert len(said) == 1


def test_a_file_of_other_content_is_refused(repository: tuple[Path, str], tmp_path: Path) -> None:
    folder, commit = repository
    with pytest.raises(SourceError, match="is not what it was"):
        _from_repository(PinnedFile(str(folder), commit, "example_scenes.py", "0" * 64), tmp_path / "kept", print)
    assert not (tmp_path / "kept").exists()


def test_a_repository_that_is_not_there_is_named_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="could not be fetched"):
        _from_repository(PinnedFile(str(tmp_path / "none"), "0" * 40, "a.py", "0" * 64), tmp_path / "kept", print)
