"""Scene classes are found from the text of a file, through its imports, without running any of it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthgen.errors import SourceError
from synthgen.sources.parsing import parse_module
from synthgen.sources.scenes import SceneClass, SceneIndex

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write Python files below `tmp_path`; returns the path of the last."""

    def files(**texts: str) -> Path:
        path = tmp_path
        for name, text in texts.items():
            path = tmp_path / f"{name.replace('__', '/')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text))
        return path

    return files


def found(file: Path, root: Path | None = None, moved: dict[str, str] | None = None) -> dict[str, SceneClass]:
    return {scene.name: scene for scene in SceneIndex([root or file.parent], moved).scenes(file)}


def test_a_base_named_scene_from_a_library_makes_a_scene_and_other_classes_are_none(write: Write) -> None:
    file = write(
        a="""
        from manim import *
        class Dots(VGroup):
            pass
        class First(Scene):
            def construct(self):
                self.wait()
        class Second(MovingCameraScene): pass
        class Third(First): pass
        class Helper: pass
        class Plain(object): pass
        """
    )
    scenes = found(file)
    assert list(scenes) == ["First", "Second", "Third"]
    assert [scene.runs for scene in scenes.values()] == [True, False, True]
    assert [scene.own_construct for scene in scenes.values()] == [True, False, False]
    assert (scenes["First"].first_line, scenes["First"].last_line) == (5, 7)


def test_scenes_come_in_the_order_of_the_file_and_a_class_defined_twice_counts_where_it_is_last(write: Write) -> None:
    file = write(
        a="""
        class B(Scene): pass
        class A(Scene): pass
        class B(Scene):
            def construct(self): self.play()
        """
    )
    scenes = found(file)
    assert list(scenes) == ["A", "B"]
    assert scenes["B"].runs


@pytest.mark.parametrize("body", ["pass", '"""To be drawn by hand."""', "raise NotImplementedError", "..."])
def test_a_construct_that_does_nothing_is_nothing_to_run(write: Write, body: str) -> None:
    file = write(a=f"class A(Scene):\n    def construct(self):\n        {body}\nclass B(A): pass\n")
    scenes = found(file)
    assert scenes["A"].own_construct
    assert not scenes["A"].runs
    assert not scenes["B"].runs


def test_bases_are_followed_through_star_imports_packages_and_aliases(write: Write, tmp_path: Path) -> None:
    write(
        library____init__="from library.scene import *",
        library__scene="class Container: pass\nclass Scene(Container):\n    def construct(self): pass",
        library__teaching="from library import *\nclass Lesson(Scene):\n    def construct(self): self.play()",
        shared__base="import library.teaching as teaching\nclass Base(teaching.Lesson): pass",
    )
    file = write(
        video="""
        from shared.base import Base as Ground
        from library.teaching import Lesson
        import shared.base
        from shared import base as foundation
        class A(Ground): pass
        class B(Lesson): pass
        class C(shared.base.Base): pass
        class D(foundation.Base): pass
        """
    )
    scenes = found(file, tmp_path)
    assert list(scenes) == ["A", "B", "C", "D"]
    assert all(scene.runs for scene in scenes.values())


def test_relative_imports_and_imports_in_try_are_followed(write: Write, tmp_path: Path) -> None:
    write(pack____init__="", pack__base="class Ground(Scene):\n    def construct(self): self.play()")
    file = write(
        pack__video="""
        try:
            from .base import Ground
        except ImportError:
            Ground = None
        class A(Ground): pass
        """
    )
    assert found(file, tmp_path)["A"].runs
    assert found(file, tmp_path)["A"].module == "pack.video"


def test_modules_that_moved_are_found_where_they_are_now(write: Write, tmp_path: Path) -> None:
    write(new__place__base="class Ground(Scene):\n    def construct(self): self.play()")
    file = write(video="from old_place.base import *\nclass A(Ground): pass")
    assert not any("A" in scenes for scenes in [_none_or_found(file, tmp_path)])
    assert found(file, tmp_path, {"old_place": "new.place"})["A"].runs


def _none_or_found(file: Path, root: Path) -> dict[str, SceneClass]:
    try:
        return found(file, root)
    except SourceError:
        return {}


def test_a_class_with_a_construct_and_an_unknown_base_is_a_scene_too(write: Write) -> None:
    file = write(a="from manim_slides import Slide\nclass A(Slide):\n    def construct(self): self.play()")
    assert list(found(file)) == ["A"]


def test_imports_in_a_circle_end(write: Write, tmp_path: Path) -> None:
    write(b="from a import *\nclass B(A): pass")
    file = write(a="from b import *\nclass A(B): pass\nclass C(Scene): pass")
    assert list(found(file, tmp_path)) == ["C"]


def test_a_broken_import_puts_only_what_it_defines_out_of_reach(write: Write, tmp_path: Path) -> None:
    write(broken="print 'Python 2'")
    file = write(a="from broken import *\nfrom nowhere import *\nclass A(Scene): pass\nclass B(A): pass")
    assert list(found(file, tmp_path)) == ["A", "B"]


def test_scenes_in_order_come_first_also_from_other_files(write: Write, tmp_path: Path) -> None:
    write(parts__one="class X(Scene):\n    def construct(self): self.play()\nclass Y(X): pass")
    file = write(
        all_scenes="""
        from parts import one
        from parts.one import *
        class Own(Scene): pass
        class Last(Scene): pass
        SCENES_IN_ORDER = [Y, Last, one.X, Missing]
        """
    )
    scenes = found(file, tmp_path)
    assert list(scenes) == ["Y", "Last", "X", "Own"]
    assert scenes["Y"].file == tmp_path / "parts" / "one.py"
    assert scenes["Y"].module == "parts.one"


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        SceneIndex([tmp_path]).scenes(tmp_path / "none.py")
    assert str(caught.value) == (
        f"scene file {tmp_path / 'none.py'} cannot be read: No such file or directory\n"
        "  -> check the path (`scene.path`)"
    )


def test_a_folder_is_not_a_scene_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read: Is a directory"):
        SceneIndex([tmp_path]).scenes(tmp_path)


def test_a_syntax_error_is_shown_with_its_place_and_text(write: Write) -> None:
    file = write(a="class A(Scene):\n    def construct(self)\n        pass\n")
    with pytest.raises(SourceError) as caught:
        found(file)
    assert caught.value.message == f"{file}:2:24: expected ':'\n    def construct(self)\n                       ^"


def test_python_2_is_an_error_of_the_file(write: Write) -> None:
    file = write(a="print 'hello'\n")
    with pytest.raises(SourceError) as caught:
        found(file)
    assert f"{file}:1:1: Missing parentheses in call to 'print'" in caught.value.message
    assert "scenes must be Python 3" in caught.value.remedy


def test_a_file_without_scenes_says_what_it_has(write: Write) -> None:
    file = write(a="class Network: pass\nclass Layer: pass\n")
    with pytest.raises(SourceError) as caught:
        found(file)
    assert caught.value.message == f"there is no scene in {file}: it has Network, Layer"


def test_an_empty_file_says_so(write: Write) -> None:
    with pytest.raises(SourceError, match="it has no class at all"):
        found(write(a=""))


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_content_is_read_or_refused_with_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.py"
    file.write_bytes(content)
    with contextlib.suppress(SourceError):
        assert parse_module(file, "any").file == file
