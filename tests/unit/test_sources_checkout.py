"""Folders of scenes, whoever wrote them: which scenes, on which engine, of which year; and nothing brings them down."""

from __future__ import annotations

from pathlib import Path

import pytest

from synthgen.errors import UsageError
from synthgen.sources.listing import Listing, narrowed
from synthgen.sources.resolve import list_source, resolve_scenes
from synthgen.sources.selection import Filters, SceneSelection, SourceKind

SCENE = "class {}(Scene):\n    def construct(self): self.wait()\n"
COMMUNITY = "from manim import *\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "mine"
    root.mkdir()
    return root


def write(root: Path, path: str, text: str | bytes) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def listed(root: Path, **filters: object) -> Listing:
    chosen = Filters(**filters)  # type: ignore[arg-type]
    selection = SceneSelection(kind=SourceKind.CHECKOUT, root=root, filters=chosen, prefer_period=False)
    return list_source(selection, root.parent / "cache", lambda text: None)


def names(listing: Listing) -> list[str]:
    return [one.scene.name for one in listing.scenes]


def test_each_file_gets_the_engine_its_imports_tell_also_through_other_files_of_the_folder(folder: Path) -> None:
    write(folder, "a.py", COMMUNITY + SCENE.format("A"))
    write(folder, "b.py", "from manimlib import *\n" + SCENE.format("B"))
    write(folder, "_2017/c.py", "from big_ol_pile_of_manim_imports import *\n" + SCENE.format("C"))
    write(folder, "helpers.py", "from manimlib.imports import *\nclass Ground(Scene): pass\n")
    write(folder, "d.py", "from helpers import *\nclass D(Ground):\n    def construct(self): self.wait()\n")
    engines = {one.scene.name: one.ref.engine for one in listed(folder).scenes}
    assert engines == {"A": "community", "B": "opengl", "C": "period", "D": "period", "Ground": "period"}


def test_the_year_is_that_of_the_folder_and_ids_are_distinct(folder: Path) -> None:
    for path in ("_2021/a.py", "_2022/a.py", "other/a.py"):
        write(folder, path, COMMUNITY + SCENE.format("A"))
    refs = [one.ref for one in listed(folder).scenes]
    assert [ref.year for ref in refs] == [2021, 2022, None]
    assert len({ref.scene_id for ref in refs}) == 3


def test_filters_narrow_a_source_and_say_what_does_not_fit(folder: Path) -> None:
    write(folder, "_2021/a.py", COMMUNITY + SCENE.format("Quote") + SCENE.format("OtherQuote") + SCENE.format("B"))
    write(folder, "_2022/b.py", COMMUNITY + SCENE.format("C"))
    everything = listed(folder)
    assert names(narrowed(everything, Filters(pattern="*Quote"))) == ["Quote", "OtherQuote"]
    assert names(narrowed(everything, Filters(file="_2022"))) == ["C"]
    assert names(narrowed(everything, Filters(file="_202*/b.py"))) == ["C"]
    assert names(narrowed(everything, Filters(year=2021, classes=("B",)))) == ["B"]
    assert names(narrowed(everything, Filters(video="b"))) == ["C"]
    for wrong in (Filters(year=1999), Filters(file="_2023"), Filters(pattern="X*"), Filters(video="none")):
        with pytest.raises(UsageError, match="no scene has"):
            narrowed(everything, wrong)


def test_a_list_gives_the_place_in_the_video_also_from_another_file(folder: Path) -> None:
    write(folder, "part.py", COMMUNITY + SCENE.format("A") + SCENE.format("B") + SCENE.format("C"))
    write(folder, "order.py", "from part import *\nSCENES_IN_ORDER = [C, A]\n")
    assert {one.scene.name: one.place_in_video for one in listed(folder).scenes} == {"A": 2, "B": None, "C": 1}


def test_what_is_abstract_is_listed_and_not_run(folder: Path) -> None:
    write(folder, "a.py", COMMUNITY + "class Base(Scene): pass\n" + SCENE.format("A"))
    listing = listed(folder)
    assert names(listing) == ["Base", "A"]
    assert [one.scene.name for one in listing.runnable] == ["A"]
    assert listing.summary() == "1 files, 2 scene classes: 1 on community; 1 abstract, 0 files unreadable"


