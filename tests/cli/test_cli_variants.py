"""Samples and sweeps from the command line: the same bytes on every road, nothing overwritten, nothing half done."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from command_line import Command, user_environment
from test_cli_generate import contents as frame_contents

import synthgen.dataset

SMALL = ["render.width_px=160", "render.height_px=90", "render.fps=10", "sampling.count=2"]
KILLS = 20

SCENES = """
from manim import *


class First(Scene):
    def construct(self):
        self.play(Create(Square(color=BLUE)), run_time=0.4)
        self.add(Text("label", font_size=24).next_to(self.mobjects[0], UP))
        self.wait(0.2)


class Second(Scene):
    def construct(self):
        self.add(Dot(3 * np.random.uniform(-1, 1, 3)))
        self.play(Rotate(Triangle(), 1), run_time=0.4)
"""

PLUGIN = """
from dataclasses import dataclass

from synthgen.core.edits import Edit
from synthgen.variants.base import SceneAugmentation, drawn
from synthgen.variants.registry import augmentation


@augmentation("lift")
@dataclass
class Lift(SceneAugmentation):
    height: float = 1.0

    def draw(self, layout, rng):
        return {"objects": list(layout.tops), "up": drawn(rng.uniform(0, self.height))}

    def edits(self, parameters):
        return [Edit(instance_id, shift=(0.0, parameters["up"], 0.0)) for instance_id in parameters["objects"]]
