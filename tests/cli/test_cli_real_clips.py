"""A real video among all scenes of its file, and other real videos against the same scenes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Command

CLIPS = Path(__file__).resolve().parents[3] / "shared" / "data" / "clips"


@pytest.mark.skipif(not CLIPS.is_dir(), reason="no real clips beside the project")
def test_a_real_clip_is_found_in_its_file_and_others_are_refused(command: Command) -> None:
    ended = command(
        "task=match",
        f"video.dir={CLIPS}",
        "scene=corpus",
        "scene.file=old/clacks/question.py",
        "match.width_px=320",
        "match.height_px=180",
        "match.candidates_fps=2",
        "match.fine_fps=4",
        "match.page_frames=0",
        "limits.time_s=60",
        "dataset.root=out",
    )
    assert ended.exit_code == 0, ended.err
    candidates, found = (list(Path("out/match").glob(f"{part}/raw/frames/*")) for part in ("candidates", "found/*"))
    assert len(candidates) > 30 > 6 > len(found) > 0, "only what was found is drawn again"
    videos = json.loads(Path("out/validation/metrics/match.json").read_text())["videos"]
    accepted = {video["video"]: video["share_matched"] for video in videos}
    clacks = next(video for video in videos if video["video"] == "clacks.mp4")
    best = clacks["ranking"][0]["scene"]
    assert {stretch["scene"] for stretch in clacks["stretches"] if stretch["accepted"]} == {best}
    assert accepted == {"clacks.mp4": pytest.approx(0.95, abs=0.1), "eola.mp4": 0, "prime-spirals.mp4": 0}
