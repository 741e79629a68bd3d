"""From a selection to the scenes to run: ids, engines, chosen classes, and errors that name the nearest names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from synthgen.config import default_cache_dir
from synthgen.core.job import SceneRef
from synthgen.errors import SourceError, UsageError
from synthgen.sources.catalog import VIDEOS
from synthgen.sources.resolve import resolve_scenes
from synthgen.sources.selection import Filters, SceneSelection, SourceKind

LESSON = """
from manim import *

class Base(Scene): pass

class First(Base):
    def construct(self):
        self.wait()

class Second(First): pass
"""


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    file = tmp_path / "lesson.py"
    file.write_text(LESSON)
    return file


def of_file(path: Path, **others: object) -> list[SceneRef]:
    selection = SceneSelection(kind=SourceKind.FILE, path=path, **others)  # type: ignore[arg-type]
    return resolve_scenes(selection, path.parent / "cache", lambda text: None)


def test_no_selection_says_how_to_choose(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        resolve_scenes(None, tmp_path, print)
    assert str(caught.value) == (
        "no scene was chosen\n  -> add scene=dot_products, or another of those that --help lists"
    )


def test_a_lone_file_gives_its_scenes_by_stem_and_class(lesson: Path) -> None:
    refs = of_file(lesson)
    assert [ref.scene_id for ref in refs] == ["lesson.First", "lesson.Second"]
    first = refs[0]
    assert (first.file, first.root, first.module) == (lesson, lesson.parent, "lesson")
    assert (first.engine, first.class_name, first.source, first.copyright) == ("community", "First", "file", "")


def test_what_has_nothing_to_run_is_left_out_aloud(lesson: Path) -> None:
    said: list[str] = []
    resolve_scenes(SceneSelection(kind=SourceKind.FILE, path=lesson), lesson.parent, said.append)
    assert said == ["Left out, since there is nothing in them to run (no construct): Base"]


def test_classes_choose_in_the_order_of_the_file_and_duplicates_count_once(lesson: Path) -> None:
    refs = of_file(lesson, classes=("Second", "First", "Second"))
    assert [ref.class_name for ref in refs] == ["First", "Second"]


def test_a_class_asked_for_by_name_comes_even_with_nothing_to_run(lesson: Path) -> None:
    assert [ref.class_name for ref in of_file(lesson, classes=("Base",))] == ["Base"]


def test_a_misspelt_class_gets_the_nearest_names(lesson: Path) -> None:
    with pytest.raises(UsageError) as caught:
        of_file(lesson, classes=("first", "Secnod"))
    assert str(caught.value) == "there is no scene 'first' in `scene.classes`\n  -> did you mean First?"


@pytest.mark.parametrize(
    ("line", "engine"),
    [
        ("from manim import *", "community"),
        ("import manim as mn", "community"),
        ("from manimlib import *", "opengl"),
        ("from manim_imports_ext import *", "opengl"),
    ],
)
def test_the_engine_is_told_from_the_imports(tmp_path: Path, line: str, engine: str) -> None:
    file = tmp_path / "a.py"
    file.write_text(f"{line}\nclass A(Scene):\n    def construct(self): self.wait()\n")
    assert [ref.engine for ref in of_file(file)] == [engine]


def test_an_engine_given_wins_over_the_imports(lesson: Path) -> None:
    assert {ref.engine for ref in of_file(lesson, engine="opengl")} == {"opengl"}


def test_imports_that_tell_no_engine_are_an_error_that_asks_for_it(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("from helpers import *\nclass A(Scene): pass\n")
    with pytest.raises(UsageError) as caught:
        of_file(file)
    assert caught.value.message == f"cannot tell from its imports which engine {file} is written for"
    assert "engine=community" in caught.value.remedy


def test_a_root_makes_imports_resolve_from_there(tmp_path: Path) -> None:
    folder = tmp_path / "videos" / "year"
    folder.mkdir(parents=True)
    (tmp_path / "base.py").write_text("class Ground(Scene):\n    def construct(self): self.wait()\n")
    file = folder / "a.py"
    file.write_text("from manim import *\nfrom base import Ground\nclass A(Ground): pass\n")
    (ref,) = of_file(file, root=tmp_path)
    assert (ref.module, ref.root, ref.scene_id) == ("videos.year.a", tmp_path, "a.A")


def test_a_file_outside_its_root_is_refused(lesson: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"is not below `scene.root`"):
        of_file(lesson, root=tmp_path / "elsewhere")


@pytest.mark.parametrize("engine", ["community", "opengl"])
def test_three_example_scenes_come_for_each_new_engine(tmp_path: Path, engine: str) -> None:
    refs = resolve_scenes(SceneSelection(kind=SourceKind.EXAMPLES, engine=engine), tmp_path, print)
    assert len(refs) == 3
    assert {ref.engine for ref in refs} == {engine}
    assert all(ref.scene_id == f"examples.{engine}.{ref.class_name}" for ref in refs)


def test_there_are_no_examples_for_the_period_engine(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no example scenes for engine=period"):
        resolve_scenes(SceneSelection(kind=SourceKind.EXAMPLES, engine="period"), tmp_path, print)


# --- the period corpus: first a corpus of our own in its place, then the real one ------------------------------------


@pytest.fixture
def cache_with_corpus(tmp_path: Path) -> Path:
    root = tmp_path / "sources" / "manimlib-0.2.0"
    files = {
        "manimlib/scene.py": "class Container: pass\nclass Scene(Container):\n    def construct(self): pass",
        "manimlib/imports.py": "from manimlib.scene import *",
        "from_3b1b/old/eola/footnote2.py": "from manimlib.imports import *\nclass Dots(Scene): pass",
        "from_3b1b/old/eola/chapter7.py": "from manimlib.imports import *\n"
        "from old_projects.eola.footnote2 import Dots\nfrom ka_playgrounds import *\n"
        "class OpeningQuote(Scene):\n    def construct(self): self.wait()\n"
        "class Line(Dots):\n    def construct(self): self.wait()\n",
        "from_3b1b/old/own.py": "from manimlib.imports import *\n"
        "class A(Scene):\n    def construct(self): self.wait()\n",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_a_named_video_gives_its_scenes_with_all_that_is_known_of_it(cache_with_corpus: Path) -> None:
    selection = SceneSelection(kind=SourceKind.VIDEO, video="dot_products")
    quote, line = resolve_scenes(selection, cache_with_corpus, print)
    root = cache_with_corpus / "sources" / "manimlib-0.2.0"
    assert quote.scene_id == "old.eola.chapter7.OpeningQuote"
    assert line.class_name == "Line"
    assert (quote.engine, quote.root, quote.module) == ("period", root, "from_3b1b.old.eola.chapter7")
    assert (quote.video, quote.year) == ("Dot products and duality (YouTube LyGKycYT2v0)", 2016)
    assert quote.source == "manimlib-0.2.0/from_3b1b"
    assert "copyright 3Blue1Brown LLC" in quote.copyright
    assert "used by permission for this project only" in quote.copyright


@pytest.mark.parametrize("path", ["old/own.py", "old/own*", "old/o*.py"])
def test_any_file_of_the_corpus_can_be_asked_for(cache_with_corpus: Path, path: str) -> None:
    selection = SceneSelection(kind=SourceKind.CORPUS, filters=Filters(file=path))
    (ref,) = resolve_scenes(selection, cache_with_corpus, print)
    assert (ref.scene_id, ref.video, ref.year) == ("old.own.A", "", None)


def test_a_catalogued_file_asked_for_by_path_still_knows_its_video(cache_with_corpus: Path) -> None:
    selection = SceneSelection(kind=SourceKind.CORPUS, filters=Filters(file="old/eola/chapter7.py"))
    assert {ref.year for ref in resolve_scenes(selection, cache_with_corpus, print)} == {2016}


def test_a_misspelt_corpus_file_gets_the_nearest_names(cache_with_corpus: Path) -> None:
    selection = SceneSelection(kind=SourceKind.CORPUS, filters=Filters(file="old/eola/chaptr7.py"))
    with pytest.raises(UsageError) as caught:
        resolve_scenes(selection, cache_with_corpus, print)
    assert caught.value.message == "no scene has `scene.file=old/eola/chaptr7.py`"
    assert caught.value.remedy.startswith("did you mean old/eola/chapter7.py")


def test_a_misspelt_video_gets_the_nearest_names(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did you mean dot_products"):
        resolve_scenes(SceneSelection(kind=SourceKind.VIDEO, video="dotproducts"), tmp_path, print)


def test_the_corpus_does_not_run_on_another_engine(tmp_path: Path) -> None:
    selection = SceneSelection(kind=SourceKind.VIDEO, video="dot_products", engine="opengl")
    with pytest.raises(UsageError, match="do not run on engine=opengl"):
        resolve_scenes(selection, tmp_path, print)


@pytest.fixture(scope="module")
def real_cache() -> Path:
    """The user's cache with the real corpus in it; skips without network, unless the period engine is required."""
    from synthgen.sources.sdist import period_root

    try:
        period_root(default_cache_dir(), print)
    except SourceError as error:
        if "period" in os.environ.get("SYNTHGEN_REQUIRED_ENGINES", "").split(","):
            pytest.fail(str(error))
        pytest.skip(str(error))
    return default_cache_dir()


def test_dot_products_has_61_scenes_to_run(real_cache: Path) -> None:
    said: list[str] = []
    refs = resolve_scenes(SceneSelection(kind=SourceKind.VIDEO, video="dot_products"), real_cache, said.append)
    assert len(refs) == 61
    assert refs[0].class_name == "OpeningQuote"
    assert refs[-1].class_name == "NextVideo"
    assert said == ["Left out, since there is nothing in them to run (no construct): TwoDToOneDScene"]


@pytest.mark.parametrize("name", VIDEOS)
def test_every_video_of_the_catalog_has_scenes(real_cache: Path, name: str) -> None:
    refs = resolve_scenes(SceneSelection(kind=SourceKind.VIDEO, video=name), real_cache, lambda text: None)
    assert len(refs) >= 10
    assert len({ref.scene_id for ref in refs}) == len(refs)


def test_catalog_names_files_titles_and_ids_are_distinct() -> None:
    videos = list(VIDEOS.values())
    for values in ([v.path for v in videos], [v.title for v in videos], [v.youtube for v in videos]):
        assert len(set(values)) == len(videos)
    assert all(len(video.youtube) == 11 for video in videos)
    assert all(2015 <= video.year <= 2019 for video in videos)
