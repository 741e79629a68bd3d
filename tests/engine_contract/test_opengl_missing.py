"""What a user is told when the opengl engine's libraries are not there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_missing_library_is_named_with_the_command_that_installs_it() -> None:
    """pyglet, which manimgl cannot do without, is made unimportable, as if the package were not installed."""
    program = (
        "import sys; sys.modules['pyglet'] = None\n"
        "from synthgen.engines.registry import make_engine\n"
        "from synthgen.errors import EngineUnavailable\n"
        "try:\n"
        "    make_engine('opengl').prepare(None)\n"
        "except EngineUnavailable as error:\n"
        "    print(error)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert "the opengl engine needs manimgl, which cannot be imported" in run.stdout, run.stderr
    assert "-> pip install 'manimgl==1.7.*'" in run.stdout


def test_a_process_that_reads_no_settings_of_its_folder_still_prepares(tmp_path: Path) -> None:
    """A `custom_config.yml` in the working directory and arguments of our own do not reach manimlib."""
    (tmp_path / "custom_config.yml").write_text("camera:\n  resolution: nonsense\n")
    program = (
        "from synthgen.engines.registry import make_engine\n"
        "engine = make_engine('opengl')\n"
        "engine.prepare(None)\n"
        "import manimlib, sys\n"
        "print(manimlib.DEFAULT_RESOLUTION, sys.argv[1:])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, "--not-for-manim"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )
    assert run.stdout.strip() == "(854, 480) ['--not-for-manim']", run.stderr