"""


def contents(root: Path) -> dict[str, bytes]:
    """All frames, samples and records of a dataset, by path."""
    samples = [file for file in (root / "augmented").rglob("*") if file.is_file()]
    return frame_contents(root) | {file.relative_to(root).as_posix(): file.read_bytes() for file in samples}


@pytest.fixture
def scene_file(tmp_path: Path) -> Path:
    file = tmp_path / "short.py"
    file.write_text(SCENES)
    return file


@pytest.mark.parametrize("name", ["none", "light", "standard", "hard"])
def test_every_choice_composes(command: Command, name: str) -> None:
    done = command("scene=examples", f"augment={name}", "--cfg", "job")
    assert done.exit_code == 0, done.err
    assert "position_jitter:" in done.out


def test_samples_are_the_same_for_any_number_of_workers_and_checks_hold(command: Command, scene_file: Path) -> None:
    run = ["scene=file", f"scene.path={scene_file}", "augment=hard", "augment.count=3", *SMALL]
    for name, workers in (("a", 1), ("b", 2)):
        done = command(*run, f"dataset.root={name}", f"workers={workers}")
        assert done.exit_code == 0, done.err
    assert contents(Path("a")) == contents(Path("b"))
    dataset = synthgen.dataset.open("a")
    assert dataset.sample_count == 3 * len(dataset) == 12
    index = json.loads(Path("a/dataset.json").read_text())
    assert index["counts"]["samples"] == 12


@pytest.mark.parametrize("kept", [True, False])
def test_a_label_moves_with_what_it_labels_where_that_is_wanted(command: Command, scene_file: Path, kept: bool) -> None:
    run = ["scene=file", f"scene.path={scene_file}", "scene.classes=[First]", "sampling=rest", "dataset.root=a"]
    changes = ["augment.position_jitter.std=0.3", "augment.count=4", f"augment.keep_attached={kept}"]
    assert command(*run, *changes, "render.width_px=160", "render.height_px=90").exit_code == 0
    offsets = []
    for frame in synthgen.dataset.open("a").pictures():
        places = {item.type: item.position for item in frame.objects}
        if {"Text", "Square"} <= places.keys():
            offsets.append(np.subtract(places["Text"], places["Square"]))
    assert len(offsets) >= 5
    assert bool(np.ptp(offsets, axis=0).max() < 1e-5) is kept


def test_another_image_format_means_new_shards_that_can_be_exported(command: Command, scene_file: Path) -> None:
    scene = ["scene=file", f"scene.path={scene_file}", "scene.classes=[First]"]
    run = [*scene, "augment=light", "augment.count=1", *SMALL]
    for image_format in ("png", "webp"):
        assert command(*run, f"dataset.image_format={image_format}", "dataset.root=a").exit_code == 0
        assert {path.suffix for path in Path("a/raw/frames").rglob("*.*") if path.is_file()} == {f".{image_format}"}
    assert len({frame.path for frame in synthgen.dataset.open("a").pictures()}) == 4
    assert command("task=export", "export=yolo", "export.path=yolo", "dataset.root=a").exit_code == 0
    assert {path.suffix for path in Path("yolo/images").rglob("*.*") if path.is_file()} == {".webp"}


def test_samples_can_be_made_again_from_their_records_alone(command: Command, scene_file: Path) -> None:
    """`task=validate` draws them from the recorded parameters; what differs by a pixel breaks a bound."""
    few = ["camera", "drop", "noise", "jpeg", "h264", "color", "rotation"]
    chosen = [f"augment.{name}.probability=0.7" for name in few]
    command(
        "scene=file", f"scene.path={scene_file}", "augment.position_jitter.std=0.3", "augment.count=2",
        "dataset.root=d", *chosen, *SMALL,
    )  # fmt: skip
    done = command("task=validate", "dataset.root=d", "validate.share=1", "workers=2")
    figures = json.loads(Path("d/validation/metrics/label_accuracy.json").read_text())
    assert figures["sample"]["samples"] == 8, figures["sample"]
    assert "FAILED" not in done.out, done.out
    assert done.exit_code == 0, done.out


def test_a_plugin_takes_part_by_its_name(command: Command, scene_file: Path, tmp_path: Path) -> None:
    plugin = tmp_path / "lift.py"
    plugin.write_text(PLUGIN)
    done = command(
        "scene=file", f"scene.path={scene_file}", "scene.classes=[First]", "dataset.root=d", *SMALL,
        f"augment.plugins=[{plugin}]", "+augment.own={lift: {probability: 1.0, height: 2.0}}",
    )  # fmt: skip
    assert done.exit_code == 0, done.err
    samples = list(synthgen.dataset.open("d").samples())
    assert samples and all(frame.record.variant.augment[0].name == "lift" for frame in samples)
    wrong = command("scene=examples", f"augment.plugins=[{plugin}]", "+augment.own={lif: {probability: 1.0}}")
    assert wrong.exit_code == 2 and "did you mean lift" in wrong.err


def test_jobs_of_a_sweep_keep_their_scenes_apart_and_skip_what_is_whole(command: Command, scene_file: Path) -> None:
    run = [
        "-m", "scene=file", f"scene.path={scene_file}", "scene.classes=[Second]", "dataset.root=d", *SMALL,
        "augment.position_jitter.std=0,0.1", "seed=1",
    ]  # fmt: skip
    assert command(*run).exit_code == 0
    dataset = synthgen.dataset.open("d")
    assert [manifest.scene_id for manifest in dataset.scenes] == [
        "short.Second@augment.position_jitter.std=0",
        "short.Second@augment.position_jitter.std=0.1",
    ]
    assert [len(manifest.samples) for manifest in dataset.scenes] == [0, 2]
    still, moved = (list(dataset.frames([manifest.scene_id])) for manifest in dataset.scenes)
    assert (still[0].pixels() == moved[0].pixels()).all(), "where a scene is kept does not change what is in it"
    before = contents(Path("d"))
    assert "0 rendered, 1 skipped" in command(*run).err
    assert contents(Path("d")) == before


def test_jobs_of_a_sweep_may_have_datasets_of_their_own(command: Command, scene_file: Path) -> None:
    done = command(
        "-m", "scene=file", f"scene.path={scene_file}", "scene.classes=[Second]", "dataset.root=d", *SMALL,
        "seed=1,2", "dataset.jobs=own",
    )  # fmt: skip
    assert done.exit_code == 0, done.err
    ids = [[manifest.scene_id for manifest in synthgen.dataset.open(f"d/seed={seed}").scenes] for seed in (1, 2)]
    assert ids == [["short.Second"], ["short.Second"]]


def test_a_failed_job_of_a_sweep_is_named_and_others_finish(command: Command, scene_file: Path) -> None:
    done = command(
        "-m", "scene=file", f"scene.path={scene_file}", "scene.classes=[First],[Nowhere]", "dataset.root=d", *SMALL
    )
    assert done.exit_code == 1
    assert "1 job failed" in done.err and "scene.classes=[Nowhere]" in done.err.rpartition("1 job failed")[2]
    assert len(synthgen.dataset.open("d").scenes) == 1


def test_a_run_killed_at_random_moments_and_resumed_ends_with_the_same_bytes(
    command: Command, tmp_path: Path, scene_file: Path
) -> None:
    many = "\n\n".join(f"class More{number}(Second):\n    pass" for number in range(4))
    scene_file.write_text(f"{SCENES}\n\n{many}\n")
    run = ["scene=file", f"scene.path={scene_file}", "augment=light", "workers=2", *SMALL]
    assert command(*run, "dataset.root=whole").exit_code == 0
    wanted = contents(Path("whole"))
    assert len(wanted) > 40
    draws = random.Random(0)
    arguments = [sys.executable, "-m", "synthgen", *run, "dataset.root=killed"]
    environment = user_environment(tmp_path)
    kills = 0
    while kills < KILLS:
        # Two at once, as two machines with a shared folder: also what one leaves behind must not hurt the other.
        both = [
            subprocess.Popen(arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for _ in range(2)
        ]
        time.sleep(draws.uniform(1.0, 4.0))
        for process in both:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                kills += 1
                time.sleep(draws.uniform(0.0, 0.3))
        for process in both:
            process.wait()
        found = contents(Path("killed"))
        assert found.items() <= wanted.items(), "what is there is whole and right at any time"
        if len(found) == len(wanted):
            # Begin again, so that there are moments left to be killed at.
            shutil.rmtree("killed")
    assert command(*run, "dataset.root=killed").exit_code == 0
    assert contents(Path("killed")) == wanted
