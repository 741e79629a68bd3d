"""A shard is whole or absent however its process ends: killed at any of its steps, or out of disk space."""

from __future__ import annotations

import hashlib
import os
import resource
import signal
import subprocess
import sys
import textwrap
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from drawn_dataset import CONFIG, lesson, write_scene
from test_shard_samples import write_with_samples

from synthgen.dataset.files import DiskFull
from synthgen.dataset.layout import Layout
from synthgen.dataset.manifest import read_manifest
from synthgen.dataset.shard import clear_leftovers, is_complete

SCENE = "lesson.Part0"
STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"}
ENOUGH_STEPS = 300


def in_child(work: Callable[[], None]) -> int:
    """Run `work` in a forked process; returns its exit code, negative for a signal."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def die_at_step(number: int) -> None:
    """Make this process kill itself right before its nth step on disk."""
    steps = 0

    def count(event: str, _arguments: object) -> None:
        nonlocal steps
        if event in STEPS:
            steps += 1
            if steps == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def write_and_die(root: Path, step: int) -> int:
    def work() -> None:
        die_at_step(step)
        write_with_samples(root, count=2, config_hash="new")

    return in_child(work)


def check_manifest_tells_the_truth(root: Path) -> bool:
    """Whether there is a shard; fails when there is one that is not whole."""
    layout = Layout(root)
    manifest = read_manifest(layout, SCENE)
    if manifest is None:
        return False
    for stored in manifest.files:
        assert hashlib.sha256((root / stored.file).read_bytes()).hexdigest() == stored.sha256
    assert len(list(layout.scene_frames(SCENE).iterdir())) == len(manifest.frames)
    return True


def has_samples(root: Path) -> bool:
    manifest = read_manifest(Layout(root), SCENE)
    return manifest is not None and bool(manifest.samples)


def paths_of_scene(root: Path) -> list[Path]:
    layout = Layout(root)
    paths = [
        layout.scene_frames(SCENE),
        layout.scene_annotations(SCENE),
        layout.scene_manifest(SCENE),
        layout.scene_samples(SCENE),
        layout.scene_sample_records(SCENE),
    ]
    return [path for path in paths if path.exists()]


def staged(root: Path) -> list[str]:
    return sorted(path.name for path in (root / ".staging").glob("*") if path.name != ".dataset.lock")


@pytest.mark.parametrize("replacing", [False, True], ids=["first", "replacing an older one"])
def test_killed_before_any_step_leaves_whole_shards_only(tmp_path: Path, replacing: bool) -> None:
    for step in range(1, ENOUGH_STEPS):
        root = tmp_path / str(step)
        if replacing:
            write_scene(root, SCENE, [lesson(3), lesson(4)])
        code = write_and_die(root, step)
        check_manifest_tells_the_truth(root)
        clear_leftovers(root)
        has_shard = check_manifest_tells_the_truth(root)
        parts = (5 if has_samples(root) else 3) if has_shard else 0
        assert len(paths_of_scene(root)) == parts, f"parts of a shard are left after step {step}"
        assert has_shard or not replacing, f"an older shard was lost at step {step}"
        assert staged(root) == []
        if code == 0:
            break
        assert code == -signal.SIGKILL
    assert 30 < step < ENOUGH_STEPS - 1, "the write must have been interrupted at every one of its steps"
    assert is_complete(root, SCENE, "new")


def test_a_shard_killed_on_its_way_into_place_is_finished_not_thrown_away(tmp_path: Path) -> None:
    finished = []
    for step in range(1, ENOUGH_STEPS):
        root = tmp_path / str(step)
        if write_and_die(root, step) == 0:
            break
        finished += clear_leftovers(root)
    assert finished
    assert set(finished) == {SCENE}


def test_no_room_for_a_picture_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        with pytest.raises(DiskFull, match="no space left to write") as full:
            write_scene(tmp_path, SCENE, [lesson(0), lesson(3)])
        assert "dataset.root=" in full.value.remedy

    assert in_child(work) == 0
    assert paths_of_scene(tmp_path) == []
    assert staged(tmp_path) == []


FILL_DISK = """
    import subprocess, sys
    from pathlib import Path
    from drawn_dataset import lesson, write_scene
    from synthgen.dataset.files import DiskFull
    from test_shard_crash import SCENE, check_manifest_tells_the_truth, paths_of_scene, staged

    root = Path(sys.argv[1])
    outcomes = set()
    for pages in range(6, 40):
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={4 * pages}k", "tmpfs", root], check=True)
        try:
            write_scene(root, SCENE, [lesson(0), lesson(3)])
            assert check_manifest_tells_the_truth(root)
            outcomes.add("whole")
        except DiskFull:
            assert paths_of_scene(root) == [], pages
            outcomes.add("nothing")
        assert staged(root) == [], pages
        subprocess.run(["umount", root], check=True)
    assert outcomes == {"whole", "nothing"}, outcomes
"""


def test_a_disk_that_fills_up_at_any_point_leaves_whole_shards_only(tmp_path: Path) -> None:
    if subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", tmp_path], capture_output=True).returncode:
        pytest.skip("this machine does not let its users mount a small disk")
    here = Path(__file__).resolve()
    ended = subprocess.run(
        ["unshare", "-rm", sys.executable, "-c", textwrap.dedent(FILL_DISK), tmp_path],
        env=os.environ | {"PYTHONPATH": f"{here.parent}:{here.parents[2]}"},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr


def test_an_older_shard_survives_a_disk_that_is_full(tmp_path: Path) -> None:
    write_scene(tmp_path, SCENE, [lesson(1)])

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        with pytest.raises(DiskFull):
            write_scene(tmp_path, SCENE, [lesson(0), lesson(3)], config_hash="new")

    assert in_child(work) == 0
    assert check_manifest_tells_the_truth(tmp_path)
    assert is_complete(tmp_path, SCENE, CONFIG)