HOSTILE = {
    "python2.py": "class A(Scene):\n    def construct(self):\n        print 'old'\n",
    "latin.py": b"# caf\xe9\nclass A(Scene): pass\n",
    "nulls.py": b"class A(Scene): pass\n\x00\x00",
    "deep.py": "x = " + "(" * 5000 + ")" * 5000,
    "nothing.py": SCENE.format("A"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_used_is_recorded_and_costs_only_itself(folder: Path, name: str) -> None:
    write(folder, name, HOSTILE[name])
    write(folder, "zz.py", COMMUNITY + SCENE.format("Fine"))
    listing = listed(folder)
    assert names(listing) == ["Fine"]
    assert [one.path for one in listing.unreadable] == [name]
    assert listing.unreadable[0].reason


def test_classes_that_inherit_from_themselves_through_imports_end(folder: Path) -> None:
    write(folder, "a.py", COMMUNITY + "from b import *\nclass A(B, Scene):\n    def construct(self): self.wait()\n")
    write(folder, "b.py", COMMUNITY + "from a import *\nclass B(A): pass\n")
    assert set(names(listed(folder))) == {"A", "B"}


def test_links_in_a_circle_end_and_a_folder_linked_twice_counts_once(folder: Path) -> None:
    write(folder, "inner/a.py", COMMUNITY + SCENE.format("A"))
    (folder / "inner" / "loop").symlink_to(folder)
    (folder / "again").symlink_to(folder / "inner")
    (folder / "dangling.py").symlink_to(folder / "gone.py")
    assert names(listed(folder)) == ["A"]


def test_a_file_of_50000_lines_is_read(folder: Path) -> None:
    write(folder, "long.py", COMMUNITY + "x = 1\n" * 50_000 + SCENE.format("A"))
    assert names(listed(folder)) == ["A"]


def test_virtual_environments_and_hidden_folders_are_left_out(folder: Path) -> None:
    write(folder, "env/pyvenv.cfg", "")
    for path in ("env/a.py", ".hidden/a.py", "env/lib/site-packages/a.py", "here.py"):
        write(folder, path, COMMUNITY + SCENE.format("A"))
    assert [one.path for one in listed(folder).scenes] == ["here.py"]


def test_a_folder_that_is_not_there_is_said(folder: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        listed(folder / "gone")


def test_counts_are_said_before_anything_runs(folder: Path) -> None:
    write(folder, "a.py", COMMUNITY + SCENE.format("A"))
    write(folder, "b.py", HOSTILE["python2.py"])
    said: list[str] = []
    selection = SceneSelection(kind=SourceKind.CHECKOUT, root=folder, prefer_period=False)
    (ref,) = resolve_scenes(selection, folder.parent, said.append)
    assert ref.class_name == "A"
    assert said[0] == "2 files, 1 scene classes: 1 on community; 0 abstract, 1 files unreadable"
    assert "b.py" in said[1]


def test_an_old_scene_runs_in_its_version_from_the_period_corpus(tmp_path: Path) -> None:
    library = tmp_path / "sources" / "manimlib-0.2.0"
    write(library, "manimlib/scene.py", "class Scene: pass\n")
    write(library, "from_3b1b/old/waves.py", "from manimlib.imports import *\n" + SCENE.format("Wave"))
    videos = tmp_path / "videos"
    write(videos, "manim_imports_ext.py", "from manimlib import *\n")
    write(videos, "_2017/waves.py", "from manim_imports_ext import *\n" + SCENE.format("Wave") + SCENE.format("New"))
    selection = SceneSelection(kind=SourceKind.CHECKOUT, root=videos)
    wave, new = resolve_scenes(selection, tmp_path, lambda text: None)
    assert (wave.engine, wave.root, wave.scene_id) == ("period", library, "_2017.waves.Wave")
    assert wave.source == "checkout, in its version from manimlib-0.2.0/from_3b1b"
    assert (new.engine, new.root, new.source) == ("opengl", videos, "checkout")
