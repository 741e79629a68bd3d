"""Real video from the command line: extracting, bad files, matching a scene of ours, and what is left when it fails."""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from pathlib import Path

import moving_pictures
import numpy as np
import pytest
from command_line import Command

from synthgen.core.geometry import Box
from synthgen.dataset.reading import open_dataset

TIMES = [Fraction(n, 10) for n in range(30)]
SCENE = """
from manim import *

class Moving(Scene):
    def construct(self):
        square, words = Square(1.5, fill_opacity=1), Text("moving on").to_edge(UP)
        self.add(square.shift(4 * LEFT), words)
        self.play(square.animate.shift(8 * RIGHT), run_time=3, rate_func=linear)
        self.wait()

class Other(Scene):
    def construct(self):
        self.add(Text("something else").to_edge(DOWN), Circle(2))
        self.wait(2)
"""


@pytest.fixture
def videos(tmp_path: Path) -> Path:
    folder = tmp_path / "videos"
    folder.mkdir()
    moving_pictures.write(folder / "a.mkv", TIMES)
    moving_pictures.write(folder / "b.mkv", TIMES[:10])
    return folder


def test_a_folder_of_videos_is_extracted_and_a_bad_one_costs_no_other(command: Command, videos: Path) -> None:
    (videos / "empty.mp4").write_bytes(b"")
    (videos / "short.mkv").write_bytes((videos / "a.mkv").read_bytes()[:9000])
    ended = command("task=extract", f"video.dir={videos}", "video.fps=5", "dataset.root=out")
    assert ended.exit_code == 1
    assert "empty.mp4: the file is empty" in ended.err
    assert "short.mkv" in ended.err and "cut short or damaged" in ended.err.replace("\n", " ")
    counts = {
        json.loads(path.read_text())["video"]: len(list((path.parent / "frames").glob("*.png")))
        for path in Path("out/raw/videos").glob("*/5fps.json")
    }
    assert counts["a.mkv"] == 15 and counts["b.mkv"] == 5
    assert 0 < counts["short.mkv"] < 15


def test_extracting_again_takes_nothing_anew(command: Command, videos: Path) -> None:
    line = ("task=extract", f"video.path={videos / 'b.mkv'}", "dataset.root=out")
    assert command(*line).exit_code == 0
    before = {path: path.stat().st_mtime_ns for path in Path("out/raw").rglob("*.png")}
    assert command(*line).exit_code == 0
    assert before == {path: path.stat().st_mtime_ns for path in Path("out/raw").rglob("*.png")} != {}


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ((), 2, "name the video in one way"),
        (("video.path=none.mp4",), 1, "none.mp4: there is no such file"),
        (("video.dir=none",), 2, "there is no folder none"),
        (("video.path=a.mp4", "video.fps=0"), 2, "`video.fps` must be > 0"),
        (("video.path=a.mp4", "match.threshold=1.5"), 2, "`match.threshold` must be between 0 and 1"),
    ],
)
@pytest.mark.parametrize("task", ["extract", "match", "cuts"])
def test_what_is_wrong_is_said(command: Command, task: str, options: tuple[str, ...], code: int, said: str) -> None:
    ended = command(f"task={task}", *options)
    assert ended.exit_code == code
    assert said in ended.err


def test_a_video_is_matched_against_the_scenes_it_was_made_from(command: Command, tmp_path: Path) -> None:
    scenes = tmp_path / "scenes.py"
    scenes.write_text(SCENE)
    chosen = ("scene=file", f"scene.path={scenes}", "engine=community")
    drawn = ("render.width_px=480", "render.height_px=270", "sampling=uniform", "sampling.fps=10", "dataset.root=shown")
    assert command(*chosen, *drawn, "scene.classes=[Moving]").exit_code == 0
    _as_video(sorted(Path("shown/raw/frames").rglob("*.png")), tmp_path / "real.mp4")
    matching = ("task=match", *chosen, "video.path=real.mp4", "video.fps=2", "dataset.root=out", "workers=1")
    ended = command(*matching, "match.fine_fps=8", "match.transfer=true", "match.ocr=true")
    assert ended.exit_code == 0, ended.err
    (video,) = json.loads(Path("out/validation/metrics/match.json").read_text())["videos"]
    (stretch,) = video["stretches"]
    assert stretch["scene_class"] == "Moving"
    assert stretch["speed"] == pytest.approx(1.0, abs=0.1)
    assert video["share_matched"] > 0.9
    assert video["boxes"]["iou_at_least_0.7"] > 0.9
    assert video["texts"]["compared"] == video["accepted"] and video["texts"]["similarity_at_least_0.8"] > 0.9
    page = next(Path("out/validation/match").glob("*/index.html")).read_text()
    assert "moving on&#x27; read as" in page
    _check_transferred(Path("out/real"))
    ended = command("task=cuts", "video.path=real.mp4", "dataset.root=out")
    assert ended.exit_code == 0
    (video,) = json.loads(Path("out/validation/metrics/cuts.json").read_text())["videos"]
    assert video["stretches"][0]["scene_class"] == "Moving"
    # What was drawn for its pictures alone does not do where its labels are needed.
    assert command(*matching, "match.fine_fps=0").exit_code == 0
    (video,) = json.loads(Path("out/validation/metrics/match.json").read_text())["videos"]
    assert video["boxes"]["compared"] > 0


