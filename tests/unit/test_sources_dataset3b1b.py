"""The 3b1b_dataset layout is read tolerantly: which code of a video is taken, and how sure its match is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from synthgen.core.job import SceneRef
from synthgen.errors import UsageError
from synthgen.sources.resolve import resolve_scenes
from synthgen.sources.selection import Filters, SceneSelection, SourceKind
from synthgen.tasks.priors import in_turn, prior_of

CE = "from manim import *\nclass {}(Scene):\n    def construct(self): self.wait()\n"
GL = "from manimlib import *\nclass {}(Scene):\n    def construct(self): self.wait()\n"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    root = tmp_path / "3b1b"

    def write(path: str, text: str) -> None:
        file = root / "outputs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    write("2016/sure/validated_snippets/one.py", CE.format("One"))
    write("2016/sure/validated_snippets/two.py", CE.format("Two"))
    write("2016/sure/monolith_manimgl.py", GL.format("One"))
    write("2016/sure/matches.json", json.dumps({"confidence_score": 0.95, "video_id": "abc", "status": "matched"}))
    write("2016/unsure/.pipeline/intermediate/monolith_manimgl.py", GL.format("Maybe"))
    write("2017/odd/monolith_manimce.py", CE.format("Odd"))
    write("2017/odd/matches.json", "[not json")
    write("2017/broken/monolith_manimce.py", "class A(Scene) print 2")
    results = {"unsure": {"match_data": {"confidence_score": 0.4, "video_id": "def"}}, "sure": None}
    write("matching_summary_2016.json", json.dumps({"year": 2016, "results": results}))
    results = {"odd": {"match_data": {"confidence_score": 0.6}}}
    write("logs/matching_summary_2017.json", json.dumps({"year": 2017, "results": results}))
    write("matching_summary_2017.json", "{}")
    return root


def refs(root: Path, **filters: object) -> list[SceneRef]:
    chosen = Filters(**filters)  # type: ignore[arg-type]
    selection = SceneSelection(kind=SourceKind.DATASET3B1B, root=root, filters=chosen)
    return resolve_scenes(selection, root.parent, lambda text: None)


def test_the_most_finished_code_of_each_video_is_taken(dataset: Path) -> None:
    found = {ref.class_name: ref for ref in refs(dataset)}
    assert found.keys() == {"One", "Two", "Maybe", "Odd"}
    assert (found["One"].engine, found["One"].year, found["One"].video) == ("community", 2016, "sure (YouTube abc)")
    assert (found["Maybe"].engine, found["Maybe"].video) == ("opengl", "unsure (YouTube def)")
    assert len({ref.scene_id for ref in found.values()}) == 4


def test_confidence_filters_videos_from_either_file(dataset: Path) -> None:
    assert {ref.class_name for ref in refs(dataset, min_confidence=0.3)} == {"One", "Two", "Maybe", "Odd"}
    assert {ref.class_name for ref in refs(dataset, min_confidence=0.5)} == {"One", "Two", "Odd"}
    assert {ref.class_name for ref in refs(dataset, min_confidence=0.8)} == {"One", "Two"}
    assert {ref.class_name for ref in refs(dataset, year=2017)} == {"Odd"}


def test_the_outputs_folder_itself_will_do_and_another_folder_will_not(dataset: Path, tmp_path: Path) -> None:
    assert len(refs(dataset / "outputs")) == 4
    with pytest.raises(UsageError, match="no data set of this kind"):
        refs(tmp_path)


@pytest.mark.parametrize(
    ("file", "folder"),
    [("Sure.mp4", "sure"), ("youtube-def.webm", "unsure"), ("The title [abc].mkv", "sure"), ("other.mp4", None)],
)
def test_a_real_video_belongs_to_the_folder_of_its_name_or_youtube_id(
    dataset: Path, file: str, folder: str | None
) -> None:
    found = prior_of(SceneSelection(kind=SourceKind.DATASET3B1B, root=dataset), Path(file))
    assert (found and found.name) == folder


def test_the_scenes_of_a_videos_own_folder_are_searched_first_and_then_all(dataset: Path) -> None:
    selection = SceneSelection(kind=SourceKind.DATASET3B1B, root=dataset)
    prior = prior_of(selection, Path("sure.mp4"))
    own, whole = in_turn(selection, prior)
    assert {ref.class_name for ref in resolve_scenes(own, dataset.parent, lambda text: None)} == {"One", "Two"}
    assert whole == selection
    assert in_turn(selection, None) == [selection]
    # Who narrows the source himself is left alone.
    narrowed = replace(selection, filters=Filters(file="2017/*"))
    assert in_turn(narrowed, prior) == [narrowed]
    doubtful = replace(selection, filters=Filters(min_confidence=0.5))
    assert prior_of(doubtful, Path("unsure.mp4")) is None
    assert prior_of(SceneSelection(kind=SourceKind.CORPUS), Path("sure.mp4")) is None