def test_a_data_sets_own_guess_is_searched_first_and_does_not_decide(command: Command, tmp_path: Path) -> None:
    scenes = SCENE.split("\nclass ")
    for name, part in (("moving", scenes[1]), ("other", scenes[2])):
        file = tmp_path / f"3b1b/outputs/2016/{name}/monolith_manimce.py"
        file.parent.mkdir(parents=True)
        file.write_text(f"{scenes[0]}\nclass {part}")
    guesses = {name: {"match_data": {"confidence_score": 0.9}} for name in ("moving", "other")}
    (tmp_path / "3b1b/outputs/matching_summary_2016.json").write_text(json.dumps({"results": guesses}))
    chosen = ("scene=dataset3b1b", "scene.root=3b1b", "workers=1")
    drawn = ("render.width_px=480", "render.height_px=270", "sampling=uniform", "sampling.fps=10", "dataset.root=shown")
    assert command(*chosen, *drawn, "scene.classes=[Moving]").exit_code == 0
    Path("real").mkdir()
    # The second is not what its name says.
    for name in ("moving", "other"):
        _as_video(sorted(Path("shown/raw/frames").rglob("*.png")), Path(f"real/{name}.mp4"))
    ended = command("task=match", *chosen, "video.dir=real", "dataset.root=out", "match.fine_fps=0")
    assert ended.exit_code == 0, ended.err
    videos = json.loads(Path("out/validation/metrics/match.json").read_text())["videos"]
    assert [(one["prior"]["video"], one["prior"]["confidence"]) for one in videos] == [("moving", 0.9), ("other", 0.9)]
    assert [one["candidates"] for one in videos] == [1, 2]
    assert [{row["scene_class"] for row in one["stretches"]} for one in videos] == [{"Moving"}] * 2
    assert all(one["share_matched"] > 0.9 for one in videos)
    pages = [page.read_text() for page in Path("out/validation/match").glob("*/index.html")]
    assert all("the data set matched it to its code of" in page for page in pages) and len(pages) == 2


def test_reading_without_the_reader_names_the_extra_before_any_work(
    command: Command, videos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    ended = command(
        "task=match", f"video.path={videos / 'b.mkv'}", "scene=examples", "match.ocr=true", "dataset.root=out"
    )
    assert ended.exit_code == 2
    assert "pip install 'synthgen[detect]'" in ended.err
    assert not Path("out").exists()


CODE = """
from manim import *

class Last(Scene):
    def construct(self):
        self.add(Circle())
        self.wait(4)

class First(Scene):
    def construct(self):
        self.play(Create(Square()), run_time=2)
        self.wait(4)

class LeftOut(Scene):
    def construct(self):
        self.wait(9)

class Broken(Scene):
    def construct(self):
        self.play(nothing)

SCENES_IN_ORDER = [First, LeftOut, Broken, Last]
"""


def test_the_order_and_run_times_of_the_code_say_what_cuts_separate(command: Command, tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text(CODE)
    moving_pictures.write_plain("real.mkv", [(40, 6.0), (200, 4.0)])
    line = ("task=cuts", "video.path=real.mkv", "dataset.root=out", "workers=1")
    assert command(*line).exit_code == 0
    assert _stretches() == [("", "visual", 0.0), ("", "visual", 6.0)]
    ended = command(*line, "scene=file", f"scene.path={tmp_path / 'code.py'}", "engine=community", "render.fps=10")
    assert ended.exit_code == 0, ended.err
    assert "failed code.Broken: NameError" in ended.err
    assert _stretches() == [("First", "both", 0.0), ("Last", "both", 6.0)]
    assert not list(Path("out").rglob("*.png"))
    scenes = json.loads(Path("out/validation/metrics/cuts.json").read_text())["scenes"]
    assert [(one["scene_class"], one["duration_s"]) for one in scenes] == [("First", 6), ("LeftOut", 9), ("Last", 4)]


def _stretches() -> list[tuple[str, str, float]]:
    (video,) = json.loads(Path("out/validation/metrics/cuts.json").read_text())["videos"]
    return [(row["scene_class"], row["evidence"], row["start_s"]) for row in video["stretches"]]


def _check_transferred(root: Path) -> None:
    """Real frames are a dataset of their own, with the boxes where the objects are in the real picture."""
    frames = list(open_dataset(root))
    told = json.loads((root / "processed/metadata/transfer.json").read_text())
    assert {line["frame_id"] for line in told} == {frame.record.frame_id for frame in frames}
    assert all(line["origin"] == "real" and line["held_out"] and line["confidence"] >= 0.8 for line in told)
    assert all((root.parent / line["rendered_image"]).is_file() for line in told)
    for frame in frames:
        (square,) = [item for item in frame.objects if item.type == "Square"]
        bright = np.argwhere(frame.pixels()[100:, :].min(axis=2) > 128)
        seen = Box(bright[:, 1].min(), 100 + bright[:, 0].min(), 1 + bright[:, 1].max(), 101 + bright[:, 0].max())
        assert square.bbox.iou(seen) > 0.8


def _as_video(pictures: list[Path], path: Path) -> None:
    import av
    from PIL import Image

    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10, options={"crf": "28"})
        stream.width, stream.height, stream.pix_fmt = 480, 270, "yuv420p"
        for picture in pictures:
            container.mux(stream.encode(av.VideoFrame.from_image(Image.open(picture).convert("RGB"))))
        container.mux(stream.encode(None))
